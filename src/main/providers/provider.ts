import type {
  Capability,
  CapabilityReading,
  HeaderMark,
  InboxTab,
  MessageHeader,
  Place,
  UnknownReason,
} from '../../shared/model'
import type { Clock, Transport } from '../net/transport'
import type { TenantSecrets } from '../tenants/settings'

/** One mailbox as a provider addresses it. */
export interface Mailbox {
  readonly address: string
  /** The provider's id of the person, once resolved; null while it isn't known. */
  readonly directoryId: string | null
}

/** What a directory says of the person behind an address. */
export interface DirectoryPerson {
  readonly directoryId: string
  readonly address: string
  readonly signInName: string | null
  readonly aliases: readonly string[]
  readonly status: 'active' | 'suspended' | 'removed'
  /** `present` only where the directory says so; a mail call is the proof. */
  readonly mailbox: 'present' | 'absent' | 'unknown'
}

/** One person as a directory lists them. */
export interface DirectoryEntry extends DirectoryPerson {
  readonly name: string
  /** Organisational unit or department in the directory's own words; null where it names none. */
  readonly unit: string | null
}

/** One page of a directory, or of what changed in it. The same person may come again on a later page: the last word counts. */
export interface DirectoryPage {
  readonly people: readonly DirectoryEntry[]
  /** Directory ids of people who are gone; some may never have been listed. */
  readonly removed: readonly string[]
  /** Where a reading that is interrupted after this page goes on; null on the last one. */
  readonly next: string | null
  /** On the last page: where a reading of what changes from now on begins; null where the directory tells no changes. */
  readonly changesFrom: string | null
}

/** A sent email to be found. */
export interface WantedEmail {
  readonly emailId: string
  /** With angle brackets; null when the log doesn't know it. */
  readonly messageId: string | null
  readonly sender: string
  readonly subject: string
  /** Epoch milliseconds. */
  readonly sentAt: number
  /** Refs under which copies were found before; a hint that saves requests, never trusted without a look. */
  readonly knownRefs: readonly string[]
  /** True when the engineer asked for a new look: the mailbox is searched too, although refs are known. */
  readonly again?: boolean
}

/** One copy as a provider found it. */
export interface FoundCopy {
  /** The provider's id of the message; stays the same over a move. */
  readonly ref: string
  readonly place: Place & { readonly tab: InboxTab | null }
  readonly unread: boolean | null
  /** Epoch milliseconds. */
  readonly receivedAt: number | null
  readonly match: 'exact' | 'likely'
  /** Address in its From header; null when it couldn't be read. */
  readonly sender: string | null
  /** As the mailbox has it, with angle brackets. */
  readonly messageId: string | null
  /** Those of `ProviderParts.headerNames` that it has; null when the grant doesn't show them. Empty after a move. */
  readonly headers: readonly MessageHeader[] | null
  /** The exact place, in the provider's own terms, as text: what `putBack` needs. Opaque outside the provider. */
  readonly origin: string
}

