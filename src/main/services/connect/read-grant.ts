import { capabilities, type CapabilityReading, type GrantReading } from '../../../shared/model'
import type { ConnectParts } from './parts'

/**
 * Reads every capability of a tenant or draft, one after the other where one builds on the other; each row is reported as it
 * is known. A manual tenant has none. Throws `cancelled`, and what keeps a provider from being built.
 */
export const readGrant = async (
  parts: Pick<ConnectParts, 'providerOf' | 'clock'>,
  id: string,
  signal: AbortSignal,
  report: (row: CapabilityReading) => void,
): Promise<GrantReading> => {
  const provider = await parts.providerOf(id)
  const rows: CapabilityReading[] = []
  if (provider) {
    const read = async (capability: (typeof capabilities)[number]): Promise<CapabilityReading> => {
      const row = await provider.check(capability, signal)
      report(row)
      return row
    }
    const [first, ...others] = capabilities
    rows.push(await read(first))
    rows.push(...(await Promise.all(others.map(read))))
  }
  return { readAt: new Date(parts.clock.now()).toISOString(), rows }
}
