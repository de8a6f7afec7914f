// npm run bench -- [NAME ...] [--json]: measures. Each module of tests/bench exports `run()`, which gives back its
// figures and, as sentences, the limits that were missed (then this ends with 1). With --json stdout holds one JSON object
// {name, figures, machine} per line and nothing else.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { main, say, secondsSince, Stop } from './lib/say.mjs'
import { prepareApp } from './lib/bootstrap.mjs'
import { inRoot } from './lib/project.mjs'

await main(async () => {
  const args = process.argv.slice(2)
  const asJson = args.includes('--json')
  const named = args.filter((arg) => !arg.startsWith('--'))
  const folder = inRoot('tests', 'bench')
  const known = existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -'.ts'.length)] : []))
    : []
  const unknown = named.filter((name) => !known.includes(name))
  if (unknown.length > 0 || known.length === 0) {
    throw new Stop(
      `There is no bench called ${unknown.join(', ') || 'anything'}.`,
      `The benches are: ${known.join(', ') || 'none yet'}.`,
    )
  }

  const { electron, env, done } = await prepareApp()
  Object.assign(process.env, env)
  const machine = describeMachine(electron)
  let failed = 0
  try {
    for (const name of named.length > 0 ? named : known) {
      say(`Measuring ${name} …`)
      const start = performance.now()
      try {
        const { run } = await import(pathToFileURL(await bundle(name)).href)
        const { figures, missed = [] } = await run()
        process.stdout.write(`${asJson ? JSON.stringify({ name, figures, machine }) : readable(name, figures)}\n`)
        say(`Measured ${name} in ${secondsSince(start)}.`)
        for (const sentence of missed) process.stderr.write(`✗ ${sentence}\n`)
        if (missed.length > 0) failed += 1
      } catch (error) {
        failed += 1
        process.stderr.write(`✗ ${name}: ${error?.stack ?? error}\n`)
      }
    }
  } finally {
    done()
  }
  return failed > 0 ? 1 : 0
})

/** Bundles one module for this Node; what the app bundles is bundled, what it leaves outside stays outside. */
async function bundle(name) {
  const { build } = await import('vite')
  const outDir = inRoot('.build', 'bench')
  await build({
    configFile: false,
    root: inRoot(),
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['@photostructure/sqlite', '@playwright/test', 'electron'] },
    build: {
      ssr: path.join(inRoot('tests', 'bench'), `${name}.ts`),
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      minify: false,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, chunkFileNames: `${name}-[hash].mjs` } },
    },
  })
  return path.join(outDir, `${name}.mjs`)
}

function describeMachine({ dist }) {
  const [first] = cpus()
  return {
    platform: `${process.platform} ${release()} ${process.arch}`,
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    electron: readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, ''),
  }
}

function readable(name, figures) {
  return [`${name}:`, JSON.stringify(figures, null, 2)].join('\n')
}
