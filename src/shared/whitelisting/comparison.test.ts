import { expect, it } from 'vitest'
import type { DeliveryCounts, WhitelistingComparison } from '../model/whitelisting'
import { changeOf, comparisonText, shareText } from './comparison'

const counts = (sent: number, over: Partial<DeliveryCounts> = {}): DeliveryCounts => ({
  sent,
  delivered: 0,
  bounced: 0,
  deferred: 0,
  opened: 0,
  silent: 0,
  ...over,
})
const compared = (before: DeliveryCounts, after: DeliveryCounts): WhitelistingComparison => ({
  doneOn: '2026-11-01',
  before: { from: '', to: '', counts: before },
  after: { from: '', to: '', counts: after },
})

it('says what rose and what fell by more than chance', () => {
  const comparison = compared(counts(200, { bounced: 40, opened: 20 }), counts(100, { bounced: 2, opened: 45 }))
  expect(comparisonText(comparison)).toBe('Bounces fell from 20 % to 2 %. Opens rose from 10 % to 45 %.')
})

it('says that a small difference may be chance', () => {
  const comparison = compared(counts(40, { bounced: 3 }), counts(40, { bounced: 1 }))
  expect(changeOf(comparison, 'bounced')).toBe('unclear')
  expect(comparisonText(comparison)).toBe(
    'Bounces went from 7.5 % to 2.5 %, which may be chance. Opens went from 0 % to 0 %, which may be chance.',
  )
})

it('says that few emails tell nothing, however different they are', () => {
  const comparison = compared(counts(19, { bounced: 19 }), counts(3))
  expect(changeOf(comparison, 'bounced')).toBeNull()
  expect(comparisonText(comparison)).toBe(
    'Too few emails to tell: 19 before and 3 after, and at least 20 are needed on each side.',
  )
  expect(comparisonText(compared(counts(500), counts(0)))).toMatch(/^Too few emails to tell: 0 after,/)
})

it('gives no share of nothing', () => {
  expect(shareText(0, 0)).toBe('–')
  expect(shareText(1, 3)).toBe('33.3 %')
})
