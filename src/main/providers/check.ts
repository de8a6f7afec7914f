import { Failure, type Capability, type CapabilityReading, type CapabilityState } from '../../shared/model'

/** How one capability is read. */
export interface Probe {
  readonly capability: Capability
  /** The call, in the provider document's notation. */
  readonly source: string
  /** Where what has to be added when it is missing; may depend on how it was refused. */
  readonly remedy: (refusal: Failure | null) => string
  /** Makes the call. What it throws is judged by `probed`. */
  readonly run: () => Promise<Seen>
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
  const reading = (seen: Seen, failure?: Failure): CapabilityReading => ({
    capability,
    state: seen.state,
    detail: seen.detail,
    remedy: seen.state === 'missing' ? remedy(failure ?? null) : null,
    providerCode: failure?.facts.providerCode ?? null,
    ms: now() - startedAt,
    source: seen.source ?? source,
  })
  try {
    return reading(await run())
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    if (thrown.code === 'cancelled') throw thrown
    const refused = thrown.facts.providerCode !== undefined && refusals[kindOf(capability)].includes(thrown.code)
    return reading({ state: refused ? 'missing' : 'unknown', detail: thrown.message }, thrown)
  }
}

const kindOf = (capability: Capability): 'sign-in' | 'others' => (capability === 'sign-in' ? 'sign-in' : 'others')

/** A refused sign-in says nothing about what the tenant has granted. */
const refusals: Readonly<Record<'sign-in' | 'others', readonly Failure['code'][]>> = {
  'sign-in': ['permission-missing', 'app-gone', 'sign-in-refused', 'clock-off'],
  others: ['permission-missing'],
}