export type Located =
  | { readonly kind: 'found'; readonly copies: readonly FoundCopy[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly detail: string | null }

export interface LocateResult {
  readonly emailId: string
  readonly located: Located
  /** The call that gave the answer, in the provider document's notation. */
  readonly call: string
}

/** An email that we put together ourselves. */
export interface Letter {
  readonly from: string
  /** The one address it goes to. */
  readonly to: string
  readonly subject: string
  /** Plain text. */
  readonly text: string
  /** With angle brackets. */
  readonly messageId: string
  /** More headers; names begin with `X-`. */
  readonly headers: Readonly<Record<string, string>>
}

/** Mail from any of these senders, with one of these header marks, that was received with `from <= receivedAt < to` (epoch milliseconds). */
export interface ScanQuery {
  /** Addresses in lower case; empty: anybody's, which reads every message of the window. */
  readonly senders: readonly string[]
  /** Empty: the sender is enough. */
  readonly marks: readonly HeaderMark[]
  readonly from: number
  readonly to: number
}

/** A message as a scan saw it. */
export interface ScannedMessage {
  readonly ref: string
  /** With angle brackets. */
  readonly messageId: string | null
  readonly subject: string
  readonly sender: string
  /** Epoch milliseconds. */
  readonly receivedAt: number
}

/**
 * A mailbox system. Every method throws a `Failure` with a closed code; nothing of a provider's payloads leaves it. Only
 * metadata is read, never a body. There is no way to delete.
 */
export interface MailProvider {
  /** At most 3 requests after the token. Throws `person-not-found` when the directory has nobody at this address. */
  resolvePerson(address: string, signal: AbortSignal): Promise<DirectoryPerson>
  /**
   * Reads everybody in the directory, or from a `next` or `changesFrom` of an earlier page on. Pages may be empty. Throws
   * `conflict` with the field `cursor` when the provider no longer knows the place: then everybody has to be read.
   */
  directory(cursor: string | null, signal: AbortSignal): AsyncIterable<DirectoryPage>
  /**
   * Looks for all of these in one mailbox and reports each exactly once, as answers arrive. Refusals and faults are
   * reported as `unknown` for the emails concerned; only cancellation throws.
   */
  locate(
    mailbox: Mailbox,
    wanted: readonly WantedEmail[],
    signal: AbortSignal,
    report: (result: LocateResult) => void,
  ): Promise<void>
  /**
   * Lists what lies in a mailbox from these senders or with these headers, page by page, in no order; deleted mail too, as far
   * as the provider lists it. Reads the few headers that a row is made of, and those that marks stand in. Without senders it
   * reads at most `mostScanned` messages. Throws what keeps it from being complete.
   */
  scan(mailbox: Mailbox, query: ScanQuery, signal: AbortSignal): AsyncIterable<readonly ScannedMessage[]>
  /** Reads one copy again, now; null when this ref no longer exists in the visible mailbox or its recoverable items. */
  readCopy(mailbox: Mailbox, ref: string, signal: AbortSignal): Promise<FoundCopy | null>
  /**
   * Moves one copy to the Inbox; resolves to the copy as the server then has it. `move-unsure` when the outcome isn't
   * known: look before doing anything else. Never repeats a write unless the server said that it did nothing.
   */
  moveToInbox(mailbox: Mailbox, copy: FoundCopy, signal: AbortSignal): Promise<FoundCopy>
  /** Puts a copy back to the very place recorded in `origin`. Same rules as `moveToInbox`. */
  putBack(mailbox: Mailbox, ref: string, origin: string, signal: AbortSignal): Promise<FoundCopy>
  /**
   * Puts one email into a mailbox's Inbox, unread, and resolves to the Message-ID that it has there. Twice is two emails: it
   * is never repeated unless the server said that it did nothing, and after any other failure the mailbox is to be looked
   * into. `insert` writes it there as mail sent by API arrives; `import`, which Google alone has, takes it in as from outside.
   */
  deliver(
    mailbox: Mailbox,
    letter: Letter,
    how: 'insert' | 'import',
    signal: AbortSignal,
  ): Promise<{ readonly messageId: string | null }>
  /** Whether a copy lies in the very place that `origin` records: `putBack` would change nothing. Asks nobody. */
  isAt(copy: FoundCopy, origin: string): boolean
  /** Why a copy moved out of this origin can't be put back, in words an engineer reads; null when it can. */
  undoRefusal(origin: string): string | null
  /** Only where the tenant is connected by a person's sign-in. */
  readonly delegated?: DelegatedSignIn
}

/** What every provider answers besides: what the tenant has granted us. */
export interface CapabilityCheck {
  /**
   * Reads one capability, now, by the least call that needs it; nothing is changed and nobody is sent anything. `mailbox` is
   * whose mailbox to try; without one the provider picks. What can't be told is `unknown`. Throws only `cancelled`.
   */
  check(capability: Capability, signal: AbortSignal, mailbox?: Mailbox): Promise<CapabilityReading>
}

/** Who signed in. */
export interface Account {
  /** The provider's id of the person. */
  readonly id: string
  /** The address they sign in with. */
  readonly name: string
}

/** A person's own sign-in, in their browser, instead of the app's: it reaches what that person may reach. */
export interface DelegatedSignIn {
  /**
   * Has the provider's page opened and waits up to five minutes for the person to come back from it. Throws
   * `sign-in-refused`, `permission-missing` (no consent), `timeout` or `cancelled`.
   */
  signIn(openExternal: (url: string) => Promise<void>, signal: AbortSignal): Promise<Account>
  /** null when nobody is signed in. */
  account(): Promise<Account | null>
  /** Forgets the sign-in here; what the provider knows of it stays. */
  signOut(): Promise<void>
}

/** A sign-in as it outlives the app. The refresh token is a secret like any other. */
export interface KeptSignIn {
  readonly account: Account
  readonly refreshToken: string
}

/** Keeps the sign-in of one tenant. */
export interface SignInStore {
  read(): Promise<KeptSignIn | null>
  write(signIn: KeptSignIn): Promise<void>
  clear(): Promise<void>
}

/** What a provider is built from. Secrets are read when a request is signed, so that a change takes effect at once. */
export interface ProviderParts {
  readonly tenantId: string
  readonly transport: Transport
  readonly clock: Clock
  readonly secrets: () => TenantSecrets
  /** Headers to be read of each message, by name; none, and no call grows, when missing. */
  readonly headerNames?: readonly string[]
  /** Where a person's sign-in is kept; in memory alone when missing. */
  readonly signIns?: SignInStore
}
