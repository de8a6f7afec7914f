// npm run dev [-- --user-data-dir=DIR ...]: the app with a dev server that reloads the renderer on every change.
import { main } from './lib/say.mjs'
import { prepareElectron } from './lib/bootstrap.mjs'
import { electronEnv } from './lib/electron-binary.mjs'
import { inRoot, isRoot } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'

await main(async () => {
  const electron = await prepareElectron({ virtualDisplay: false })
  const env = { ...electronEnv(electron), ...(isRoot() ? { NO_SANDBOX: '1' } : {}) }
  const tool = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return handOver(process.execPath, [tool, 'dev', '--', ...process.argv.slice(2)], { env })
})
