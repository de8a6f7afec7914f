import { spawn } from 'node:child_process'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { temporaryFolder } from './launch'

/** The folder that `npm run package` makes. */
export const unpackedFolder = path.resolve(import.meta.dirname, '..', '..', 'dist', 'linux-unpacked')
export const unpackedApp = path.join(unpackedFolder, 'whereabouts')

/** Chromium refuses to start with its sandbox as root. */
export const asRoot = process.getuid?.() === 0
export const sandboxArguments = asRoot ? ['--no-sandbox'] : []

export interface PackagedApp {
  readonly page: Page
  readonly close: () => Promise<void>
}

/**
 * Starts an app as people do, and looks at its page through Chromium's own port: the one that Playwright's launcher needs is
 * fused off.
 */
export const startPackaged = async (executable: string): Promise<PackagedApp> => {
  const args = [...sandboxArguments, '--remote-debugging-port=0', `--user-data-dir=${temporaryFolder()}`]
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = (): boolean => child.kill('SIGKILL')
  process.once('exit', kill)
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${executable} ended with code ${code}:\n${text}`)))
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const [context] = browser.contexts()
  if (!context) throw new Error('The app has no window.')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.waitForURL(/^app:/)
  return {
    page,
    close: async () => {
      await browser.close()
      child.kill('SIGTERM')
      await gone
      process.off('exit', kill)
    },
  }
}
