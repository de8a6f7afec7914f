import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logMapping } from '../../../shared/model'
import { aMail, aMapping } from '../testing/a-mapping'
import { previewMapping } from './preview'
import { readProfile } from './read-profile'
import { mapEmail, mapEvent, mapPerson } from './rows'

const problemsOf = (value: unknown, mapping = aMapping()): Record<string, string> => {
  const mapped = mapEmail(value, mapping)
  return 'problems' in mapped ? Object.fromEntries(mapped.problems.map(({ field, message }) => [field, message])) : {}
}

describe('rows of another platform', () => {
  it('become ours, by paths and words', () => {
    expect(mapEmail(aMail(), aMapping())).toEqual({
      row: {
        ref: '7',
        personRef: 'u1',
        subject: 'Your course',
        type: 'training-reminder',
        campaign: null,
        sentAt: Date.parse('2026-11-02T08:00:00Z'),
        method: 'microsoft-api',
        messageId: '<abc@acme.example>',
        sender: 'training@acme.example',
        recipient: null,
        latestEvent: { kind: 'opened', at: '2026-11-02T09:00:00.000Z', detail: null },
      },
    })
    const user = { uid: 'u1', profile: { name: 'Ana' }, mails: ['ana@x.example', 'a@x.example'], state: 'Enabled' }
    expect(mapPerson(user, aMapping())).toEqual({
      row: {
        ref: 'u1',
        name: 'Ana',
        address: 'ana@x.example',
        aliases: ['a@x.example'],
        status: 'active',
        risk: { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 },
      },
    })
    expect(mapPerson({ ...user, state: 'locked', profile: null }, aMapping())).toMatchObject({
      row: { name: 'ana@x.example', status: 'suspended' },
    })
  })

  it('name every field that is missing or can not be read', () => {
    expect(problemsOf({ ...aMail({ when: 'soon', from: 'nobody' }), id: null })).toEqual({
      id: 'There is nothing at id.',
      sentAt: '“soon” is no date of the form dd.MM.yyyy HH:mm.',
      sender: '“nobody” is no address.',
    })
  })

  it('ask for the method where the platform never says it', () => {
    const { sentEmails } = aMapping()
    const mapping = aMapping({ sentEmails: { ...sentEmails, words: { ...sentEmails.words, method: {} } } })
    expect(Object.keys(problemsOf(aMail(), mapping))).toEqual(['method'])
  })

  it('leave out events whose kind means nothing to us, and keep the latest event open then', () => {
    expect(mapEvent({ what: 'archived', when: '02.11.2026 10:00' }, aMapping())).toEqual({ row: null })
    expect(mapEvent({ what: 'Hit', when: '02.11.2026 10:00', note: 'link 2' }, aMapping())).toEqual({
      row: { kind: 'clicked', at: '2026-11-02T09:00:00.000Z', detail: 'link 2' },
    })
    expect(mapEmail(aMail({ last: { what: 'archived' } }), aMapping())).toMatchObject({ row: { latestEvent: null } })
  })

  it('do not reach what every object has by birth', () => {
    const { sentEmails } = aMapping()
    const fields = { ...sentEmails.fields, subject: 'constructor.name', campaign: '__proto__.x', type: 'kind' }
    const mapping = aMapping({ sentEmails: { ...sentEmails, fields } })
    expect(mapEmail(aMail({ kind: 'constructor' }), mapping)).toMatchObject({
      row: { subject: '', campaign: null, type: 'other' },
    })
  })
})

describe('a profile', () => {
  it('is refused with the field that is wrong', () => {
    const wrong = (change: object) =>
      logMapping.safeParse({ ...aMapping(), ...change }).error?.issues[0]?.path.join('.')
    expect(wrong({ zone: 'Mars/Olympus' })).toBe('zone')
    expect(wrong({ people: { ...aMapping().people, items: 'data[' } })).toBe('people.items')
    expect(wrong({ people: { ...aMapping().people, request: 'https://elsewhere.example/x' } })).toBe('people.request')
    expect(wrong({ sentEmails: { ...aMapping().sentEmails, fields: { id: 'id' } } })).toBe('sentEmails.fields.subject')
  })

  it('reads the same after it was written out, and says what is wrong with a file', () => {
    const text = JSON.stringify(aMapping(), null, 2)
    expect(readProfile(`\uFEFF${text}`)).toEqual(aMapping())
    expect(() => readProfile('no,json')).toThrow(/no mapping profile/)
    expect(() => readProfile(text.replace('data.users', 'data['))).toThrow(/people\.items/)
    expect(() => readProfile('[]')).toThrow(/its form/)
  })
})

describe('the preview of a pasted answer', () => {
  it('shows the rows as ours, counts what is wrong, and names the next page', () => {
    const mails = [aMail(), aMail({ id: 8, when: 'soon' }), aMail({ id: 9, when: 'later' })]
    const preview = previewMapping(aMapping(), 'sentEmails', JSON.stringify({ mails, next: 'c2' }))
    expect(preview).toMatchObject({ count: 3, next: 'c2' })
    expect(preview.rows[0]?.values).toMatchObject({
      id: '7',
      sentAt: '2026-11-02T08:00:00.000Z',
      latestKind: 'opened',
      latestAt: '2026-11-02T09:00:00.000Z',
    })
    expect(preview.problems).toEqual([
      { field: 'sentAt', message: '“soon” is no date of the form dd.MM.yyyy HH:mm.', rows: 2 },
    ])
  })

  it('says where no list is, and what is no JSON', () => {
    expect(previewMapping(aMapping(), 'people', '{"users":[]}')).toMatchObject({
      count: null,
      problems: [{ field: 'items', message: 'There is no list at data.users.' }],
    })
    expect(() => previewMapping(aMapping(), 'people', '<html>')).toThrow(/no JSON/)
  })

  it('never throws, whatever JSON and whatever paths', () => {
    const path = fc.oneof(
      fc.constantFrom('', 'a', 'a[0]', 'a[*]', '*', '/a/0', 'data.users', 'length', '__proto__', 'toString'),
      fc.array(fc.constantFrom('a', 'b', '[0]', '[*]'), { maxLength: 4 }).map((steps) => steps.join('.')),
    )
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((value) => ({ mails: [value], a: [value, [value]] })),
    )
    fc.assert(
      fc.property(
        path,
        path,
        anything,
        fc.constantFrom('iso', 'seconds', 'ms', 'dd.MM.yyyy', '(['),
        (one, other, value, dates) => {
          const { people, sentEmails, events } = aMapping()
          const mapping = {
            ...aMapping(),
            dates,
            people: {
              ...people,
              items: one,
              fields: { ...people.fields, id: other, aliases: other, testsSent: other },
            },
            sentEmails: { ...sentEmails, items: one, fields: { ...sentEmails.fields, sentAt: other, type: other } },
            events: { ...events!, items: one, fields: { kind: other, at: other } },
          }
          for (const list of ['people', 'sentEmails', 'events'] as const) {
            const preview = previewMapping(mapping, list, JSON.stringify(value))
            for (const row of preview.rows)
              expect(row.problems.length > 0 && Object.keys(row.values).length > 0).toBe(false)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
