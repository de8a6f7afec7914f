import type { DeliveryEvent, EmailType, PersonStatus, RiskFacts, SendMethod } from '../../shared/model'

/** A person as a log source tells of them. `ref` is the source's own id. */
export interface SourcePerson {
  readonly ref: string
  readonly name: string
  readonly address: string
  readonly aliases: readonly string[]
  readonly status: PersonStatus
  readonly risk: RiskFacts
}

/** A sent email as a log source tells of it. `ref` is the source's own id. */
export interface SourceEmail {
  readonly ref: string
  readonly personRef: string
  readonly subject: string
  readonly type: EmailType
  readonly campaign: string | null
  /** Epoch milliseconds. */
  readonly sentAt: number
  readonly method: SendMethod
  readonly messageId: string | null
  readonly sender: string
  readonly recipient: string
  readonly latestEvent: DeliveryEvent | null
}

/** Where a sent email log comes from. Throws `Failure`s; `source-unreachable` when there was no answer. */
export interface LogSource {
  readonly id: string
  /** All people of the tenant, page by page. `total` is null when the source doesn't say. */
  people(
    signal: AbortSignal,
  ): AsyncIterable<{ readonly people: readonly SourcePerson[]; readonly total: number | null }>
  /**
   * The sent emails of one person with `from <= sentAt < to` (epoch milliseconds), newest first, page by page. `cursor`
   * continues an earlier reading; each page names the cursor of the next, null at the end.
   */
  sentEmails(
    query: { readonly personRef: string; readonly from: number; readonly to: number; readonly cursor: string | null },
    signal: AbortSignal,
  ): AsyncIterable<{
    readonly emails: readonly SourceEmail[]
    readonly next: string | null
    readonly total: number | null
  }>
  /** All delivery events of one email, oldest first. */
  events(emailRef: string, signal: AbortSignal): Promise<readonly DeliveryEvent[]>
}
