import { z } from 'zod'
import { isIpRange } from './ip-range'

/** The mail filters that we have steps for; `generic` is every other. */
export const gateways = ['microsoft', 'google', 'mimecast', 'proofpoint', 'barracuda', 'sophos', 'generic'] as const
export type Gateway = (typeof gateways)[number]

export const gatewayNames: Readonly<Record<Gateway, string>> = {
  microsoft: 'Microsoft 365',
  google: 'Google Workspace',
  mimecast: 'Mimecast',
  proofpoint: 'Proofpoint',
  barracuda: 'Barracuda',
  sophos: 'Sophos',
  generic: 'Another filter',
}

const ipRange = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isIpRange, 'An address looks like 192.0.2.10, a range like 192.0.2.0/28.')
const safeSender = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(/^[^\s@,;]+@[^\s@,;]+$/, 'A sender looks like bounce@platform.example.')
const day = z.iso.date('A day is written as YYYY-MM-DD.')

/**
 * What a manual tenant lets through its mail filter so that our mail arrives, and how far it is with that. The values are
 * the platform's; no synced tenant ever sees them.
 */
export const whitelisting = z.object({
  /** The addresses our mail comes from, or CIDR ranges of them. */
  addresses: z.array(ipRange).min(1, 'Enter at least one address.').max(100),
  /** Envelope senders, as a safe-sender list takes them. */
  safeSenders: z.array(safeSender).min(1, 'Enter at least one safe sender.').max(100),
  /** The filter that the customer says they have; null while nobody asked. */
  gateway: z.enum(gateways).nullable(),
  /** The day, in the tenant's time zone, on which they said it was done; null before. */
  doneOn: day.nullable(),
})
export type Whitelisting = z.output<typeof whitelisting>

/** What became of a number of sent emails; every email counts once in `sent` and may count in several others. */
export interface DeliveryCounts {
  readonly sent: number
  /** Delivered, or opened, clicked or reported, which comes to the same. */
  readonly delivered: number
  /** Bounced or failed. */
  readonly bounced: number
  /** Deferred, with nothing since. */
  readonly deferred: number
  /** Opened, clicked or reported. */
  readonly opened: number
  /** Without any delivery event: nobody can say. */
  readonly silent: number
}

/** A stretch of time, ISO instants, `to` excluded, and what became of the emails sent in it. */
export interface DeliveryStretch {
  readonly from: string
  readonly to: string
  readonly counts: DeliveryCounts
}

/** The days before and after the one on which a customer said that it was done; that day itself is in neither. */
export interface WhitelistingComparison {
  readonly doneOn: string
  readonly before: DeliveryStretch
  readonly after: DeliveryStretch
}

/** How many days are compared on each side. */
export const comparedDays = 30

/** What the platform's whitelisting is until an engineer changes it. */
export const defaultWhitelisting: Whitelisting = {
  addresses: ['54.240.43.212', '34.232.212.184'],
  safeSenders: ['bounce@infimasec.com'],
  gateway: null,
  doneOn: null,
}
