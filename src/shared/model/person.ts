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
  readonly status: PersonStatus
  readonly mailbox: MailboxState
  readonly risk: RiskFacts
}
