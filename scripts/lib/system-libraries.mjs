import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isRoot } from './project.mjs'
import { run } from './run.mjs'
import { say, secondsSince, Stop } from './say.mjs'

/** Debian's packages with the libraries that Electron links to or opens while it runs. */
const electronPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libnotify4',
  'libxss1',
  'libatk-bridge2.0-0',
  'libxtst6',
]
const displayPackages = ['xvfb', 'xauth']

/**
 * Linux only: makes sure that the executable finds its shared libraries and, if `virtualDisplay` is asked for, that
 * Xvfb is there. As root on Debian (or what descends from it) it installs what is missing; elsewhere it names it.
 */
export async function ensureSystemLibraries(executable, { virtualDisplay = false } = {}) {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(executable)
  const noDisplay = virtualDisplay && !onPath('Xvfb')
  if (libraries.length === 0 && !noDisplay) return

  const packages = [...(libraries.length > 0 ? electronPackages : []), ...(noDisplay ? displayPackages : [])]
  const missing = [...libraries, ...(noDisplay ? ['Xvfb (a display in memory)'] : [])].join(', ')
  if (!onPath('apt-get') || !isRoot()) {
    throw new Stop(
      `This machine lacks ${missing}.`,
      onPath('apt-get')
        ? `Run: sudo apt-get install ${packages.join(' ')}`
        : `Install the packages of your distribution that hold them (Debian calls them ${packages.join(', ')}).`,
    )
  }
  await aptInstall(packages, missing)
  const still = await missingLibraries(executable)
  if (still.length > 0) {
    throw new Stop(
      `After the installation this machine still lacks ${still.join(', ')}.`,
      'Install the packages that hold them.',
    )
  }
}

/** The names of the shared libraries that the loader does not find. Empty where there is no ldd to ask. */
export async function missingLibraries(executable) {
  // The build's own libraries stand beside the executable.
  const env = { ...process.env, LC_ALL: 'C', LD_LIBRARY_PATH: path.dirname(executable) }
  const { output } = await run('ldd', [executable], { env })
  return notFound(output)
}

/** Reads `libx.so.1 => not found` lines out of what ldd printed. */
export const notFound = (output) => [
  ...new Set([...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])),
]

/** Makes sure that programs are there, named with the Debian packages that hold them; as root it installs what is missing. */
export async function ensurePrograms(packageOf) {
  const missing = Object.keys(packageOf).filter((program) => !onPath(program))
  if (missing.length === 0) return
  const packages = [...new Set(missing.map((program) => packageOf[program]))]
  if (!onPath('apt-get') || !isRoot())
    throw new Stop(`This machine lacks ${missing.join(', ')}.`, `Run: sudo apt-get install ${packages.join(' ')}`)
  await aptInstall(packages, missing.join(', '))
}

async function aptInstall(packages, missing) {
  say(`Installing system libraries with apt-get (missing: ${missing}) …`)
  const start = performance.now()
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', ['update', '-q'], { env })
  const names = []
  for (const name of packages) names.push(await realName(name))
  const install = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env })
  if (install.code !== 0) {
    throw new Stop(
      'apt-get could not install the system libraries; its own words are above.',
      `Mend that, or install them yourself: apt-get install ${names.join(' ')}`,
      (update.code === 0 ? '' : update.output) + install.output,
    )
  }
  say(`Installed the system libraries in ${secondsSince(start)}.`)
}

/** Newer releases renamed some libraries for their 64-bit time (`t64`) and left the old name without a package. */
async function realName(name) {
  for (const candidate of [name, `${name}t64`]) {
    const { code, stdout } = await run('apt-cache', ['show', '--no-all-versions', candidate])
    if (code === 0 && /^Package: /m.test(stdout)) return candidate
  }
  return name
}

/** Whether a program of that name can be started. */
export const onPath = (name) =>
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => folder !== '' && existsSync(path.join(folder, name)))

/**
 * Stops where the kernel keeps Chromium from setting up its sandbox: some distributions reserve user namespaces, and
 * then the helper beside the executable has to belong to root.
 */
export function checkSandbox(executable) {
  if (process.platform !== 'linux' || isRoot() || !namespacesReserved()) return
  const helper = path.join(path.dirname(executable), 'chrome-sandbox')
  const about = statSync(helper, { throwIfNoEntry: false })
  if (about && about.uid === 0 && (about.mode & 0o4000) !== 0) return
  throw new Stop(
    'This system lets only root set up the sandbox that the app runs in.',
    `Run once: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  )
}

function namespacesReserved() {
  const holds = (file, value) => existsSync(file) && readFileSync(file, 'utf8').trim() === value
  return (
    holds('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1') ||
    holds('/proc/sys/kernel/unprivileged_userns_clone', '0') ||
    holds('/proc/sys/user/max_user_namespaces', '0')
  )
}
