import { mkdirSync, readFileSync, rmSync, existsSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { inRoot } from './project.mjs'
import { runTool } from './run.mjs'
import { Stop } from './say.mjs'

/**
 * One suite of `npm test`: `run` gives back its counts, the skips with their reasons and what it printed. A check such
 * as the formatting counts as one test.
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[], output: string }} Outcome
 * @typedef {{ name: string, run: (env: NodeJS.ProcessEnv) => Promise<Outcome> }} Suite
 */

const check = (name, ...steps) => ({
  name,
  run: async (env) => {
    const results = []
    for (const [tool, args] of steps) results.push(await runTool(tool, args, { env }))
    const failed = results.some(({ code }) => code !== 0)
    return {
      passed: failed ? 0 : 1,
      failed: failed ? 1 : 0,
      skipped: [],
      output: results.map(({ output }) => output).join(''),
    }
  },
})

/** A runner that leaves its counts in a file. One that left none, or ran no test, failed. */
const counted = (name, tool, args) => ({
  name,
  run: async (env) => {
    const folder = inRoot('.build', 'reports')
    const report = path.join(folder, `${name}.json`)
    mkdirSync(folder, { recursive: true })
    rmSync(report, { force: true })
    const { code, output } = await runTool(tool, args, { env: { ...env, SUITE_REPORT: report } })
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: [], output }
    return judge(JSON.parse(readFileSync(report, 'utf8')), code, output)
  },
})

/** What a runner's own report, its exit code and its output add up to. */
export function judge({ passed, failed, skipped }, code, output) {
  const unexplained = skipped.filter(({ reason }) => reason.trim() === '')
  const complaints = unexplained.map(({ name }) => `skipped without a reason: ${name}`)
  if (passed + failed + skipped.length === 0) complaints.push('this suite ran no test')
  else if (code !== 0 && failed === 0) complaints.push(`the runner ended with code ${code} although no test failed`)
  return {
    passed,
    failed: failed + complaints.length,
    skipped: skipped.filter(({ reason }) => reason.trim() !== ''),
    output: [output, ...complaints].join('\n'),
  }
}

const vitest = (project) =>
  counted(project, 'vitest/vitest.mjs', [
    'run',
    `--project=${project}`,
    '--reporter=default',
    `--reporter=${inRoot('scripts', 'vitest', 'counting-reporter.mjs')}`,
  ])

const typesOf = (name) => ['typescript/bin/tsc', ['-p', `tsconfig.${name}.json`]]

const playwright = (name) =>
  counted(name, '@playwright/test/cli.js', [
    'test',
    `--project=${name}`,
    `--reporter=list,${inRoot('scripts', 'playwright', 'counting-reporter.mjs')}`,
  ])

/** Packs the app as it is handed out, then tries what came of it. */
const packaged = {
  name: 'package',
  run: async (env) => {
    const made = await runTool('../scripts/package.mjs', [], { env })
    if (made.code !== 0) return { passed: 0, failed: 1, skipped: [], output: made.output }
    return playwright('package').run(env)
  },
}

/** @type {Record<string, Suite>} */
export const suites = {
  format: check('format', [
    'prettier/bin/prettier.cjs',
    ['--check', '.', '--log-level=warn', '--cache', '--cache-location', '.build/prettier-cache'],
  ]),
  lint: check('lint', ['../scripts/checks/lint.mjs', []]),
  imports: check('imports', ['../scripts/checks/imports.mjs', []]),
  conflicts: check('conflicts', ['../scripts/checks/conflicts.mjs', []]),
  types: check('types', typesOf('node'), typesOf('web'), typesOf('tests')),
  unit: vitest('unit'),
  renderer: vitest('renderer'),
  build: {
    name: 'build',
    run: async () => {
      try {
        await ensureBuild()
        return { passed: 1, failed: 0, skipped: [], output: '' }
      } catch (error) {
        if (!(error instanceof Stop)) throw error
        return { passed: 0, failed: 1, skipped: [], output: error.detail }
      }
    },
  },
  providers: vitest('providers'),
  app: playwright('app'),
  package: packaged,
}
