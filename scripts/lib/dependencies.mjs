import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { sha256 } from './hash.mjs'
import { inRoot } from './project.mjs'
import { npm } from './run.mjs'
import { say, secondsSince, Stop } from './say.mjs'

/** Installs the dependencies when they are missing or the lockfile changed, and leaves them alone otherwise. */
export async function ensureDependencies() {
  const lockText = readFileSync(inRoot('package-lock.json'), 'utf8')
  const stamp = inRoot('node_modules', '.whereabouts-lockfile')
  const wanted = sha256(lockText)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  const hidden = inRoot('node_modules', '.package-lock.json')
  const reason = existsSync(hidden) ? 'the lockfile changed' : 'they are missing'
  if (!existsSync(hidden) || !isInstalled(JSON.parse(lockText), JSON.parse(readFileSync(hidden, 'utf8')))) {
    say(`Installing the dependencies (${reason}); this takes about a minute …`)
    const start = performance.now()
    const { code, output } = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], { show: false })
    if (code !== 0) {
      throw new Stop(
        'npm could not install the dependencies; its own words are above.',
        'Check that this machine reaches the npm registry (npm ping), then run the same command again.',
        output,
      )
    }
    say(`Installed the dependencies in ${secondsSince(start)}.`)
  }
  writeFileSync(stamp, wanted)
}

/**
 * Whether what npm noted about node_modules is what the lockfile asks for. Packages that are optional may be absent:
 * they are builds for other platforms.
 */
export function isInstalled(lock, installed) {
  const wanted = Object.entries(lock.packages ?? {}).filter(([name]) => name !== '')
  const found = installed.packages ?? {}
  const names = new Set(wanted.map(([name]) => name))
  return (
    wanted.every(([name, { version, optional }]) =>
      found[name] ? found[name].version === version : optional === true,
    ) && Object.keys(found).every((name) => names.has(name))
  )
}
