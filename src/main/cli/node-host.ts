import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { noSafeStore } from '../vault/safe-store'
import { askSecret } from './ask-secret'
import type { ShellHost } from './host'
import { shellProxy } from './shell-proxy'

/** Where the installed app keeps its files. */
const appHome = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string => {
  const name = 'Whereabouts'
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name)
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), name)
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), name)
}

/** Plain Node; `built` is the folder of the built files. */
export const nodeHost = (built: string): ShellHost => {
  const about = JSON.parse(readFileSync(join(built, '..', '..', 'package.json'), 'utf8')) as { version: string }
  return {
    home: appHome(process.env, process.platform),
    version: about.version,
    ledgerWorker: pathToFileURL(join(built, 'ledger-worker.js')),
    fileWorker: pathToFileURL(join(built, 'file-worker.js')),
    safeStore: noSafeStore,
    resolveProxy: (url, settings) => shellProxy(url, settings, process.env),
    loopbackOnly: false,
    env: process.env,
    print: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    askSecret,
  }
}
