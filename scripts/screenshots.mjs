// npm run screenshots [-- PLAYWRIGHT ARGUMENTS]: writes every screen and state in both themes to screenshots/.
import { main } from './lib/say.mjs'
import { prepareApp } from './lib/bootstrap.mjs'
import { inRoot } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'

await main(async () => {
  const { env, done } = await prepareApp()
  const tool = inRoot('node_modules', '@playwright', 'test', 'cli.js')
  const args = ['test', '--project=screenshots', '--reporter=list', ...process.argv.slice(2)]
  try {
    return await handOver(process.execPath, [tool, ...args], { env })
  } finally {
    done()
  }
})
