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

/** What the platform's whitelisting is until an engineer changes it. */
export const defaultWhitelisting: Whitelisting = {
  addresses: ['54.240.43.212', '34.232.212.184'],
  safeSenders: ['bounce@infimasec.com'],
  gateway: null,
  doneOn: null,
}
