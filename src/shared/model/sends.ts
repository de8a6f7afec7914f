import { sendMethods, type SendMethod } from './sent-email'

/** Every send method that an email can have. */
export const everySendMethod = [...sendMethods, 'unknown'] as const satisfies readonly SendMethod[]

export type MethodCounts = Readonly<Record<SendMethod, number>>

/** The emails of one day. */
export interface SendDay {
  /** Calendar day in the tenant's zone: `2026-11-12`. */
  readonly day: string
  /** The instant at which that day begins there, ISO in UTC. */
  readonly from: string
  readonly counts: MethodCounts
}

/** Where mail fell from the API to SMTP: the grant broke after the one and before the other. ISO instants in UTC. */
export interface BreakPoint {
  readonly lastApi: string
  readonly firstSmtp: string
  /** The last SMTP email and the first one by the API after it; null while mail still goes by SMTP. */
  readonly repaired: { readonly lastSmtp: string; readonly firstApi: string } | null
}

/** How much of the mail that a window holds was sent by which method, of one person or of a whole tenant. */
export interface Sends {
  readonly tenantId: string
  /** Null for the whole tenant. */
  readonly personId: string | null
  /** The window's ends as ISO instants, `to` excluded. */
  readonly from: string
  readonly to: string
  /** The tenant's zone, in which its days are counted. */
  readonly timeZone: string
  /** Every day of the window, oldest first, also those without mail. */
  readonly days: readonly SendDay[]
  /** Emails of the window. */
  readonly counts: MethodCounts
  /** People by the method of their last email in the window. */
  readonly people: MethodCounts
  /** Null where nothing shows one, or where what was sent contradicts any. It may lie before the window. */
  readonly breakPoint: BreakPoint | null
  /** True where mail went by the API and by SMTP in turns, so that no point can be named. */
  readonly mixed: boolean
  /** Instant up to which the log was read to its end; null when it never was. */
  readonly readAt: string | null
}

/** One other person of the tenant, by what was sent to them in the window. */
export interface Peer {
  readonly personId: string
  readonly name: string
  readonly address: string
  /** Method of their last email, and when it was sent (ISO, UTC). */
  readonly method: SendMethod
  readonly lastSentAt: string
}

/** How far mail by SMTP reaches in a tenant; `unknown` where nobody else was sent anything that tells. */
export type SmtpReach = 'nobody' | 'this-person' | 'some' | 'most' | 'everyone' | 'unknown'

/** What was sent to the other people of a person's tenant in a window. */
export interface Peers {
  readonly tenantId: string
  readonly personId: string
  readonly from: string
  readonly to: string
  /** Other people by the method of their last email in the window. */
  readonly people: MethodCounts
  /** Emails to other people in the window. */
  readonly emails: MethodCounts
  readonly reach: SmtpReach
  /** Those by SMTP first, then whoever was sent something last; at most 200. */
  readonly list: readonly Peer[]
  readonly readAt: string | null
}

/** People whose last email tells by which way the tenant's mail goes: by SMTP and in all. */
export const smtpShare = (people: MethodCounts): { readonly smtp: number; readonly all: number } => ({
  smtp: people.smtp,
  all: people.smtp + people['microsoft-api'] + people['gmail-api'],
})

/** True when more than half of those people get their mail by SMTP. */
export const isMostlySmtp = (people: MethodCounts): boolean => {
  const { smtp, all } = smtpShare(people)
  return smtp * 2 > all
}
