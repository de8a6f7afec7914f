import { z } from 'zod'

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s@]+\.[^\s@.]+$/, 'A domain looks like platform.example.')
const address = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s@]+@[^\s@]+$/, 'An address looks like bounce@platform.example.')

/** What tells a message of the awareness platform, whatever a log says of it. */
export const platformProfile = z.object({
  /** Domains that it sends from, each with all below it. */
  senderDomains: z.array(domain).max(500).default(['infimasec.com']),
  /** Single addresses that it sends from beside them. */
  senderAddresses: z.array(address).max(500).default([]),
})
export type PlatformProfile = z.output<typeof platformProfile>

/** True when a From address is one of the platform's. */
export const isPlatformSender = (
  { senderDomains, senderAddresses }: Pick<PlatformProfile, 'senderDomains' | 'senderAddresses'>,
  sender: string | null,
): boolean => {
  const from = sender?.trim().toLowerCase() ?? ''
  const host = from.slice(from.lastIndexOf('@') + 1)
  if (host === '' || !from.includes('@')) return false
  return senderAddresses.includes(from) || senderDomains.some((one) => host === one || host.endsWith(`.${one}`))
}
