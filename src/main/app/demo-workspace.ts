import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utilityProcess } from 'electron'
import { z } from 'zod'
import { demoFailure, readDemoTenants } from '../core/demo-tenants'
import type { Ledger } from '../ledger/ledger'
import type { TenantSettings } from '../tenants/settings'
import type { Vault } from '../vault/vault'
import type { StartOptions } from './arguments'
import { builtFile } from './built-files'

const ready = z.object({ port: z.number(), bases: z.record(z.string(), z.string()) })
/** Starts the demo server in a process of its own and writes its bases to `demo-server.json`. Resolves to its URL. */
const startDemoServer = (folder: string): { url: Promise<string>; stop: () => void } => {
  const script = builtFile('main/demo-server.js')
  const child = utilityProcess.fork(script, ['--port', '0', '--state', join(folder, 'demo', 'demo-state.ndjson')], {
    stdio: 'pipe',
    serviceName: 'Whereabouts demo server',
  })
  const url = new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const line = text.slice(0, text.indexOf('\n'))
      if (!text.includes('\n')) return
      const parsed = ready.safeParse(JSON.parse(line))
      if (!parsed.success) return reject(demoFailure('its first line could not be read'))
      writeFileSync(join(folder, 'demo-server.json'), `${JSON.stringify(parsed.data, null, 2)}\n`)
      resolve(`http://127.0.0.1:${parsed.data.port}`)
    })
    child.on('exit', (code) => reject(demoFailure(`it ended with code ${code}`)))
  })
  return { url, stop: () => void child.kill() }
}

/**
 * Connects the demo workspace: a demo server named on the command line, or one of our own, whose bases are written to
 * `demo-server.json` in the folder. Its tenants are added like any others. `ready` settles when every tenant's settings and
 * secrets are known.
 */
export const connectDemoWorkspace = (parts: {
  options: StartOptions
  folder: string
  ledger: Pick<Ledger, 'listTenants'>
  vault: Vault
  put: (settings: TenantSettings) => Promise<void>
  /** Settles when the first page was shown: with tenants known from an earlier start, connecting has time until then. */
  shown: Promise<unknown>
}) => {
  let url: string | null = null
  let stop = (): void => undefined
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))

  const serverUrl = (): Promise<string> => {
    if (parts.options.demoServer !== null) return Promise.resolve(parts.options.demoServer)
    const server = startDemoServer(parts.folder)
    stop = server.stop
    return server.url
  }

  const ready = begun.then(async () => {
    if ((await parts.ledger.listTenants()).length > 0) await parts.shown
    url = await serverUrl()
    for (const { settings, secrets } of await readDemoTenants(url)) {
      parts.vault.put(settings.id, secrets)
      await parts.put(settings)
    }
  })

  return { ready, connect: () => begin(), url: () => url, stop: () => stop() }
}
