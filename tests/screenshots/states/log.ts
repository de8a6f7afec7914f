import { expect } from '@playwright/test'
import { openEmail, openLog, openLogOf, reminder, settled, type Walk } from './stage'

const northwind = 'Northwind Dental'

const known: Walk = {
  name: 'log',
  states: [
    { name: 'log-nobody-picked', show: (stage) => openLog(stage, northwind) },
    {
      name: 'log-person-found-in-spite-of-typos',
      show: async ({ page, screen }) => {
        await screen.person().fill('nuñes anna')
        await expect(page.getByRole('option').first()).toContainText('Ana María Núñez')
      },
    },
    {
      name: 'log-person-without-a-match',
      show: async ({ page, screen }) => {
        await screen.person().fill('qqqqqqqq')
        await expect(page.getByText(/Nobody here is called/)).toBeVisible()
      },
    },
    {
      name: 'log-read-for-the-first-time',
      show: async (stage) => {
        await stage.admin.faults([{ service: 'sent-log', route: 'sent-emails', latencyMs: 30_000 }])
        await stage.screen.pickPerson('nunez ana', 'Ana María Núñez')
        await expect(stage.page.getByText('Reading the log for the first time…')).toBeVisible()
      },
    },
    {
      name: 'log-places-being-read',
      show: async (stage) => {
        await openLog(stage, northwind)
        await stage.admin.faults([{ service: 'graph', latencyMs: 6_000 }])
        await stage.screen.pickPerson('nunez ana', 'Ana María Núñez')
        await expect(stage.page.getByText('checking…').first()).toBeVisible()
      },
    },
    {
      name: 'log-full',
      show: async (stage) => {
        await openLogOf(stage, northwind, 'nunez ana', 'Ana María Núñez')
        await settled(stage)
      },
    },
    {
      name: 'log-folder-filter-open',
      show: async ({ page }) => {
        await page.getByRole('button', { name: /^Filter by folder/ }).click()
        await expect(page.getByRole('checkbox', { name: 'Inbox' })).toBeVisible()
        await page.getByRole('checkbox', { name: 'Deleted Items' }).check()
      },
    },
    {
      name: 'log-filter-without-a-match',
      show: async ({ page }) => {
        await page.keyboard.press('Escape')
        await page.getByRole('searchbox', { name: 'Subject' }).fill('invoice')
        await expect(page.getByText('No email passes these filters')).toBeVisible()
      },
    },
    {
      name: 'log-custom-window',
      show: async ({ page, screen }) => {
        await screen.button('Clear filters').click()
        await page.getByRole('radio', { name: 'Custom…' }).click()
      },
    },
    {
      name: 'log-a-year-of-ten-thousand',
      show: async (stage) => {
        await openLogOf(stage, northwind, 'milo', 'Milo Langström')
        await stage.page.getByRole('radio', { name: '1 year' }).click()
        await expect(stage.page.getByText(/^10,000 emails/)).toBeVisible({ timeout: 120_000 })
        await settled(stage)
      },
    },
    {
      name: 'log-a-year-filtered-and-open',
      show: async (stage) => {
        await stage.page.getByRole('searchbox', { name: 'Subject' }).fill('your')
        await settled(stage)
        await stage.screen.table().getByRole('row').nth(3).click()
        await settled(stage)
      },
    },
    {
      name: 'log-empty-window',
      show: async (stage) => {
        await openLog(stage, northwind)
        await stage.page.getByRole('radio', { name: '7 days' }).click()
        await stage.screen.pickPerson('zielinski gareth', 'Gareth Zieliński')
        await expect(stage.page.getByText('Nothing was sent in this window')).toBeVisible()
        await stage.page.mouse.move(5, 5)
      },
    },
    {
      name: 'log-sent-by-smtp-on-a-synced-tenant',
      show: async (stage) => {
        await openLog(stage, 'Fabrikam Freight')
        await stage.page.getByRole('radio', { name: '30 days' }).click()
        await stage.screen.pickPerson('weiss', 'Jürgen Weiß')
        await expect(stage.screen.button('Way back')).toBeVisible()
        await settled(stage)
      },
    },
    {
      name: 'log-of-a-manual-tenant',
      show: (stage) => openLogOf(stage, 'Litware Legal', 'eve', 'Eve Moss'),
    },
    {
      name: 'log-of-google-workspace',
      show: async (stage) => {
        await openLogOf(stage, 'Contoso Clinics', 'cartr', 'Ben Carter')
        await settled(stage)
      },
    },
    {
      name: 'log-unreachable-and-never-read',
      show: async (stage) => {
        await openLog(stage, northwind)
        await stage.server.kill()
        await stage.screen.pickPerson('sam okafor', 'Sam Okafor')
        await expect(stage.page.getByText('The log can’t be reached')).toBeVisible({ timeout: 60_000 })
        await stage.page.mouse.move(5, 5)
      },
    },
    {
      name: 'log-unreachable-with-what-is-known',
      show: async (stage) => {
        await stage.screen.pickPerson('nunez ana', 'Ana María Núñez')
        await expect(stage.screen.row(reminder)).toBeVisible()
        await expect(stage.screen.button('Try again')).toBeVisible({ timeout: 60_000 })
        await settled(stage)
      },
    },
    {
      name: 'detail-offline',
      show: async (stage) => {
        await openEmail(stage, reminder)
        await expect(stage.page.getByText(/You are offline/).first()).toBeVisible({ timeout: 60_000 })
      },
    },
  ],
}

export const logWalks: readonly Walk[] = [known]
