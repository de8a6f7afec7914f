import { expect } from '@playwright/test'
import type { State, Walk } from './stage'
import { withoutToasts } from './stage'

const customers = [
  'name,provider,domains,timeZone,tags',
  'Litware,manual,litware-two.example,Europe/Paris,silver',
  'Wingtip Toys,manual,wingtip.example;wingtip-toys.example,Europe/Rome,gold',
  'A customer with a very long name that has to end somewhere in the middle of its column,manual,long.example,Europe/Rome,',
  'Twin,manual,northwind.example,Europe/Rome,',
  'Odd,pigeon,odd.example,Europe/Rome,',
].join('\n')

const part = (name: string, heading: string): State => ({
  name,
  show: async (stage) => {
    const { page } = stage
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: heading, exact: true }).scrollIntoViewIfNeeded()
    await withoutToasts(stage)
  },
})

const life: Walk = {
  name: 'what is done with tenants',
  states: [
    {
      name: 'tenant-granted',
      show: async (stage) => {
        const { screen, page } = stage
        await screen.openTenant('Northwind Dental')
        await screen.button('Check again').click()
        await expect(page.getByRole('listitem', { name: 'Send again: Declared' })).toBeVisible()
        await withoutToasts(stage)
      },
    },
    {
      name: 'tenant-right-spreading',
      show: async ({ admin, screen, page }) => {
        await admin.without('northwind', ['read-rules', 'send'])
        await screen.button('Check again').click()
        await expect(page.getByRole('listitem', { name: 'Send again: Spreading' })).toBeVisible()
        await expect(screen.button('Check again')).toBeEnabled()
        await admin.without('northwind', [])
      },
    },
    {
      name: 'tenant-right-missing',
      show: async ({ screen, page }) => {
        await screen.openTenant('Fabrikam Freight')
        await screen.button('Check again').click()
        await expect(page.getByRole('listitem', { name: 'Move emails: Missing' })).toBeVisible()
        await expect(page.getByRole('heading', { name: 'Have it granted again' })).toBeVisible()
        await expect(screen.button('Check again')).toBeEnabled()
      },
    },
    {
      name: 'tenant-consent-repair',
      show: async ({ page }) => {
        await page.getByRole('heading', { name: 'Text for the customer’s admin' }).scrollIntoViewIfNeeded()
      },
    },
    {
      name: 'tenant-settings',
      show: async (stage) => {
        await stage.screen.openTenant('Northwind Dental')
        await part('', 'Settings').show(stage)
      },
    },
    part('tenant-platform', 'Platform profile'),
    {
      name: 'tenant-settings-refused',
      show: async ({ page }) => {
        await page.getByLabel('Name', { exact: true }).fill('')
        await page.getByLabel('Name', { exact: true }).press('Enter')
        await expect(page.getByRole('alert')).toHaveText('A tenant needs a name.')
        await page.getByLabel('Keep emails for', { exact: true }).fill('90')
        await page.getByLabel('Keep emails for', { exact: true }).press('Enter')
        await expect(page.getByRole('group', { name: 'Keep emails for fewer days' })).toBeVisible()
      },
    },
    {
      name: 'tenant-remove',
      show: async ({ page, screen }) => {
        await page.getByLabel('Name', { exact: true }).press('Escape')
        await screen.button('Leave it at 400 days').click()
        await screen.button('Remove…').click()
        await page.getByRole('radio', { name: /^Erase its ledger/ }).check()
      },
    },
    {
      name: 'tenant-disabled-with-undo',
      show: async ({ page, screen }) => {
        await page.keyboard.press('Escape')
        await page.getByLabel('Tags', { exact: true }).fill('gold, renewal in May')
        await page.getByLabel('Tags', { exact: true }).press('Enter')
        await screen.button('Disable').click()
        await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
        await expect(page.getByRole('banner').getByRole('button', { name: 'Disabled' })).toBeVisible()
      },
    },
    {
      name: 'tenants-that-need-a-look',
      show: async (stage) => {
        await stage.screen.link('Tenants').click()
        await expect(stage.page.getByTitle(/^Missing: Read the directory/)).toBeVisible()
        await withoutToasts(stage)
      },
    },
    {
      name: 'tenants-none-like-that',
      show: async ({ page }) => {
        await page.getByLabel('State', { exact: true }).selectOption('expiry')
        await expect(page.getByText('No tenant is like that')).toBeVisible()
      },
    },
    {
      name: 'tenants-import',
      show: async ({ screen, page }) => {
        await screen.button('Show all tenants').click()
        await screen.button('Import tenants…').click()
        await expect(page.getByRole('dialog', { name: 'Import tenants' })).toBeVisible()
      },
    },
    {
      name: 'tenants-import-tried',
      show: async ({ page }) => {
        const file = { name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(customers) }
        await page.getByLabel('Choose a CSV or JSON file').setInputFiles(file)
        await expect(page.getByText('3 lines to add and 2 lines refused.')).toBeVisible()
      },
    },
  ],
}

export const tenantWalks: readonly Walk[] = [life]
