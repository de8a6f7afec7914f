// npm run build: builds the app into out/, whether or not its sources changed.
import { main } from './lib/say.mjs'
import { prepareTools } from './lib/bootstrap.mjs'
import { ensureBuild } from './lib/build.mjs'

await main(async () => {
  await prepareTools()
  await ensureBuild({ always: true })
})
