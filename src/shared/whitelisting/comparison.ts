import type { DeliveryCounts, WhitelistingComparison } from '../model/whitelisting'

export type Compared = Exclude<keyof DeliveryCounts, 'sent'>

/** Fewer emails than this on either side tell nothing. */
export const enoughEmails = 20

/** A share in words: `12.5 %`; a dash where nothing was sent. */
export const shareText = (part: number, sent: number): string =>
  sent === 0 ? '–' : `${((part / sent) * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 })} %`

/**
 * Whether a share rose or fell by more than chance would: `unclear` where the difference is within two standard errors of a
 * pooled share (a two-proportion test at about 5 %), null where there are too few emails to ask.
 */
export const changeOf = (
  { before, after }: Pick<WhitelistingComparison, 'before' | 'after'>,
  what: Compared,
): 'rose' | 'fell' | 'unclear' | null => {
  const [a, b] = [before.counts, after.counts]
  if (Math.min(a.sent, b.sent) < enoughEmails) return null
  const pooled = (a[what] + b[what]) / (a.sent + b.sent)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.sent + 1 / b.sent))
  const difference = b[what] / b.sent - a[what] / a.sent
  if (Math.abs(difference) <= 2 * error) return 'unclear'
  return difference > 0 ? 'rose' : 'fell'
}

const said = (comparison: WhitelistingComparison, what: Compared, name: string): string => {
  const [a, b] = [comparison.before.counts, comparison.after.counts]
  const shares = `from ${shareText(a[what], a.sent)} to ${shareText(b[what], b.sent)}`
  switch (changeOf(comparison, what)) {
    case 'rose':
      return `${name} rose ${shares}.`
    case 'fell':
      return `${name} fell ${shares}.`
    default:
      return `${name} went ${shares}, which may be chance.`
  }
}

/** What the comparison comes to, in one or two honest sentences. */
export const comparisonText = (comparison: WhitelistingComparison): string => {
  const [before, after] = [comparison.before.counts, comparison.after.counts]
  const few = [
    ...(before.sent < enoughEmails ? [`${before.sent} before`] : []),
    ...(after.sent < enoughEmails ? [`${after.sent} after`] : []),
  ]
  if (few.length > 0)
    return `Too few emails to tell: ${few.join(' and ')}, and at least ${enoughEmails} are needed on each side.`
  return `${said(comparison, 'bounced', 'Bounces')} ${said(comparison, 'opened', 'Opens')}`
}
