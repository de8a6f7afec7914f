import type { Tenant } from '../../shared/model/tenant'

const dayMs = 86_400_000

/** A sign-in is announced this many days before it expires. */
export const noticeDays = 30

/** When what a tenant signs in with expires: `soon` within the days of notice, `past` when it did. */
export interface SignInExpiry {
  readonly state: 'soon' | 'past'
  /** ISO instant. */
  readonly at: string
  /** Whole days left, rounded down; 0 on the last day and after it. */
  readonly daysLeft: number
}

/** The expiry that has to be spoken of at `now` (epoch ms); null while it is far away or not known. */
export const signInExpiry = (tenant: Pick<Tenant, 'signInExpiresAt'>, now: number): SignInExpiry | null => {
  const at = tenant.signInExpiresAt
  if (at === null) return null
  const left = Date.parse(at) - now
  if (left > noticeDays * dayMs) return null
  return { state: left <= 0 ? 'past' : 'soon', at, daysLeft: Math.max(0, Math.floor(left / dayMs)) }
}

/** `in 12 days`, `in 1 day`, `today`. */
export const daysLeftText = ({ daysLeft }: Pick<SignInExpiry, 'daysLeft'>): string =>
  daysLeft === 0 ? 'today' : `in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`
