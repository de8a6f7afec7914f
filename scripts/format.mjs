// npm run format: rewrites every file in the project's format.
import { main } from './lib/say.mjs'
import { prepareTools } from './lib/bootstrap.mjs'
import { inRoot } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'

await main(async () => {
  await prepareTools()
  return handOver(process.execPath, [
    inRoot('node_modules', 'prettier', 'bin', 'prettier.cjs'),
    '--write',
    '.',
    '--log-level=warn',
  ])
})
