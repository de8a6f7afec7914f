import {
  Failure,
  spreadMs,
  type Capability,
  type CapabilityReading,
  type CapabilityState,
  type Told,
} from '../../shared/model'

/** How one capability is read. */
export interface Probe {
  readonly capability: Capability
  /** The call, in the provider document's notation. */
  readonly source: string
  /** Where what has to be added when it is missing; may depend on how it was refused. */
  readonly remedy: (refusal: Failure | null) => string
  /** Makes the call, and notes what is declared before it does. What it throws is judged by `probed`. */
  readonly run: (notes: Notes) => Promise<Seen>
}

/** What a probe learns on its way, whatever it comes to. */
export interface Notes {
  declared?: Told
  /** Noted by `probed` from what came of the call, unless the probe knows better. */
  observed?: Told
  /** The refusal was that of the token, before any call. */
  declaredRefused?: boolean
  /** The provider itself shows that a change hasn't spread yet. */
  spreads?: boolean
}

export interface Seen {
  readonly state: CapabilityState
  readonly detail: string
  /** Instead of the probe's own, where something else came to pass. */
  readonly source?: string
}

/**
 * Carries out a probe. Only a refusal with a code of the provider's own counts as missing; whatever else went wrong leaves
 * the capability unknown, with its reason. Throws only `cancelled`.
 */
export const probed = async (
  now: () => number,
  { capability, source, remedy, run }: Probe,
): Promise<CapabilityReading> => {
  const startedAt = now()
  const notes: Notes = {}
  const reading = (seen: Seen, failure?: Failure): CapabilityReading => ({
    capability,
    state: seen.state,
    detail: seen.detail,
    remedy: seen.state === 'missing' ? remedy(failure ?? null) : null,
    providerCode: failure?.facts.providerCode ?? null,
    ms: now() - startedAt,
    source: seen.source ?? source,
    ...(notes.declared ? { declared: notes.declared } : {}),
    ...(notes.observed ? { observed: notes.observed } : {}),
    ...(notes.spreads ? { spreading: { was: null, readAgainAt: new Date(now() + spreadMs).toISOString() } } : {}),
  })
  try {
    const seen = await run(notes)
    if (seen.state === 'granted' && notes.declared) notes.observed ??= { grants: true, detail: seen.detail, source }
    return reading(seen)
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    if (thrown.code === 'cancelled') throw thrown
    // A mailbox that stays shut in spite of what is declared is a policy's doing: what was seen outranks what is written.
    const isShut = thrown.code === 'mailbox-out-of-scope' && notes.declared?.grants === true
    const refused =
      isShut || (thrown.facts.providerCode !== undefined && refusals[kindOf(capability)].includes(thrown.code))
    if (refused && notes.declared && thrown.facts.providerCode !== undefined && !notes.declaredRefused)
      notes.observed ??= { grants: false, detail: thrown.message, source }
    return reading({ state: refused ? 'missing' : 'unknown', detail: thrown.message }, thrown)
  }
}

const kindOf = (capability: Capability): 'sign-in' | 'others' => (capability === 'sign-in' ? 'sign-in' : 'others')

/** A refused sign-in says nothing about what the tenant has granted. */
const refusals: Readonly<Record<'sign-in' | 'others', readonly Failure['code'][]>> = {
  'sign-in': ['permission-missing', 'app-gone', 'sign-in-refused', 'clock-off'],
  others: ['permission-missing'],
}
