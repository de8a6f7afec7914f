import { fileSourceId } from './import'
import type { LogMapping } from './log-mapping'
import type { HeaderMark } from './platform-profile'

/** The kinds of log source that a tenant can have. */
export const logSourceKinds = ['http', 'gophish', 'mailbox-scan'] as const
export type LogSourceKind = (typeof logSourceKinds)[number]

/**
 * True for the id of a source that is a log of what was sent; false for one that anybody can put something into: a file, or a
 * person's mailbox. A scan's id always begins with its kind: a tenant's settings are refused otherwise.
 */
export const provesSending = (sourceId: string): boolean =>
  sourceId !== fileSourceId && !sourceId.startsWith('mailbox-scan')

/** The log source whose rows are what this app itself sent; every tenant has it, and it is not set up. */
export const ownSendsId = 'own-sends'

/** A log source of a tenant as screens name it. */
export interface LogSourceName {
  /** What a sent email's `sources` hold. */
  readonly id: string
  readonly kind: LogSourceKind
  readonly name: string
}

/** What is set of a log source, by kind. Its secret is never part of it. */
export type LogSourceSetup =
  | {
      readonly kind: 'http'
      readonly base: string
      readonly platformTenantId: string
      readonly auth:
        | { readonly kind: 'token' }
        | {
            readonly kind: 'oauth-client-credentials'
            readonly tokenUrl: string
            readonly clientId: string
            readonly scope: string
          }
      readonly mapping: LogMapping | null
    }
  | {
      readonly kind: 'gophish'
      readonly base: string
      /** Only campaigns, and groups, whose name has this text; empty for all. */
      readonly campaignName: string
      readonly groupName: string
    }
  | {
      readonly kind: 'mailbox-scan'
      /** Whole addresses that our emails come from; empty: from anybody, told by their headers alone. */
      readonly senders: readonly string[]
      /** Headers of which an email has to carry one; empty: the sender is enough. */
      readonly marks: readonly HeaderMark[]
    }

/** What the last reading of a log source came to. */
export interface SourceReading {
  /** ISO instant. */
  readonly at: string
  readonly what: 'log' | 'people'
  /** How many rows came, of however many were read before it failed. */
  readonly rows: number
  /** Why it failed, as one sentence; null when it didn't. */
  readonly failure: string | null
}

/** A log source of a tenant with how things stand with it. */
export interface LogSourceState extends LogSourceName {
  readonly setup: LogSourceSetup
  readonly holdsSecret: boolean
  /** The last reading since the app was started; null when there was none. */
  readonly lastReading: SourceReading | null
}

/** What trying a log source came to; `message` is one sentence to show as it is. */
export interface SourceTest {
  readonly ok: boolean
  readonly message: string
  /** The field of the setup that is wrong, where one is; `secret` for the secret. */
  readonly field: string | null
  /** How long the answer took, in milliseconds. */
  readonly ms: number
}
