import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { onTestFinished } from 'vitest'

/**
 * Bundles one of our modules into a file that Node can start as a thread or a process, as the build does for the app. Lies
 * inside the project, where the database driver is found; removed when the test ends.
 */
export const bundle = async (entry: URL): Promise<URL> => {
  const parent = resolve('.build')
  mkdirSync(parent, { recursive: true })
  const outDir = mkdtempSync(join(parent, 'ledger-test-'))
  onTestFinished(() => rmSync(outDir, { recursive: true, force: true }))
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: fileURLToPath(entry),
      outDir,
      target: 'node20.18',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'entry.mjs' } },
    },
  })
  return pathToFileURL(join(outDir, 'entry.mjs'))
}
