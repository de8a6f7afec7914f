import { Failure, type FailureCode, type MessageHeader } from '../../../shared/model'
import { messageFields, type WireMessage } from './wire'

const property = 'internetMessageHeaders'

/** What to select of a message where its headers are wanted for certain. */
export const messageFieldsWithHeaders = `${messageFields},${property}`

/** Every header that the answer has; none on mail that was put into the mailbox without being sent. */
export const shownHeaders = ({ internetMessageHeaders }: WireMessage): readonly MessageHeader[] =>
  (internetMessageHeaders ?? []).map(({ name, value }) => ({ name, value: value ?? '' }))

/** How long refused headers are left out, in milliseconds; after that a greater permission may have been granted. */
const refusalLifeMs = 5 * 60_000

/** Permissions that show headers for sure; whether Mail.ReadBasic does is documented nowhere, so it is tried. */
export const showsHeaders = ['Mail.Read', 'Mail.Read.Shared', 'Mail.ReadWrite', 'Mail.ReadWrite.Shared'] as const

/**
 * Which headers of a message are read. Graph gives out all or none
 * (https://learn.microsoft.com/graph/api/resources/message, `internetMessageHeaders`): those not asked for are dropped here.
 */
export interface HeaderReading {
  /** What to select of a message. `anew`: headers too, although they were refused a while ago. */
  fields(anew?: 'anew'): string
  /** Whether the answer to this path has headers. */
  isIn(path: string): boolean
  /** Headers were refused: they are left out for a while. */
  refused(): void
  shown(): void
  /** Those asked for; null when they are refused. */
  of(message: WireMessage): readonly MessageHeader[] | null
}

export const createHeaderReading = (headerNames: readonly string[], now: () => number): HeaderReading => {
  const names = new Set(headerNames.map((name) => name.toLowerCase()))
  let refusedUntil = -Infinity
  const isRefused = (): boolean => now() < refusedUntil
  return {
    fields: (anew) => (names.size > 0 && (anew || !isRefused()) ? messageFieldsWithHeaders : messageFields),
    isIn: (path) => path.includes(property),
    refused: () => void (refusedUntil = now() + refusalLifeMs),
    shown: () => void (refusedUntil = -Infinity),
    of: (message) => {
      if (isRefused()) return null
      return shownHeaders(message).filter(({ name }) => names.has(name.toLowerCase()))
    },
  }
}

const refusals: readonly FailureCode[] = ['permission-missing', 'mailbox-out-of-scope']

/** Whether a call that asked for headers may have been refused for them alone. */
export const isRefusal = (thrown: unknown): boolean => thrown instanceof Failure && refusals.includes(thrown.code)
