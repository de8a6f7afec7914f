import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { openLedgerHere } from '../../src/main/ledger/store'
import type { LedgerFiles } from '../../src/main/ledger/wire'
import { startDemoServer } from '../helpers/launch'
import { enter, focus, letter, press, pressUntilPainted, until } from './lib/key-presses'
import { fillTenants, tenantCount, type FilledTenant } from './lib/many-tenants'
import { spread } from './lib/spread'
import { startWindow, type WindowProcess } from './lib/window-process'

const rounds = 24
const must = 100
const target = 50

const still = (): Promise<void> => new Promise((settle) => setTimeout(settle, 400))

/** Opens a tenant's log of one person by hand, so that it is what one comes back to. */
const visit = async (window: WindowProcess, { name, person }: FilledTenant): Promise<void> => {
  await press(window, letter('t'), 2)
  await until(window, "document.querySelector('dialog[open] input')")
  await window.send('Input.insertText', { text: name })
  await until(window, `document.querySelector('[role=option]')?.textContent.includes('${name}')`)
  await press(window, enter)
  await until(window, `document.title.includes('${name}')`)
  await press(window, letter('e'), 2)
  await focus(window, 'person')
  await window.send('Input.insertText', { text: person })
  await until(
    window,
    `document.querySelector('[role=option][data-combobox-selected]')?.textContent.includes('${person}')`,
  )
  await pressUntilPainted(window, enter)
}

const measure = async (files: LedgerFiles) => {
  const server = await startDemoServer()
  try {
    const ledger = await openLedgerHere(files)
    const [first, second, people] = await fillTenants(ledger, server.url)
    await ledger.close()
    const folder = dirname(dirname(files.file))
    writeFileSync(join(folder, 'preferences.json'), JSON.stringify({ preferences: {} }))
    const window = startWindow(resolve('.'), [`--user-data-dir=${folder}`, `--demo-server=${server.url}`])
    try {
      await window.send('Emulation.setFocusEmulationEnabled', { enabled: true })
      await until(window, `document.querySelector('[role=table]')?.ariaRowCount > ${tenantCount - 1}`)
      await visit(window, first)
      await visit(window, second)
      const taken: number[] = []
      while (taken.length < rounds) {
        await still()
        taken.push(await pressUntilPainted(window, letter('b'), 2))
      }
      return { people, ms: spread(taken.slice(2)) }
    } finally {
      await window.close()
    }
  } finally {
    await server.stop()
  }
}

/** From the shortcut to the other tenant's log painted, back and forth between two of 300 tenants. */
export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-bench-'))
  mkdirSync(join(folder, 'demo'))
  try {
    const { people, ms } = await measure({
      file: join(folder, 'demo', 'ledger.sqlite'),
      keyFile: join(folder, 'demo', 'ledger.key'),
    })
    return {
      figures: {
        tenants: tenantCount,
        people,
        switchMs: ms,
        must,
        target,
        measured: 'from the time of the key event to the browser’s paint of the other tenant’s last row, in Electron',
      },
      missed: ms.median > must ? [`Switching takes ${ms.median} ms; at most ${must}.`] : [],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
