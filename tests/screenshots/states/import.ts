import { createWriteStream, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { expect } from '@playwright/test'
import { temporaryFolder } from '../../helpers/launch'
import type { Stage, Walk } from './stage'

const head = 'Empfänger;Gesendet am;Betreff;Absender;Message-ID;Art;Ereignis'
const row = (at: number, recipient = 'ana.maria@northwind.example', sent = '12.11.2026 09:30'): string =>
  `${recipient};${sent};Your November training, part ${at};bounce@infimasec.com;<part-${at}@platform.example>;Training;Zugestellt`

const november = [
  head,
  row(1),
  row(2, 'cameron.ellis@northwind.example', '12.11.2026 09:31'),
  row(3, 'greta.vogel@northwind.example', '13.11.2026 14:05'),
  row(4, 'nobody'),
  row(5, 'oskar.lindqvist@northwind.example', '31.11.2026 09:30'),
  row(6, 'priya.ramanathan@northwind.example', '16.11.2026 08:00'),
  '',
].join('\n')

/** Enough rows to be still at it when the last picture is taken. */
const writeYear = async (file: string): Promise<void> => {
  const stream = createWriteStream(file)
  stream.write(`${head}\n`)
  for (let block = 0; block < 500; block++) {
    const rows = Array.from({ length: 1_000 }, (_, at) => row(block * 1_000 + at))
    if (!stream.write(`${rows.join('\n')}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
}

/** The system's own dialog can't be pressed: it answers with this file from now on. */
const choose = async ({ app, page }: Stage, file: string): Promise<void> => {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, file)
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await page.getByRole('combobox', { name: 'Zone of the file’s times' }).selectOption('Europe/Berlin')
  await expect(page.getByRole('region', { name: 'First rows of the file' })).toContainText('Thu, 12 Nov 2026')
}

const start = (page: Stage['page']): Promise<void> =>
  page.getByRole('button', { name: 'Import into Northwind Dental' }).click()

/** A log file from its choice to what came of it. */
export const importWalks: readonly Walk[] = [
  {
    name: 'a log file',
    states: [
      {
        name: 'import-choose',
        show: async ({ page, screen }) => {
          await screen.openTenant('Northwind Dental')
          await screen.button('Import a log file').click()
          await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible()
        },
      },
      {
        name: 'import-preview',
        show: async (stage) => {
          const file = path.join(temporaryFolder(), 'sent-november.csv')
          writeFileSync(file, november)
          await choose(stage, file)
          await expect(stage.page.getByRole('group', { name: 'Refused among the first rows' })).toBeVisible()
        },
      },
      {
        name: 'import-done',
        show: async ({ page }) => {
          await start(page)
          await expect(page.getByText(/4 rows added, 0 changed, 0 as before, 2 refused/).first()).toBeVisible()
        },
      },
      {
        name: 'import-running',
        show: async (stage) => {
          const file = path.join(temporaryFolder(), 'sent-this-year.csv')
          await writeYear(file)
          await choose(stage, file)
          await start(stage.page)
          await expect(stage.page.getByText(/\d\d,\d{3} rows added/).first()).toBeVisible()
        },
      },
      {
        name: 'import-cancelled',
        show: async ({ page, screen }) => {
          await screen.button('Cancel the import').click()
          await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
        },
      },
    ],
  },
]
