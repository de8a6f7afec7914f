// npm run demo-server -- --port N [...]: runs the demo server on this Node until it is interrupted. Its one JSON line is
// all that reaches stdout.
import { main } from './lib/say.mjs'
import { prepareTools } from './lib/bootstrap.mjs'
import { ensureBuild } from './lib/build.mjs'
import { inRoot } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'

await main(async () => {
  await prepareTools()
  await ensureBuild()
  return handOver(process.execPath, [inRoot('out', 'main', 'demo-server.js'), ...process.argv.slice(2)], {
    cwd: process.cwd(),
  })
})
