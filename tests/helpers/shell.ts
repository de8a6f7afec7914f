import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const script = path.resolve(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')

/** What one command came to. */
export interface ShellRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** What `--json` printed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: () => any
}

/** Runs the built command line in a process of its own, on this Node, with nobody at its terminal. */
export const shell = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ShellRun> => {
  if (!existsSync(script)) throw new Error('out/main/cli.js is missing: run `npm run build` first.')
  const { NODE_OPTIONS: _, WHEREABOUTS_PASSPHRASE: __, ...ours } = process.env
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...ours, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr, json: (): unknown => JSON.parse(stdout) }))
  })
}

/** A folder for `--home`; gone when the test process ends. */
export const shellHome = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whereabouts-cli-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}
