// npm start [-- --user-data-dir=DIR ...]: opens the app, and first does whatever is missing for it.
import { main, say } from './lib/say.mjs'
import { isRoot, root } from './lib/project.mjs'
import { prepareApp } from './lib/bootstrap.mjs'
import { handOver } from './lib/run.mjs'
import { checkSandbox } from './lib/system-libraries.mjs'

await main(async () => {
  const { electron, env, virtual, done } = await prepareApp()
  try {
    checkSandbox(electron.executable)
    if (virtual) {
      say(`There is no display here: the window opens on one in memory (DISPLAY=${env.DISPLAY}), where nobody sees it.`)
    }
    say('Opening Whereabouts; Ctrl+C ends it.')
    const sandbox = process.platform === 'linux' && isRoot() ? ['--no-sandbox'] : []
    return await handOver(electron.executable, [root, ...sandbox, ...process.argv.slice(2)], {
      env,
      cwd: process.cwd(),
    })
  } finally {
    done()
  }
})
