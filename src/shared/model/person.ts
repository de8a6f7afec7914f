export const personStatuses = ['active', 'suspended', 'removed'] as const
export type PersonStatus = (typeof personStatuses)[number]

export const mailboxStates = ['present', 'absent', 'unknown'] as const
export type MailboxState = (typeof mailboxStates)[number]

/** What the platform knows of a person's risk. Counts are over the platform's whole record of the person. */
export interface RiskFacts {
  readonly testsSent: number
  readonly testsClicked: number
  readonly testsReported: number
  readonly trainingOverdue: number
}

/** What one list of people says of a person. */
export interface ListedPerson {
  readonly address: string
  readonly status: PersonStatus
}

/** One user of a tenant's directory. `id` is opaque: it tells nothing about the person. */
export interface Person {
  readonly tenantId: string
  readonly id: string
  readonly name: string
  /** The address the platform sends to. */
  readonly address: string
  readonly aliases: readonly string[]
  /** The name the person signs in with at the provider where it differs from the address; null when it is the same. */
  readonly signInName: string | null
  /** Addresses the directory had for the person before; they still find them. */
  readonly formerAddresses: readonly string[]
  /** Department or organisational unit in the directory's own words; null where it names none. */
  readonly unit: string | null
  /** What the directory says; null where it was never read, or never had the person. */
  readonly inDirectory: ListedPerson | null
  /** What the platform's own list says, and from which log source that is known; null where none ever had the person. */
  readonly inPlatform: (ListedPerson & { readonly sourceId: string }) | null
  readonly status: PersonStatus
  readonly mailbox: MailboxState
  readonly risk: RiskFacts
}
