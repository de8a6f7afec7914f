import { capabilities, type CapabilityReading, type CapabilityState } from '../../../shared/model'
import type { Answer } from '../answer'
import { exitCodes } from '../exit-codes'
import { findTenant } from '../find-tenant'
import type { ShellCore } from '../open-shell-core'
import { table } from '../table'

const words: Readonly<Record<CapabilityState, string>> = {
  granted: 'granted',
  declared: 'declared',
  missing: 'MISSING',
  unknown: 'unknown',
}

/** `tenants check`: one row per right; ends with a code of its own when one is missing. */
export const checkTenant = async (core: ShellCore, named: string): Promise<Answer> => {
  const tenant = await findTenant(core, named)
  const provider = await core.providerOf(tenant.id)
  if (provider === null)
    return {
      json: { tenantId: tenant.id, rights: [] },
      text: `${tenant.name} is manual: its mail is sent by SMTP, and there is nothing to check.`,
    }
  const signal = new AbortController().signal
  const rights: CapabilityReading[] = []
  for (const capability of capabilities) rights.push(await provider.check(capability, signal))
  const rows = rights.map(({ capability, state, ms, detail, remedy }) => [
    capability,
    words[state],
    `${Math.round(ms)} ms`,
    remedy === null ? detail : `${detail} ${remedy}`,
  ])
  return {
    json: { tenantId: tenant.id, rights },
    text: table(['Right', 'State', 'Took', 'Detail'], rows),
    exitCode: rights.some(({ state }) => state === 'missing') ? exitCodes.refused : exitCodes.done,
  }
}
