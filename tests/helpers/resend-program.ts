import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { openLedgerHere } from '../../src/main/ledger/store'
import type { LedgerFiles } from '../../src/main/ledger/wire'
import { systemClock } from '../../src/main/net/clock'
import { createTransport } from '../../src/main/net/create-transport'
import type { Clock } from '../../src/main/net/transport'
import { createProviders } from '../../src/main/providers/registry'
import { createSourceReadings } from '../../src/main/services/log-sources/source-readings'
import type { ServiceParts } from '../../src/main/services/parts'
import { createResendService, type ResendTools } from '../../src/main/services/resends/resends'
import { createTurns } from '../../src/main/services/rescue/turns'
import { endpointsOf } from '../../src/main/services/tenants'
import { createLogSources } from '../../src/main/sources/registry'
import { tenantSecrets, tenantSettings, type TenantSettings } from '../../src/main/tenants/settings'
import { sourceNameOf } from '../../src/main/tenants/source-kinds'
import { noMailboxes } from './no-mailboxes'

const workspace = z.object({ tenants: z.array(z.object({ settings: tenantSettings, secrets: tenantSecrets })) })

export interface ProgramOptions {
  readonly files: LedgerFiles
  /** The admin base of a running demo server. */
  readonly admin: string
  readonly tenantId: string
  readonly clock?: Clock
  readonly change?: (settings: TenantSettings) => TenantSettings
  /** Told of each step on which a crash may fall: a write of a resend, a request on its way out, its answer. */
  readonly step?: (what: 'write' | 'request' | 'answer', detail: string) => void
}

/** One run of the app as far as it sends: its own ledger handle, transport and services, on the demo server's tenant. */
export const openResendProgram = async (options: ProgramOptions) => {
  const { tenantId } = options
  // Waits pass twenty times as fast, and so does the time that is measured by them.
  const start = Date.now()
  const clock: Clock = options.clock ?? {
    now: () => start + (Date.now() - start) * 20,
    sleep: (ms, signal) => systemClock.sleep(ms / 20, signal),
  }
  const answer = await fetch(`${options.admin}/workspace`)
  const { tenants } = workspace.parse(await answer.json())
  const found = tenants.find(({ settings }) => settings.id === tenantId)
  if (!found) throw new Error(`The demo server has no tenant ${tenantId}.`)
  const settings = options.change?.(found.settings) ?? found.settings
  const ledger = await openLedgerHere(options.files)
  await ledger.putTenant(settings)
  const transport = createTransport({
    fetch: async (url, init) => {
      options.step?.('request', `${init.method ?? 'GET'} ${url}`)
      const answer = await fetch(url, init)
      options.step?.('answer', `${init.method ?? 'GET'} ${url}`)
      return answer
    },
    clock,
    random: Math.random,
    basesOf: () => endpointsOf(settings),
  })
  const providers = createProviders({
    transport,
    clock,
    settingsOf: () => Promise.resolve(settings),
    secretsOf: () => found.secrets,
  })
  const sources = createLogSources({ transport, clock, mailboxes: noMailboxes })
  const bugs: unknown[] = []
  const parts: ServiceParts = {
    ledger: {
      ...ledger,
      changeResend: (resend, ...more) => {
        options.step?.('write', resend.state)
        return ledger.changeResend(resend, ...more)
      },
    },
    clock,
    emit: () => undefined,
    providerOf: providers.providerOf,
    sourcesOf: () =>
      Promise.resolve(
        settings.logSources.map((source) => ({
          ...sourceNameOf(source),
          reader: sources.sourceOf(tenantId, source, () => found.secrets.logTokens?.[source.id] ?? ''),
        })),
      ),
    readings: createSourceReadings(),
    engineer: () => 'R. Ortega',
    newId: randomUUID,
    reportBug: (error) => void bugs.push(error),
  }
  const tools: ResendTools = {
    inTurn: createTurns(parts),
    senders: [],
    refusalOf: () => null,
    ownSend: () => Promise.resolve(),
  }
  const resends = createResendService(parts, tools)
  const [source] = settings.logSources
  const log = source && sources.sourceOf(tenantId, source, () => found.secrets.logTokens?.[source.id] ?? '')
  return {
    settings,
    ledger,
    resends,
    bugs,
    /** Reads the tenant's people, and resolves to the key of whoever has this address. */
    personKey: async (address: string) => {
      const signal = new AbortController().signal
      if (log)
        for await (const { people } of log.people(null, signal))
          await ledger.mergePeople(tenantId, log.id, people, 'people')
      const person = (await ledger.listPeople(tenantId)).find((one) => one.address === address)
      if (!person) throw new Error(`Nobody has the address ${address}.`)
      return { tenantId, personId: person.id }
    },
    close: async () => {
      resends.stop()
      await ledger.close()
    },
  }
}
export type ResendProgram = Awaited<ReturnType<typeof openResendProgram>>
