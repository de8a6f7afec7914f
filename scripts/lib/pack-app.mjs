import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './project.mjs'
import { runTool } from './run.mjs'
import { say, secondsSince, Stop } from './say.mjs'

/** Bytes of a folder with everything in it. */
const sizeOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)

/** Bytes as people read them. */
export const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`

const unpacked = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: 'mac' }

/** Makes the app that can be installed, of the built one and an Electron; gives its folder and a line on its size. */
export async function packApp(electron) {
  say('Packing the app …')
  const start = performance.now()
  const folder = inRoot('dist', unpacked[process.platform] ?? 'linux-unpacked')
  rmSync(folder, { recursive: true, force: true })
  const version = readFileSync(path.join(electron.dist, 'version'), 'utf8').trim().replace(/^v/, '')
  const target = { linux: ['--linux', 'dir'], win32: ['--win'], darwin: ['--mac'] }[process.platform]
  const { code, output } = await runTool('electron-builder/cli.js', [
    ...target,
    '--publish=never',
    `-c.electronDist=${electron.dist}`,
    `-c.electronVersion=${version}`,
  ])
  if (code !== 0) {
    throw new Stop('The app could not be packed; the reason is above.', 'Mend what it names and run it again.', output)
  }
  const resources = path.join(folder, 'resources')
  // What a bare Electron shows; the app never comes to it.
  rmSync(path.join(resources, 'default_app.asar'), { force: true })
  const inside = process.platform === 'linux' ? `, ${megabytes(sizeOf(resources))} of it ours` : ''
  const size = `${megabytes(sizeOf(folder))}${inside}`
  return {
    folder,
    summary: `${path.relative(inRoot(), folder)}: ${size}, on Electron ${version}, in ${secondsSince(start)}.`,
  }
}
