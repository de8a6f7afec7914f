// npm test [-- SUITE ...]: every check and every test, from a bare clone on. The last line is the sum over all suites.
import { main, say, Stop } from './lib/say.mjs'
import { lacksDisplay, startVirtualDisplay } from './lib/display.mjs'
import { prepareElectron } from './lib/bootstrap.mjs'
import { electronEnv } from './lib/electron-binary.mjs'
import { checkSandbox } from './lib/system-libraries.mjs'

/** They need no display and no build, and run two at a time. */
const fastSuites = new Set(['format', 'lint', 'imports', 'conflicts', 'types'])

// Interrupted, it still takes the display in memory down with it.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

await main(async () => {
  const electron = await prepareElectron()
  checkSandbox(electron.executable)
  const { suites } = await import('./lib/suites.mjs')
  const { runSuites, totalLine } = await import('./lib/run-suites.mjs')
  const named = process.argv.slice(2)
  const unknown = named.filter((name) => !(name in suites))
  if (unknown.length > 0) {
    throw new Stop(
      `There is no suite called ${unknown.join(', ')}.`,
      `The suites are: ${Object.keys(suites).join(', ')}.`,
    )
  }
  const chosen = Object.values(suites).filter(({ name }) => named.length === 0 || named.includes(name))
  const fast = chosen.filter(({ name }) => fastSuites.has(name))
  const slow = chosen.filter(({ name }) => !fastSuites.has(name))

  const display = lacksDisplay() ? await startVirtualDisplay() : undefined
  try {
    const env = { ...electronEnv(electron), ...display?.env }
    if (display) say('There is no display here: windows open on one in memory.')
    const first = await runSuites(fast, env, 2)
    const second = await runSuites(slow, env)
    const total = {
      passed: first.passed + second.passed,
      failed: first.failed + second.failed,
      skipped: first.skipped + second.skipped,
    }
    process.stdout.write(`\n${totalLine(total)}\n`)
    return total.failed > 0 ? 1 : 0
  } finally {
    display?.stop()
  }
})
