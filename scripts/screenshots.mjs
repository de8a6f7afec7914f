// npm run screenshots [-- PLAYWRIGHT ARGUMENTS]: writes every screen and state in both themes to screenshots/, and renews
// those of them that the guides show (docs/images).
import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { main } from './lib/say.mjs'
import { prepareApp } from './lib/bootstrap.mjs'
import { inRoot } from './lib/project.mjs'
import { handOver } from './lib/run.mjs'

await main(async () => {
  const { env, done } = await prepareApp()
  const tool = inRoot('node_modules', '@playwright', 'test', 'cli.js')
  const args = ['test', '--project=screenshots', '--reporter=list', ...process.argv.slice(2)]
  try {
    const code = await handOver(process.execPath, [tool, ...args], { env })
    for (const name of readdirSync(inRoot('docs', 'images'))) {
      const taken = inRoot('screenshots', name.replace(/\.png$/, '-1280x800-light.png'))
      if (existsSync(taken)) copyFileSync(taken, inRoot('docs', 'images', name))
    }
    return code
  } finally {
    done()
  }
})
