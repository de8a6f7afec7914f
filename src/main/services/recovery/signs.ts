import type { RecoveryEvidence, RecoverySign, SentEmail } from '../../../shared/model'
import { findBreak } from '../../verdict/break-point'

/** What the ledger knows of one window, as far as it can tell that a grant is broken. */
export interface SignFacts {
  /** The person's emails of the window, newest first. */
  readonly emails: readonly Pick<SentEmail, 'method' | 'sentAt' | 'listed'>[]
  /** Whether every log source was read to its end over the window: an empty list means nothing otherwise. */
  readonly complete: boolean
  readonly toOthers: number
  /** ISO instant. */
  readonly at: string
}

/**
 * The signs of a broken grant on a synced tenant. The newest email decides about SMTP: an API email after it means that the
 * grant works again. An empty log is a sign where others of the tenant were sent mail meanwhile.
 */
export const evidenceOf = ({ emails, complete, toOthers, at }: SignFacts): RecoveryEvidence => {
  const listed = emails.filter((email) => email.listed)
  const bySmtp = listed.filter(({ method }) => method === 'smtp')
  const newest = listed[0]
  const signs: RecoverySign[] = []
  if (newest?.method === 'smtp') signs.push('smtp')
  if (complete && newest === undefined && toOthers > 0) signs.push('empty-log')
  const rows = listed.map(({ method, sentAt }) => ({ method, at: Date.parse(sentAt), personId: '' }))
  return {
    at,
    signs,
    sent: listed.length,
    bySmtp: bySmtp.length,
    toOthers,
    breakPoint: findBreak(rows).breakPoint,
  }
}
