import { describe, expect, it } from 'vitest'
import { sorted } from '../../ui/data-table'
import { rowText } from './row-text'
import { filterRows, noFilters, toRows } from './rows'
import { compareEvent, compareFolder, compareSubject } from './sorting'
import { smtpNote, summaryText } from './summary'
import { aCopy, anEmail, foundIn, lastSeen } from './testing'

const emails = [
  anEmail({ id: 'a', subject: 'Übung: Passwörter', sentAt: '2026-11-20T08:00:00.000Z', sighting: foundIn('inbox') }),
  anEmail({ id: 'b', subject: 'Your parcel could not be delivered', type: 'phishing-test', sighting: foundIn('junk') }),
  anEmail({ id: 'c', subject: 'Reminder: training', method: 'smtp', sentAt: '2026-11-02T08:00:00.000Z' }),
]
const rows = toRows(emails)
const ids = (of: typeof rows): string[] => of.map(({ email }) => email.id)
const none = new Map()

describe('filterRows', () => {
  it('finds words in any order, without case or accents', () => {
    expect(ids(filterRows(rows, { ...noFilters, text: 'PASSWORTER ubung' }, none))).toEqual(['a'])
  })

  it('lets a row through only when every kind of filter does', () => {
    expect(ids(filterRows(rows, { ...noFilters, types: ['training-reminder'], methods: ['smtp'] }, none))).toEqual([
      'c',
    ])
  })

  it('takes the newer sighting for the folder and counts the unseen as unknown', () => {
    const newer = new Map([['b', foundIn('inbox')]])
    expect(ids(filterRows(rows, { ...noFilters, folders: ['inbox'] }, newer))).toEqual(['a', 'b'])
    expect(ids(filterRows(rows, { ...noFilters, folders: ['unknown'] }, newer))).toEqual(['c'])
  })

  it('gives back the very same rows when nothing is filtered, so that nothing is drawn again', () => {
    expect(filterRows(rows, noFilters, none)).toBe(rows)
  })

  it('filters 10,000 rows well within a keystroke', () => {
    const many = toRows(
      Array.from({ length: 10_000 }, (_, at) => anEmail({ id: `${at}`, subject: `Training number ${at}` })),
    )
    const start = performance.now()
    expect(filterRows(many, { ...noFilters, text: 'number 77' }, none).length).toBeGreaterThan(100)
    expect(performance.now() - start).toBeLessThan(50)
  })
})

describe('sorting', () => {
  const by = (id: string, compare: (a: (typeof rows)[number], b: (typeof rows)[number]) => number) =>
    ids(sorted(rows, [{ id, head: id, width: '1fr', compare, cell: () => null }], { by: id, descending: false }))

  it('puts what needs attention first when it sorts by folder, and the unknown last', () => {
    expect(by('folder', compareFolder('microsoft', none))).toEqual(['b', 'a', 'c'])
  })

  it('sorts subjects without regard to accents', () => {
    expect(by('subject', compareSubject)).toEqual(['c', 'a', 'b'])
  })

  it('keeps the order of arrival among equals', () => {
    expect(by('event', compareEvent)).toEqual(['a', 'b', 'c'])
  })
})

const plain = (text: string): string => text.replace(/\u00a0/g, ' ')

describe('summaryText', () => {
  it('counts emails and the places that are known', () => {
    expect(plain(summaryText(rows, 3, 'microsoft', none))).toBe('3 emails · 1 in Inbox · 1 junk')
  })

  it('says how many of all are shown', () => {
    expect(plain(summaryText(rows.slice(0, 1), 3, 'microsoft', none))).toBe('1 of 3 emails · 1 in Inbox')
  })

  it('notes emails sent by SMTP, and is silent when there are none', () => {
    expect(smtpNote(rows)).toBe('1 of 3 emails went out by SMTP.')
    expect(smtpNote(rows.slice(2))).toBe('The only email went out by SMTP.')
    expect(smtpNote(rows.slice(0, 2))).toBeNull()
  })
})

describe('rowText', () => {
  it('gives one line of tab-separated cells even when a value holds a tab', () => {
    const email = anEmail({ subject: 'Two\tcolumns\nand lines' })
    expect(rowText(email, foundIn('junk'), 'google', 'Europe/Berlin').split('\t')).toEqual([
      'Training reminder',
      'Two columns and lines',
      expect.stringContaining('09:00:12 Europe/Berlin'),
      'microsoft-api',
      'Delivered',
      'Spam',
    ])
  })
  it('says of a place that can’t be read now when it was last seen there', () => {
    const sighting = lastSeen([aCopy()], '2026-11-23T10:00:00.000Z')
    expect(rowText(anEmail(), sighting, 'microsoft', 'UTC').split('\t').at(-1)).toBe(
      'last seen in Junk Email, Mon, 23 Nov 2026, 10:00:00 UTC (asked to wait)',
    )
  })
})
