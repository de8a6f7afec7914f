import { join, resolve } from 'node:path'
import { openLedgerHere } from '../../src/main/ledger/store'
import { startDemoServer, temporaryFolder } from '../helpers/launch'
import { writeBlankApp } from './lib/blank-window'
import { fillTenants, tenantCount } from './lib/many-tenants'
import { paintedAfter } from './lib/painted'
import { prepareFolder } from './lib/prepared-folder'
import { spread } from './lib/spread'
import { startWindow } from './lib/window-process'

const pairs = 9
const must = 1.6
const target = 1.3

/** Painted after this many milliseconds; the window is closed again. */
const timed = async (program: string, args: readonly string[]): Promise<number> => {
  const window = startWindow(program, args)
  try {
    return await paintedAfter(window)
  } finally {
    await window.close()
  }
}

/** As many tenants and people as an engineer looks after, beside the ones that are there. */
const fillFolder = async (folder: string, url: string): Promise<{ tenants: number; people: number }> => {
  const ledger = await openLedgerHere({
    file: join(folder, 'demo', 'ledger.sqlite'),
    keyFile: join(folder, 'demo', 'ledger.key'),
  })
  try {
    const [, , people] = await fillTenants(ledger, url)
    return { tenants: tenantCount, people }
  } finally {
    await ledger.close()
  }
}

/** Process start to the Email Log of the last person, against a blank window of the same Electron, in turns. */
export const run = async () => {
  const server = await startDemoServer()
  const blank = writeBlankApp()
  try {
    const root = resolve('.')
    const folder = temporaryFolder()
    const appArgs = [`--user-data-dir=${folder}`, `--demo-server=${server.url}`]
    const blankArgs = [`--user-data-dir=${temporaryFolder()}`]
    const rows = await prepareFolder(root, appArgs, { tenantId: 'northwind', address: 'ana.maria@northwind.example' })
    const { tenants, people } = await fillFolder(folder, server.url)
    // Once each without being counted: caches of this version of the page are written then.
    await timed(blank.folder, blankArgs)
    await timed(root, appArgs)

    const taken: { readonly blank: number; readonly log: number }[] = []
    while (taken.length < pairs) {
      const blankMs = await timed(blank.folder, blankArgs)
      taken.push({ blank: blankMs, log: await timed(root, appArgs) })
    }
    const ratio = spread(taken.map((pair) => pair.log / pair.blank))
    return {
      figures: {
        floor:
          'a blank window of the same Electron with the same webPreferences: process start to the paint of one character, ' +
          'its own user data folder used before, as the app’s',
        formula: 'ratio = median over pairs of (process start to a subject of the log painted) / floor; taken in turns',
        pairs,
        rowsInLog: rows,
        tenants,
        people,
        blankMs: spread(taken.map((pair) => pair.blank)),
        logMs: spread(taken.map((pair) => pair.log)),
        ratio,
        must,
        target,
      },
      missed: ratio.median > must ? [`start takes ${ratio.median} times a blank window; at most ${must}.`] : [],
    }
  } finally {
    blank.remove()
    await server.stop()
  }
}
