import { app, session } from 'electron'
import { pathToFileURL } from 'node:url'
import { askSecret } from '../cli/ask-secret'
import type { ShellHost } from '../cli/host'
import { runShell } from '../cli/run-shell'
import { builtFile } from './built-files'
import { proxyConfigOf } from './system-proxy'
import { isOldRuntime } from './status'
import { systemSafeStore } from './system-safe-store'

/** Runs one command on the app's own runtime, without a window; `argv` is what follows `--cli`. */
export const startShell = async (argv: readonly string[]): Promise<void> => {
  // Nothing is drawn; and what Chromium has to say would stand between the command's own lines.
  app.disableHardwareAcceleration()
  app.commandLine.appendSwitch('log-level', '3')
  await app.whenReady()
  app.dock?.hide()
  // In memory, so that it never meets the files of a window that is open.
  const proxies = session.fromPartition('shell')
  const host: ShellHost = {
    home: app.getPath('userData'),
    version: app.getVersion(),
    ledgerWorker: pathToFileURL(builtFile('main/ledger-worker.js')),
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
  app.exit(await runShell(argv, host))
}
