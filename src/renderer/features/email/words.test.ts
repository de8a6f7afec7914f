import { describe, expect, it } from 'vitest'
import type { EmailDetail } from '../../../shared/contract'
import type { Rescue, Sighting } from '../../../shared/model'
import { aCopy, anEmail, found, foundIn, place } from '../log/testing'
import { unreadSentence, whereToFind } from './finding'
import { isStale } from './freshness'
import { placeText, sightingWords } from './places'
import { moveOffers, rescueSentence, undoable } from './rescue-words'
import { trailOf } from './trail'

const aRescue = (over: Partial<Rescue> = {}): Rescue => ({
  id: 'r1',
  tenantId: 't1',
  personId: 'p1',
  emailId: 'e1',
  copyId: 'c1',
  engineer: 'sam',
  state: 'watching',
  before: place('junk', ['Junk Email']),
  after: place('inbox'),
  startedAt: '2026-11-23T13:00:00.000Z',
  readings: [{ at: '2026-11-23T13:00:02.000Z', place: place('inbox') }],
  undoneAt: null,
  undoRefusal: null,
  error: null,
  ...over,
})

describe('places', () => {
  it('names well-known places in the provider’s words, whatever the mailbox calls them', () => {
    expect(placeText(place('junk', ['Junk-E-Mail']), 'microsoft')).toBe('Junk Email')
    expect(placeText(place('junk', ['Spam']), 'google')).toBe('Spam')
    expect(placeText(place('inbox', ['Posteingang'], 'other'), 'microsoft')).toBe('Inbox › Other')
    expect(placeText(place('deleted', ['Gelöschte Elemente', '2025']), 'microsoft')).toBe('Deleted Items › 2025')
    expect(placeText(place('folder', ['Vendors', 'Training']), 'microsoft')).toBe('Vendors › Training')
  })

  it('lets the copy in the Inbox stand for the email and counts the others', () => {
    const copies = [aCopy({ id: 'a' }), aCopy({ id: 'b', place: place('inbox') })]
    expect(sightingWords(found(copies), 'microsoft')).toMatchObject({ text: 'Inbox', tone: 'calm', more: 1 })
  })

  it('never makes not found of an unknown', () => {
    const unknown: Sighting = {
      kind: 'unknown',
      at: '2026-11-23T13:00:00Z',
      call: null,
      reason: 'throttled',
      detail: null,
      lastKnown: null,
    }
    expect(sightingWords(unknown, 'microsoft')).toMatchObject({ tone: 'unknown', text: 'asked to wait' })
    expect(sightingWords(null, 'google')).toMatchObject({ tone: 'unknown', text: 'not checked yet' })
  })
})

describe('whereToFind', () => {
  it('uses the folder names of the mailbox itself', () => {
    expect(whereToFind(place('junk', ['Junk-E-Mail']), 'microsoft')).toBe('In Outlook: folder list, “Junk-E-Mail”.')
    expect(whereToFind(place('inbox', ['Posteingang'], 'other'), 'microsoft')).toContain('“Posteingang”, tab “Other”')
  })

  it('leads to archived mail and tabs in Gmail', () => {
    expect(whereToFind(place('archive'), 'google')).toContain('“All Mail”')
    expect(whereToFind(place('inbox', [], 'promotions'), 'google')).toContain('tab “Promotions”')
  })

  it('says nothing of what nobody knows', () => {
    expect(whereToFind(place('inbox'), 'manual')).toBe('')
    expect(unreadSentence(null)).toBe('')
  })
})

describe('isStale', () => {
  it('holds a sighting for fresh for two minutes', () => {
    const now = Date.parse('2026-11-23T13:02:00Z')
    expect(isStale(foundIn('inbox', '2026-11-23T13:00:01Z'), now)).toBe(false)
    expect(isStale(foundIn('inbox', '2026-11-23T13:00:00Z'), now)).toBe(true)
    expect(isStale(null, now)).toBe(true)
  })
})

describe('moveOffers', () => {
  const who = { person: 'Ana Núñez', tenant: 'Northwind Dental', provider: 'microsoft' } as const

  it('offers one plain button for one copy and says what it will do', () => {
    expect(moveOffers([aCopy()], who)).toMatchObject([
      {
        label: 'Move to Inbox',
        effect: 'Moves this one email from Junk Email to Ana Núñez’s Inbox at Northwind Dental.',
      },
    ])
  })

  it('names the folder on each button when there are several copies, and numbers equal ones', () => {
    const copies = [
      aCopy({ id: 'a' }),
      aCopy({ id: 'b' }),
      aCopy({ id: 'c', place: place('archive') }),
      aCopy({ id: 'd', place: place('inbox'), immovable: 'already-in-inbox' }),
    ]
    expect(moveOffers(copies, who).map(({ label }) => label)).toEqual([
      'Move to Inbox from Junk Email (1)',
      'Move to Inbox from Junk Email (2)',
      'Move to Inbox from Archive',
    ])
  })

  it('says “the archive” of a place that has no folder', () => {
    expect(moveOffers([aCopy({ place: place('archive') })], { ...who, provider: 'google' })[0]?.effect).toContain(
      'from the archive to',
    )
  })

  it('offers nothing for a copy that was found by likeness only', () => {
    expect(moveOffers([aCopy({ match: 'likely', immovable: 'only-likely' })], who)).toEqual([])
  })
})

describe('rescues', () => {
  it('words each state', () => {
    const say = (over: Partial<Rescue>): string => rescueSentence(aRescue(over), 'microsoft', 'UTC')
    expect(say({})).toBe('In the Inbox, watching until 13:01:02.')
    expect(say({ state: 'done' })).toContain('still there at 13:00:02')
    expect(say({ state: 'moved-back', after: place('junk') })).toContain('it is in Junk Email now')
    expect(say({ state: 'undone', undoneAt: '2026-11-23T13:05:00.000Z' })).toBe(
      'Undone: put back in Junk Email at 13:05:00.',
    )
    expect(say({ state: 'failed' })).toContain('was not moved')
  })

  it('undoes only the newest rescue, and only when it moved something', () => {
    expect(undoable([aRescue({ id: 'new' }), aRescue({ id: 'old' })])?.id).toBe('new')
    expect(undoable([aRescue({ state: 'undone' }), aRescue({ id: 'old' })])).toBeNull()
    expect(undoable([])).toBeNull()
  })
})

describe('trailOf', () => {
  it('tells the whole history oldest first and folds equal sightings in a row into the first and the last', () => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString()
    const detail: EmailDetail = {
      email: anEmail(),
      events: [{ kind: 'sent', at: at(0), detail: null }],
      sightings: [5, 4, 3, 2].map((minute) => foundIn('junk', at(minute))),
      rescues: [aRescue({ startedAt: at(6), state: 'undone', undoneAt: at(8) })],
    }
    expect(trailOf(detail, 'microsoft').map(({ title }) => title)).toEqual([
      'Sent by microsoft-api',
      'Seen in Junk Email',
      'Seen in Junk Email',
      'Moved from Junk Email to the Inbox',
      'Put back in Junk Email',
    ])
  })
})
