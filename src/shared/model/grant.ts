/** What a tenant's grant is made of. `sign-in` comes first: nothing else can be told without it. */
export const capabilities = ['sign-in', 'read-directory', 'locate', 'move', 'read-rules', 'send'] as const
export type Capability = (typeof capabilities)[number]

/**
 * - `granted`: a call that needs it succeeded
 * - `declared`: the provider's token carries it; nothing proves it without changing a mailbox
 * - `missing`: the provider refused it, by a code of its own
 * - `unknown`: couldn't be told; never to be read as missing
 */
export const capabilityStates = ['granted', 'declared', 'missing', 'unknown'] as const
export type CapabilityState = (typeof capabilityStates)[number]

/** What one look at one capability came to. */
export interface CapabilityReading {
  readonly capability: Capability
  readonly state: CapabilityState
  /** One sentence: what was seen, or why it can't be told. */
  readonly detail: string
  /** Where which permission or scope has to be added, by its exact name; null when nothing is missing. */
  readonly remedy: string | null
  /** The provider's own code, untouched. */
  readonly providerCode: string | null
  readonly ms: number
  /** The call or token it was read from, in the provider document's notation. */
  readonly source: string
}
