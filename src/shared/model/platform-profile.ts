import { z } from 'zod'
import type { PlatformProof } from './sighting'

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

/** A header of a message. */
export interface MessageHeader {
  readonly name: string
  readonly value: string
}

/** A header that only mail of the platform carries: one of this name whose value has this text in it, whatever it is when empty. */
export const headerMark = z.object({
  /** RFC 5322 section 2.2: printable ASCII without a colon. */
  name: z
    .string()
    .trim()
    .min(1, 'Enter the name of the header, e.g. X-Platform-Mark.')
    .max(76, 'A header name has at most 76 characters.')
    .regex(/^[!-9;-~]+$/, 'A header name has letters, digits and hyphens: no colon, no space, e.g. X-Platform-Mark.'),
  /** Compared as the message has it, capitals included. */
  value: z
    .string()
    .trim()
    .max(200, 'The text in a header has at most 200 characters.')
    .regex(/^\P{Cc}*$/u, 'The text in a header is one line.'),
})
export type HeaderMark = z.output<typeof headerMark>

/** What tells a message of the awareness platform, whatever a log says of it. */
export const platformProfile = z.object({
  /** Domains that it sends from, each with all below it. */
  senderDomains: z.array(domain).max(500).default(['infimasec.com']),
  /** Single addresses that it sends from beside them. */
  senderAddresses: z.array(address).max(500).default([]),
  /** Headers that prove it as a sender does; any one is enough. */
  headerMarks: z.array(headerMark).max(20, 'Enter at most 20 headers.').default([]),
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

/** The header that marks a message as the platform's; null when none does. Names are compared without regard to case. */
export const markIn = (marks: readonly HeaderMark[], headers: readonly MessageHeader[]): MessageHeader | null =>
  headers.find((header) =>
    marks.some(({ name, value }) => name.toLowerCase() === header.name.toLowerCase() && header.value.includes(value)),
  ) ?? null

/** The proof that a message carries; null when it carries none. `headers` is null where they can't be read. */
export const platformProof = (
  profile: Pick<PlatformProfile, 'senderDomains' | 'senderAddresses' | 'headerMarks'>,
  { sender, headers }: { readonly sender: string | null; readonly headers: readonly MessageHeader[] | null },
): PlatformProof | null => {
  if (sender !== null && isPlatformSender(profile, sender)) return { kind: 'sender', sender }
  const mark = markIn(profile.headerMarks, headers ?? [])
  return mark && { kind: 'header', name: mark.name }
}
