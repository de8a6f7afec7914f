// npm run cli -- COMMAND [options]: the app's services from a shell, on this Node. See docs/cli.md.
import { main } from './lib/say.mjs'
import { prepareTools } from './lib/bootstrap.mjs'
import { ensureBuild } from './lib/build.mjs'
import { inRoot } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'

await main(async () => {
  await prepareTools()
  await ensureBuild()
  return handOver(process.execPath, [inRoot('out', 'main', 'cli.js'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  })
})
