/**
 * Where a copy of an email lies. `archive` is Outlook's Archive folder or a Gmail message without any place label;
 * `deleted` includes subfolders of the deleted folder; `recoverable` is soft-deleted (Recoverable Items).
 */
export const placeKinds = ['inbox', 'junk', 'deleted', 'archive', 'folder', 'recoverable'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** Part of the Inbox: Outlook's Focused/Other or a Gmail tab. */
export const inboxTabs = ['focused', 'other', 'primary', 'promotions', 'social', 'updates', 'forums'] as const
export type InboxTab = (typeof inboxTabs)[number]

export interface Place {
  readonly kind: PlaceKind
  /** Display names from the top of the mailbox down to the folder, in the mailbox's own language; never compared. */
  readonly path: readonly string[]
  /** Only for `inbox`, null elsewhere and where it is not known. */
  readonly tab: InboxTab | null
  /**
   * Gmail only, for mail outside the Inbox: true when it is snoozed and comes back at a time its owner chose, null when
   * that couldn't be read. Missing: it isn't.
   */
  readonly snoozed?: true | null
}

/** What in a message itself shows that it is the platform's. */
export type PlatformProof =
  { readonly kind: 'sender'; readonly sender: string } | { readonly kind: 'header'; readonly name: string }

/** The proof, to follow "it is the platform's:". */
export const proofInWords = (proof: PlatformProof): string =>
  proof.kind === 'sender' ? `its sender is ${proof.sender}` : `its header ${proof.name} says so`

/** One copy of an email in a mailbox. */
export interface Copy {
  /** Opaque; names this copy towards main. */
  readonly id: string
  readonly place: Place
  /** null when the provider didn't say. */
  readonly unread: boolean | null
  /** ISO instant at which the mailbox got it; null when it didn't say. */
  readonly receivedAt: string | null
  /** `exact`: same Message-ID. `likely`: found by sender, time and subject only. */
  readonly match: 'exact' | 'likely'
  /** Why this copy can't be moved to the Inbox; null when it can. */
  readonly immovable: ImmovableReason | null
  /** What in the message shows that it is the platform's, where no log says so. */
  readonly proof?: PlatformProof
}

export const immovableReasons = [
  'already-in-inbox',
  'only-likely',
  'sender-differs',
  'not-platform-sender',
  'headers-not-permitted',
  'permission-missing',
  'person-suspended',
] as const
export type ImmovableReason = (typeof immovableReasons)[number]

export const unknownReasons = [
  'not-asked',
  'manual-tenant',
  'permission-missing',
  'mailbox-out-of-scope',
  'no-mailbox',
  'person-not-found',
  'app-gone',
  'sign-in-refused',
  'throttled',
  'offline',
  'server-error',
  'just-sent',
  'cancelled',
] as const
export type UnknownReason = (typeof unknownReasons)[number]

/** What a look that succeeded has shown. */
export type KnownSighting =
  | {
      readonly kind: 'found'
      readonly at: string
      readonly call: string
      /** Inbox first; at least one. */
      readonly copies: readonly Copy[]
    }
  /** Said only when the server answered a complete search, recoverable items included where the provider has them. */
  | { readonly kind: 'not-found'; readonly at: string; readonly call: string }

/** A look that failed. It takes nothing back of what was seen before. */
export interface UnknownSighting {
  readonly kind: 'unknown'
  readonly at: string
  readonly call: string | null
  readonly reason: UnknownReason
  /** The provider's own code and words, for the escalation; null when there was no answer. */
  readonly detail: string | null
  /** What the last look before this one that succeeded has shown; null when none ever did. */
  readonly lastKnown: KnownSighting | null
}

/** Where one sent email was seen, when, and by which call. */
export type Sighting = KnownSighting | UnknownSighting

/** The sighting itself where its look succeeded, else what was known before it. */
export const lastKnownOf = (sighting: Sighting | null): KnownSighting | null =>
  sighting?.kind === 'unknown' ? sighting.lastKnown : sighting

/** How old a sighting may be before it is read again without being asked, in milliseconds. */
export const sightingFreshMs = 2 * 60_000

/** The copy that stands for the email: the one in the Inbox when there is one, else the first. */
export const leadingCopy = (sighting: Sighting | null): Copy | null =>
  sighting?.kind === 'found'
    ? (sighting.copies.find((copy) => copy.place.kind === 'inbox') ?? sighting.copies[0] ?? null)
    : null
