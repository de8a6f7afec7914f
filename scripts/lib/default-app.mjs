// What the carried Electron build runs when it is started with a path: it has no default app of its own. The text
// below becomes `resources/default_app.asar` in it.

const code = String.raw`
import { app } from 'electron'
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const args = process.argv.slice(1)
const preloads = []
let at = 0
for (; at < args.length; at += 1) {
  if (args[at] === '-r' || args[at] === '--require') preloads.push(args[(at += 1)])
  else if (!args[at].startsWith('-')) break
}
if (at >= args.length) {
  process.stderr.write('This Electron opens an application folder: electron path/to/app\n')
  app.exit(1)
} else {
  // A test runner hands its loader in this way and waits for it.
  const require = createRequire(import.meta.url)
  for (const preload of preloads) require(path.resolve(preload))

  const given = path.resolve(args[at])
  process.defaultApp = true
  process.argv = [process.argv[0], ...args.slice(at)]
  let entry = given
  if (statSync(given).isDirectory()) {
    const about = JSON.parse(readFileSync(path.join(given, 'package.json'), 'utf8'))
    if (about.version) app.setVersion(about.version)
    app.name = about.productName ?? about.name ?? app.name
    app.setAppPath(given)
    entry = path.join(given, about.main ?? 'index.js')
  }
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.join(app.getPath('appData'), app.name))
  // Awaited at the top level, so that "ready" waits and schemes can still be registered.
  await import(pathToFileURL(entry).href)
}
`

/** The files of the default app. */
export const defaultApp = {
  'package.json': JSON.stringify({ name: 'default-app', type: 'module', main: 'main.js' }),
  'main.js': code,
}
