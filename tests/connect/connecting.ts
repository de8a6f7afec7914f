import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { composeCore } from '../../src/main/core/compose-core'
import { openLedgerHere } from '../../src/main/ledger/store'
import { systemClock } from '../../src/main/net/clock'
import { openImportFiles } from '../../src/main/services/import/import-files'
import { openConnectFiles } from '../../src/main/services/connect/parts'
import { createMemoryVault, type Vault } from '../../src/main/vault/vault'
import type { CapabilityReading, ConnectDraft } from '../../src/shared/model'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { SimTenant } from '../../src/simulator/world/world'
import { browse } from '../helpers/browser'

/** An engineer's empty workspace beside a simulated server to connect to. */
export const openDesk = async (
  given: { server?: RunningServer; folder?: string; vault?: Vault; now?: () => number } = {},
) => {
  const server = given.server ?? (await startServer({ seed: 7 }))
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'connect-'))
  const vault = given.vault ?? createMemoryVault()
  const rows: CapabilityReading[] = []
  const ledger = await openLedgerHere({
    file: join(folder, 'ledger.sqlite'),
    keyFile: join(folder, 'ledger.key'),
    keys: 'handed-in',
  })
  const core = composeCore({
    ledger,
    vault,
    sealedByVault: true,
    clock: { ...systemClock, now: given.now ?? systemClock.now },
    fetch,
    isOnline: () => true,
    loopbackOnly: false,
    emit: (event) => {
      if (event.kind === 'grant-row') rows.push(event.row)
    },
    onRequest: () => undefined,
    engineer: () => 'sam',
    reportBug: (error) => {
      throw error
    },
    ready: Promise.resolve(),
    importFiles: openImportFiles((name) => join(folder, name)),
    fileWorker: pathToFileURL(resolve('out/main/file-worker.js')),
    fileDialogs: {
      chooseFile: () => Promise.resolve(null),
      chooseFolder: () => Promise.resolve(null),
      chooseTarget: () => Promise.resolve(null),
    },
    connectFiles: openConnectFiles((name) => join(folder, name)),
    connectRefusal: null,
    openExternal: async (url) => void (await browse(url)),
  })
  if (given.vault) await core.unlockLedger()
  const tenantOf = (kind: 'microsoft' | 'google'): SimTenant => {
    const found = server.context.world.tenants.find(({ provider }) => provider === kind)
    if (!found) throw new Error(`The seed has no ${kind} tenant.`)
    return found
  }
  const admin = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${server.bases.admin}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json().catch(() => null)
  }
  return {
    server,
    folder,
    vault,
    core,
    connect: core.connect,
    /** Rows of checks in the order in which they were told. */
    rows,
    admin,
    tenantOf,
    /** A draft of a simulated tenant, with everything entered but its secret. */
    draftOf: async (kind: 'microsoft' | 'google', signIn: 'usual' | 'person' = 'usual'): Promise<ConnectDraft> => {
      const tenant = tenantOf(kind)
      const { id } = await core.connect.begin({ tenantId: null, copy: false })
      const { bases } = server
      const common = { provider: kind, name: tenant.name, domains: tenant.domains, timeZone: 'Europe/Berlin' } as const
      const log = { base: bases.sentLog, platformTenantId: tenant.key }
      if (tenant.keys.kind === 'microsoft') {
        const { clientId, directory } = tenant.keys
        const microsoft = { directory, clientId, cloud: 'custom', login: bases.login, graph: bases.graph } as const
        return core.connect.change(id, {
          ...common,
          log,
          microsoft: { ...microsoft, signIn: signIn === 'person' ? 'person' : 'secret' },
        })
      }
      if (tenant.keys.kind !== 'google') throw new Error('There is nothing to sign in with.')
      const google = {
        token: bases.googleToken,
        gmail: bases.gmail,
        directory: bases.googleDirectory,
        authorize: bases.googleAccounts,
        adminAddress: tenant.keys.adminAddress,
      }
      return core.connect.change(id, {
        ...common,
        log,
        google:
          signIn === 'person'
            ? { ...google, signIn: 'person', clientId: tenant.keys.desktopClientId }
            : { ...google, signIn: 'service-account' },
      })
    },
    close: async (): Promise<void> => {
      await core.close()
      if (!given.server) await server.stop()
      if (!given.folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Desk = Awaited<ReturnType<typeof openDesk>>

/** A service account's key file as Google's console would download it. */
export const keyFileOf = (tenant: SimTenant): string => {
  if (tenant.keys.kind !== 'google') throw new Error('No Google tenant.')
  const { serviceAccount, clientId, privateKeyPem } = tenant.keys
  return JSON.stringify({
    type: 'service_account',
    project_id: 'support',
    private_key_id: 'f00dfacef00dface',
    private_key: privateKeyPem,
    client_email: serviceAccount,
    client_id: clientId,
  })
}
