import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './project.mjs'
import { megabytes } from './pack-app.mjs'
import { runTool } from './run.mjs'
import { say, secondsSince, Stop } from './say.mjs'
import { ensurePrograms } from './system-libraries.mjs'

const architectures = { x64: 'amd64', arm64: 'arm64' }

/** Where the package of the version in package.json is written. */
export const debFile = () => {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  return inRoot('dist', `whereabouts_${version}_${architectures[process.arch]}.deb`)
}

/** Makes a Debian package of an unpacked app; gives a line on what it made. */
export async function makeDeb(folder) {
  await ensurePrograms({ fakeroot: 'fakeroot', 'dpkg-deb': 'dpkg' })
  say('Making the .deb …')
  const start = performance.now()
  // The tool looks for Electron's licence under this name.
  if (readdirSync(folder).includes('LICENSE.electron.txt'))
    copyFileSync(path.join(folder, 'LICENSE.electron.txt'), path.join(folder, 'LICENSE'))
  const { code, output } = await runTool('electron-installer-debian/src/cli.js', [
    ...['--src', folder, '--dest', inRoot('dist'), '--arch', architectures[process.arch]],
    ...['--config', inRoot('resources', 'deb.json')],
  ])
  if (code !== 0) throw new Stop('The .deb could not be made; the reason is above.', 'Mend what it names.', output)
  const file = debFile()
  return `${path.relative(inRoot(), file)}: ${megabytes(statSync(file).size)}, in ${secondsSince(start)}.`
}
