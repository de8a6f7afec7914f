// npm run package [-- --no-deb]: an unpacked app in dist/, and on Linux a .deb of it; dmg on macOS, nsis on Windows.
import { main, say, Stop } from './lib/say.mjs'
import { prepareElectron } from './lib/bootstrap.mjs'
import { ensureBuild } from './lib/build.mjs'
import { makeDeb } from './lib/deb.mjs'
import { packApp } from './lib/pack-app.mjs'

await main(async () => {
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--no-deb')
  if (unknown.length > 0) throw new Stop(`There is no option ${unknown[0]}.`, 'The only one is --no-deb.')
  const electron = await prepareElectron({ virtualDisplay: false })
  await ensureBuild()
  const { folder, summary } = await packApp(electron)
  say(summary)
  if (process.platform === 'linux' && !process.argv.includes('--no-deb')) say(await makeDeb(folder))
  return 0
})
