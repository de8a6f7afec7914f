import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { electronEnv, findElectron } from '../../scripts/lib/electron-binary.mjs'

const root = path.resolve(import.meta.dirname, '..', '..')
const built = (name: string): string => path.join(root, 'out', 'main', name)

/** What is cleaned up when the test process ends, however it ends. */
const leftovers: (() => void)[] = []
process.once('exit', () => leftovers.forEach((cleanUp) => cleanUp()))

/** The running app, with the folder that holds everything of this run: hand it in again to restart. */
export type LaunchedApp = ElectronApplication & { readonly userDataDir: string }

/** A demo server in a process of its own, which outlives the app. */
export interface RunningDemoServer {
  readonly url: string
  readonly port: number
  readonly bases: Readonly<Record<string, string>>
  /** Lets it write what it has to and waits until it is gone. */
  readonly stop: () => Promise<void>
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>
}

/**
 * A folder of its own under the system's temporary folder; gone when the test process ends.
 */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whereabouts-'))
  leftovers.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Main may collect the promise of an evaluation before it settles: it is asked again then, three times in all. */
const askedAgain = (evaluate: LaunchedApp['evaluate']): LaunchedApp['evaluate'] => {
  const ask = evaluate as (...args: readonly unknown[]) => Promise<unknown>
  const again = async (...args: readonly unknown[]): Promise<unknown> => {
    for (let turn = 1; ; turn += 1) {
      try {
        return await ask(...args)
      } catch (error) {
        if (turn === 3 || !String(error).includes('promise was garbage collected')) throw error
      }
    }
  }
  return again as LaunchedApp['evaluate']
}

/** Starts the built app in real Electron. Throws when there is no build or no Electron: `npm test` makes both. */
export const launchApp = async (
  options: {
    readonly userDataDir?: string
    readonly args?: readonly string[]
    readonly env?: Readonly<Record<string, string>>
  } = {},
): Promise<LaunchedApp> => {
  const electron = findElectron()
  if (!electron) throw new Error('There is no Electron yet: run `npm run electron-path` once.')
  requireBuild('index.js')
  const userDataDir = options.userDataDir ?? temporaryFolder()
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [root, ...(asRoot ? ['--no-sandbox'] : []), `--user-data-dir=${userDataDir}`, ...(options.args ?? [])],
    cwd: root,
    env: { ...ownVariables(electronEnv(electron)), ...options.env },
    timeout: 60_000,
  })
  return Object.assign(app, { userDataDir, evaluate: askedAgain(app.evaluate.bind(app)) })
}

/** The window's page, once main has built its services: what it is asked to evaluate meanwhile it may forget. */
export const openPage = async (app: LaunchedApp): Promise<Page> => {
  const page = await app.firstWindow()
  await page.waitForFunction('window.whereabouts?.workspace.status({})')
  return page
}

type ReadyLine = Pick<RunningDemoServer, 'port' | 'bases'>

/** Starts the built demo server and waits for its one line. `state` is the file that keeps its mailboxes. */
export const startDemoServer = async (
  options: {
    readonly seed?: number | string
    readonly port?: number
    readonly state?: string
    readonly args?: readonly string[]
  } = {},
): Promise<RunningDemoServer> => {
  requireBuild('demo-server.js')
  const flag = (name: string, value: number | string | undefined): string[] =>
    value === undefined ? [] : [`--${name}`, String(value)]
  const child = spawn(
    process.execPath,
    [
      built('demo-server.js'),
      ...flag('port', options.port ?? 0),
      ...flag('seed', options.seed),
      ...flag('state', options.state),
      ...(options.args ?? []),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: ownVariables(process.env) },
  )
  leftovers.push(() => child.kill('SIGKILL'))
  const { port, bases } = await firstLine(child)
  const end = (signal: NodeJS.Signals) => (): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill(signal)
    })
  return { url: `http://127.0.0.1:${port}`, port, bases, stop: end('SIGTERM'), kill: end('SIGKILL') }
}

const firstLine = (child: ChildProcess): Promise<ReadyLine> =>
  new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text))
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`The demo server ended with code ${code} before it was ready.\n${complaint}`)),
    )
    if (!child.stdout) return
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as ReadyLine))
  })

const requireBuild = (name: string): void => {
  if (!existsSync(built(name))) throw new Error(`out/main/${name} is missing: run \`npm run build\` first.`)
}

/** The environment without what the test runners set for their own Node. */
const ownVariables = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(NODE_OPTIONS|NODE_ENV|VITEST.*|PW_.*|PLAYWRIGHT_.*|npm_.*)$/.test(entry[0]),
    ),
  )
