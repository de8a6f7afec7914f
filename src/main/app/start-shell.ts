import { app, session } from 'electron'
import { pathToFileURL } from 'node:url'
import { askSecret } from '../cli/ask-secret'
import type { ShellHost } from '../cli/host'
import { runShell } from '../cli/run-shell'
import { builtFile } from './built-files'
import { proxyConfigOf } from './system-proxy'
import { isOldRuntime } from './status'
import { systemSafeStore } from './system-safe-store'

/** Leaving at once would cut off what a pipe has not taken yet. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()))

/** Runs one command on the app's own runtime, without a window; `argv` is what follows `--cli`. */
export const startShell = async (argv: readonly string[]): Promise<void> => {
  await app.whenReady()
  app.dock?.hide()
  // In memory, so that it never meets the files of a window that is open.
  const proxies = session.fromPartition('shell')
  const host: ShellHost = {
    home: app.getPath('userData'),
    version: app.getVersion(),
    ledgerWorker: pathToFileURL(builtFile('main/ledger-worker.js')),
    fileWorker: pathToFileURL(builtFile('main/file-worker.js')),
    safeStore: systemSafeStore,
    resolveProxy: async (url, settings) => {
      await proxies.setProxy(proxyConfigOf(settings))
      return proxies.resolveProxy(url)
    },
    loopbackOnly: isOldRuntime(),
    env: process.env,
    print: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    askSecret,
  }
  const code = await runShell(argv, host)
  await Promise.all([flushed(process.stdout), flushed(process.stderr)])
  app.exit(code)
}
