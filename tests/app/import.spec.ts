import { readFileSync, writeFileSync } from 'node:fs'
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
