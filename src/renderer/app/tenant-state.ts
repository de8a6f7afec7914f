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

/** What is to be said of sign-ins that expire soon or did, in one sentence that names the one it is about; null for none. */
export const expiryText = (tenants: readonly Tenant[], now: number): string | null => {
  const of = tenants.flatMap((tenant) => {
    const expiry = signInExpiry(tenant, now)
    return expiry === null ? [] : [{ tenant, expiry }]
  })
  const [first, ...others] = of
  if (first === undefined) return null
  if (others.length === 0)
    return first.expiry.state === 'past'
      ? `What ${first.tenant.name} signs in with expired: no mailbox of it can be read until another is entered.`
      : `What ${first.tenant.name} signs in with expires ${daysLeftText(first.expiry)}: enter another before that.`
  const past = of.filter(({ expiry }) => expiry.state === 'past').length
  if (past === 0) return `The sign-ins of ${of.length} tenants expire within ${noticeDays} days.`
  if (past === of.length) return `The sign-ins of ${past} tenants expired.`
  return `The sign-ins of ${of.length - past} ${of.length - past === 1 ? 'tenant' : 'tenants'} expire within ${noticeDays} days, those of ${past} expired.`
}
