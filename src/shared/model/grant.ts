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

/** What one side says of a capability. */
export interface Told {
  /** null: it doesn't tell. */
  readonly grants: boolean | null
  /** One sentence. */
  readonly detail: string
  /** The call or token that says so, in the provider document's notation. */
  readonly source: string
}

/** How long a provider may take until all of it knows of a change, in milliseconds. */
export const spreadMs = 2 * 60_000

/** A state that differs from the one before, and may be a change that the provider hasn't spread yet. */
export interface Spreading {
  /** As it was read before; null where the provider itself says that it isn't spread. */
  readonly was: CapabilityState | null
  /** ISO instant from which another reading settles it. */
  readonly readAgainAt: string
}

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
  /** What the provider has written down: its token, its directory, its delegation. Missing where it writes nothing down. */
  readonly declared?: Told
  /** What a live call has shown; it outranks what is declared. Missing where none was made. */
  readonly observed?: Told
  /** Set until another reading has settled it: neither broken nor repaired. */
  readonly spreading?: Spreading
}

/** True for what works or should, false for what doesn't, null where it can't be told. */
export const isGranted = (state: CapabilityState): boolean | null => (state === 'unknown' ? null : state !== 'missing')

/** True where what is written down and what a call has shown contradict each other. */
export const disagrees = ({ declared, observed }: Pick<CapabilityReading, 'declared' | 'observed'>): boolean =>
  typeof declared?.grants === 'boolean' && typeof observed?.grants === 'boolean' && declared.grants !== observed.grants
