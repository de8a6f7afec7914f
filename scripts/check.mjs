// npm run check: the fast part of `npm test`, for every few minutes: no display, no Electron, no build.
import { main } from './lib/say.mjs'
import { prepareTools } from './lib/bootstrap.mjs'

await main(async () => {
  await prepareTools()
  const { suites } = await import('./lib/suites.mjs')
  const { runSuites, totalLine } = await import('./lib/run-suites.mjs')
  // The longest first, so that both lanes end at about the same time.
  const { lint, types, unit, renderer, imports, format, conflicts } = suites
  const total = await runSuites([lint, types, unit, renderer, imports, format, conflicts], process.env, 2)
  process.stdout.write(`\n${totalLine(total)}\n`)
  return total.failed > 0 ? 1 : 0
})
