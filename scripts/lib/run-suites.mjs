import { secondsSince } from './say.mjs'

/**
 * Runs suites, `width` at a time, prints a line for each as it ends (and all its output when it failed), and goes on
 * after a failure, so that one run shows everything. Gives back the sum of their counts.
 */
export async function runSuites(suites, env, width = 1) {
  const waiting = [...suites]
  const total = { passed: 0, failed: 0, skipped: 0 }
  const worker = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift()) {
      const start = performance.now()
      const outcome = await suite.run(env).catch(broken)
      report(suite.name, outcome, secondsSince(start))
      total.passed += outcome.passed
      total.failed += outcome.failed
      total.skipped += outcome.skipped.length
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return total
}

const broken = (error) => ({ passed: 0, failed: 1, skipped: [], output: String(error?.stack ?? error) })

function report(name, { passed, failed, skipped, output }, time) {
  if (failed > 0) process.stdout.write(`\n${output.trimEnd()}\n\n`)
  const counts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped.length ? [`${skipped.length} skipped`] : []),
  ]
  process.stdout.write(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(10)} ${counts.join(', ')} (${time})\n`)
  for (const skip of skipped) process.stdout.write(`  skipped: ${skip.name}: ${skip.reason}\n`)
}

/** The last line of a run, which other programs read. */
export const totalLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`
