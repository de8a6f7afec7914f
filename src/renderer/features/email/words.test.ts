import { describe, expect, it } from 'vitest'
import type { EmailDetail } from '../../../shared/contract'
import type { Rescue, Sighting } from '../../../shared/model'
import { aCopy, aRescue, anEmail, found, foundIn, lastSeen, place } from '../log/testing'
import { unreadSentence, whereToFind } from './finding'
import { isStale } from './freshness'
import { lastFound } from './last-found'
import { placeText, sightingWords } from './places'
import { rescueSentence } from './rescue-words'
import { trailOf } from './trail'

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

describe('lastFound', () => {
  it('is the finding itself, or the one before where the place can’t be read now', () => {
    const now = foundIn('junk')
    expect(lastFound(now)).toBe(now)
    expect(lastFound(lastSeen([aCopy()], '2026-11-23T10:00:00.000Z'))).toMatchObject({
      at: '2026-11-23T10:00:00.000Z',
      copies: [aCopy()],
    })
  })

  it('is nothing once a complete search has not found the email, or where nobody ever did', () => {
    expect(lastFound({ kind: 'not-found', at: '2026-11-23T13:00:00Z', call: 'search' })).toBeNull()
    expect(lastFound({ ...lastSeen([], ''), lastKnown: null })).toBeNull()
    expect(lastFound(null)).toBeNull()
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
    expect(whereToFind({ ...place('archive'), snoozed: true }, 'google')).toContain('“Snoozed”')
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
