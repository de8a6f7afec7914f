import type {
  DeliveryEvent,
  EmailType,
  HeaderMark,
  PersonStatus,
  RiskFacts,
  SendMethod,
  ToldSendMethod,
} from '../../shared/model'
import type { Clock, Transport } from '../net/transport'
import type { PageMemory } from './page-memory'

/** What a log source is built from, beside its settings. */
export interface SourceParts {
  readonly tenantId: string
  readonly transport: Transport
  readonly clock: Clock
  /** What it signs in with as it is held now: a token, or a client's secret; empty when none is. */
  readonly token: () => string
  readonly memory: PageMemory
  readonly mailboxes: MailboxReader
}

/** An email as it lies in a mailbox. */
export interface ScannedEmail {
  /** The provider's id of the message. */
  readonly ref: string
  /** With angle brackets. */
  readonly messageId: string | null
  readonly subject: string
  readonly sender: string
  /** Epoch milliseconds. */
  readonly receivedAt: number
}

/** The tenant's mailboxes, as far as a log source may look into them: read-only, metadata only. */
export interface MailboxReader {
  /**
   * What lies there from these senders (addresses in lower case; none: from anybody), carries one of these headers (none: any)
   * and was received with `from <= receivedAt < to`.
   */
  scan(
    tenantId: string,
    mailbox: { readonly address: string; readonly directoryId: string | null },
    query: {
      readonly senders: readonly string[]
      readonly marks: readonly HeaderMark[]
      readonly from: number
      readonly to: number
    },
    signal: AbortSignal,
  ): AsyncIterable<readonly ScannedEmail[]>
  /** Whether mailboxes can be read at all, as one sentence; throws what keeps them closed. */
  probe(tenantId: string, signal: AbortSignal): Promise<string>
}

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

/** One page of a list. `next` names the page after it, null at the end; `total` is null when the source doesn't say. */
interface Page {
  readonly next: string | null
  readonly total: number | null
}
export interface PeoplePage extends Page {
  readonly people: readonly SourcePerson[]
}
export interface SentEmailPage extends Page {
  readonly emails: readonly SourceEmail[]
}

/** An email that the platform can be asked to send. */
export interface SourceTemplate {
  readonly ref: string
  readonly name: string
  readonly type: EmailType
  readonly subject: string
  readonly text: string
  /** Address in the From header. */
  readonly sender: string
}

/** What became of an email that the platform was asked for. */
export interface SourceResend {
  readonly state: 'accepted' | 'sent' | 'failed'
  /** Why it failed, in the platform's own words. */
  readonly detail: string | null
  /** The one address it goes to. */
  readonly recipient: string
  /** Epoch milliseconds; null until it is sent. */
  readonly sentAt: number | null
  readonly method: ToldSendMethod | null
  readonly messageId: string | null
}

/** Where the platform is asked to send one of its emails to one person. */
export interface ResendDesk {
  /** Fails with the field `resends` where the platform sends nothing on request. */
  templates(signal: AbortSignal): Promise<readonly SourceTemplate[]>
  /**
   * Asks once; asking again under the same key sends nothing more. What fails without the server's own refusal may have
   * been accepted all the same: `find` tells.
   */
  order(
    wanted: { readonly personRef: string; readonly templateRef: string; readonly key: string },
    signal: AbortSignal,
  ): Promise<SourceResend>
  /** What became of it; null when nothing was accepted under this key. */
  find(personRef: string, key: string, signal: AbortSignal): Promise<SourceResend | null>
}

/** A sent email that came or changed, with all its delivery events, oldest first. */
export interface ChangedEmail extends SourceEmail {
  readonly events: readonly DeliveryEvent[]
}
export interface ChangesPage {
  readonly emails: readonly ChangedEmail[]
  /** Where to go on, now or at the next reading. */
  readonly next: string
  /** Whether more is waiting already. */
  readonly more: boolean
}

export interface SentEmailQuery {
  /** The source's own id of the person or, where it finds people by address, their address. Every row answers it. */
  readonly personRef: string
  /** All addresses of the person, their own first. */
  readonly addresses: readonly string[]
  /** The mail provider's id of the person, where it is known. */
  readonly directoryId?: string | null
  readonly from: number
  readonly to: number
  readonly cursor: string | null
}

/**
 * Where a sent email log comes from. Throws `Failure`s; `source-unreachable` when there was no answer. Lists come page by
 * page: `cursor` is the `next` of an earlier page, null for the first; one that the source no longer takes fails with the
 * field `cursor`.
 */
export interface LogSource {
  readonly id: string
  /** All people of the tenant; no page where the kind of source lists nobody. */
  people(cursor: string | null, signal: AbortSignal): AsyncIterable<PeoplePage>
  /** The sent emails of one person with `from <= sentAt < to` (epoch milliseconds), newest first. */
  sentEmails(query: SentEmailQuery, signal: AbortSignal): AsyncIterable<SentEmailPage>
  /** All delivery events of one email, oldest first. */
  events(emailRef: string, signal: AbortSignal): Promise<readonly DeliveryEvent[]>
  /** One small reading that shows that it can be read; resolves to one sentence for the engineer. */
  probe?(signal: AbortSignal): Promise<string>
  /**
   * What came or changed for anybody of the tenant since `cursor`, in the order of the changes; with null, since as long ago
   * as the source remembers. The last page has no `more`. A cursor that is too old fails with the field `cursor`, a log
   * without this feed with the field `changes`. Missing where this kind of source has none.
   */
  changes?(cursor: string | null, signal: AbortSignal): AsyncIterable<ChangesPage>
  /** Missing where this kind of source can't be asked to send. */
  readonly resends?: ResendDesk
}
