import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixtures'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('imports a log file from the tenant’s page: looks at it, chooses the zone, sees what was refused, and twice changes nothing', async ({
  open,
}) => {
  const { app, page, screen } = await open()
  const path = join(tmpdir(), `whereabouts-import-${process.pid}.csv`)
  writeFileSync(
    path,
    'To;Sent;Subject\nana.maria@northwind.example;12.11.2026 09:30;A course from a file\nnobody;12.11.2026 09:30;x\n',
  )
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
  }, path)
  await page
    .getByRole('link', { name: /Northwind Dental/ })
    .first()
    .click()
  const violations = async (): Promise<unknown> => {
    await page.evaluate(axeSource)
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: (root: Document) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run(document)).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
    })
  }
  for (const outcome of [/1 row added, 0 changed, 0 as before, 1 refused/, /0 rows added, 0 changed, 1 as before/]) {
    await screen.openTenant('Northwind Dental')
    await screen.button('Import a log file').click()
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await page.getByRole('combobox', { name: 'Zone of the file’s times' }).selectOption('Europe/Berlin')
    await expect(page.getByRole('region', { name: 'First rows of the file' })).toContainText('A course from a file')
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Import into Northwind Dental' }).click()
    await expect(page.getByText(outcome).first()).toBeVisible()
    expect(await violations()).toEqual([])
  }
})

test('watches a folder: a file in it is imported by itself, one with other columns is left and says why', async ({
  open,
}, testInfo) => {
  const { app, page, screen } = await open()
  const folder = testInfo.outputPath('exports')
  mkdirSync(folder)
  const byHand = testInfo.outputPath('by-hand.csv')
  const head = 'To;Sent;Subject\n'
  writeFileSync(byHand, `${head}ana.maria@northwind.example;2026-11-12T09:30:00Z;By hand\n`)
  writeFileSync(
    join(folder, 'by-itself.csv'),
    `${head}ana.maria@northwind.example;2026-11-13T09:30:00Z;By itself\nx;;\n`,
  )
  writeFileSync(join(folder, 'other-columns.csv'), 'Address,When\nana.maria@northwind.example,2026-11-13T09:30:00Z\n')
  await app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = ((...given: unknown[]) => {
        const { properties } = given.at(-1) as { properties: readonly string[] }
        const path = properties.includes('openDirectory') ? chosen.folder : chosen.byHand
        return Promise.resolve({ canceled: false, filePaths: [path] })
      }) as typeof dialog.showOpenDialog
    },
    { folder, byHand },
  )
  const card = page.getByRole('region', { name: 'Watched folder' })
  await screen.openTenant('Northwind Dental')
  await card.getByRole('button', { name: 'Watch a folder' }).click()
  await expect(card).toContainText('Import one file by hand first')
  await screen.button('Import a log file').click()
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await page.getByRole('button', { name: 'Import into Northwind Dental' }).click()
  await expect(page.getByText(/1 row added/).first()).toBeVisible()
  await screen.openTenant('Northwind Dental')
  await card.getByRole('button', { name: 'Watch a folder' }).click()
  await expect(card).toContainText('2 files wait')
  await expect(async () => {
    await card.getByRole('button', { name: 'Look now' }).click()
    await expect(card).toContainText('1 imported, 1 not', { timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
  const line = (name: string) => card.getByRole('listitem', { name })
  await expect(line('by-itself.csv')).toContainText('1 row added, 0 changed, 0 as before, 1 refused')
  await expect(line('other-columns.csv')).toContainText('The file has no column')
  await page.evaluate(axeSource)
  const violations: unknown = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (root: Document) => Promise<{ violations: unknown[] }> } }
    return (await axe.run(document)).violations
  })
  expect(violations).toEqual([])
  await card.getByRole('button', { name: 'Stop watching' }).click()
  await expect(card).toContainText('None yet')
})
