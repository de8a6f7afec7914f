import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashOf } from './hash.mjs'
import { inRoot } from './project.mjs'
import { runTool } from './run.mjs'
import { say, secondsSince, Stop } from './say.mjs'

const sources = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.node.json',
  'tsconfig.web.json',
  'package.json',
  'package-lock.json',
]
const isTest = (name) => /\.test\.tsx?$/.test(name)

/**
 * Builds the app into `out/` when its sources are not the ones that `out/` was made from. The build is made elsewhere
 * and put in place whole, so that a program started meanwhile finds either the old one or the new one.
 */
export async function ensureBuild({ always = false } = {}) {
  const wanted = hashOf(sources, isTest)
  const stamp = inRoot('out', '.built-from')
  if (!always && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  say('Building the app …')
  const start = performance.now()
  mkdirSync(inRoot('.build'), { recursive: true })
  const work = mkdtempSync(inRoot('.build', 'out-'))
  try {
    const outDir = path.join(work, 'out')
    const env = { ...process.env, NODE_ENV: 'production' }
    const { code, output } = await runTool('electron-vite/bin/electron-vite.js', ['build', '--outDir', outDir], { env })
    if (code !== 0) {
      throw new Stop(
        'The app does not build; the reason is above.',
        'Mend the file it names and run the same command again.',
        output,
      )
    }
    writeFileSync(path.join(work, 'out', '.built-from'), wanted)
    if (existsSync(inRoot('out'))) renameSync(inRoot('out'), path.join(work, 'old'))
    renameSync(path.join(work, 'out'), inRoot('out'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  say(`Built the app in ${secondsSince(start)}.`)
}
