// npm run --silent electron-path: prints the Electron executable that the project uses, and nothing else.
import { main, hush } from './lib/say.mjs'
import { prepareElectron } from './lib/bootstrap.mjs'

await main(async () => {
  hush()
  const { executable } = await prepareElectron({ virtualDisplay: false })
  process.stdout.write(`${executable}\n`)
})
