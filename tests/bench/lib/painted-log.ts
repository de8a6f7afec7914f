import { writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { PersonKey } from '../../../src/main/ledger/ledger'
import { openLedgerHere } from '../../../src/main/ledger/store'
import type { LedgerFiles } from '../../../src/main/ledger/wire'
import { startDemoServer } from '../../helpers/launch'
import { backspace, digit, enter, focus, pressUntilPainted, until } from './key-presses'
import { mark, sourceId, tenantId } from './ledger-rows'
import { fillTenants } from './many-tenants'
import { spread, type Spread } from './spread'
import { startWindow, type WindowProcess } from './window-process'

const picks = 25

/** Makes the filled ledger one that the app knows, among 300 tenants with 100,000 people; its people were read just now. */
const connect = async (files: LedgerFiles, url: string): Promise<readonly string[]> => {
  const ledger = await openLedgerHere(files)
  await fillTenants(ledger, url)
  await ledger.finishPeople(tenantId, sourceId, mark, Date.now())
  const people = await ledger.listPeople(tenantId)
  await ledger.close()
  return people.map(({ name }) => name)
}

/** Types a name into the Person field, waits for the answer and presses Enter. */
const pick = async (window: WindowProcess, name: string): Promise<number> => {
  await focus(window, 'person')
  await window.evaluate("document.querySelector('input[data-focus-target=person]').select()")
  await window.send('Input.insertText', { text: name })
  await until(window, `document.querySelector('[role=option]')?.textContent.includes('${name}')`)
  await until(window, "document.querySelector('[role=option][data-combobox-selected]')")
  return pressUntilPainted(window, enter)
}

/** Every key changes which rows are on screen: the newest have every digit's numbers among them but 9, which all have. */
const typed = Array.from({ length: 8 }, (_, at) => [digit(at), digit(at + 1), backspace, backspace]).flat()

const still = (): Promise<void> => new Promise((settle) => setTimeout(settle, 250))

/**
 * The same ledger in the real window: from Enter in the Person field until the rows are painted, and from a key in the
 * Subject filter over 10,000 rows until the rows it leaves are. Times are the browser's own: the event's, and the paint's.
 */
export const measurePainted = async (
  files: LedgerFiles,
  heavy: PersonKey,
): Promise<{ readonly pick: Spread; readonly key: Spread; readonly rowsFiltered: number }> => {
  const server = await startDemoServer()
  try {
    const names = await connect(files, server.url)
    const folder = dirname(dirname(files.file))
    const preferences = { lastTenantId: tenantId, lastPersonId: heavy.personId }
    writeFileSync(join(folder, 'preferences.json'), JSON.stringify({ preferences }))
    const window = startWindow(resolve('.'), [`--user-data-dir=${folder}`, `--demo-server=${server.url}`])
    try {
      await window.send('Emulation.setFocusEmulationEnabled', { enabled: true })
      await until(window, "document.querySelector('[role=table]')?.ariaRowCount > 9000")
      const rowsFiltered = Number(await window.evaluate("document.querySelector('[role=table]').ariaRowCount")) - 1
      await focus(window, 'log-subject')
      const keys: number[] = []
      for (const key of typed) {
        await still()
        keys.push(await pressUntilPainted(window, key))
      }
      const picked: number[] = []
      for (const name of names.slice(1, picks + 3)) {
        await still()
        picked.push(await pick(window, name))
      }
      // The first ones are slower: their code is read then.
      return { pick: spread(picked.slice(2)), key: spread(keys.slice(2)), rowsFiltered }
    } finally {
      await window.close()
    }
  } finally {
    await server.stop()
  }
}
