import { expect, type Locator } from '@playwright/test'
import type { Walk } from './stage'

const answer = {
  data: {
    users: [
      { uid: 'u1', mails: ['eve@litware.example'], profile: { name: 'Eve Moss' } },
      { uid: 'u2', mails: [], profile: { name: 'Adam Park' } },
    ],
  },
}

/** A card further down its page is pictured from its head on. */
const toTop = (target: Locator): Promise<void> =>
  target.evaluate((element) => element.closest('section, fieldset, form')?.scrollIntoView({ block: 'start' }))

/** A tenant's log sources: the form of a new one, a mapping with its preview, and what the background does. */
export const sourceWalks: readonly Walk[] = [
  {
    name: 'log sources',
    states: [
      {
        name: 'log-sources',
        show: async ({ page, screen }) => {
          await screen.openTenant('Northwind Dental')
          await screen.button('Add a log source').click()
          await page.getByRole('radio', { name: 'Mailbox scan' }).click()
          await page.getByLabel('Addresses that our emails come from').fill('bounce@infimasec.com')
          await screen.button('Add').click()
          await expect(page.getByRole('listitem', { name: 'Mailbox scan', exact: true })).toBeVisible()
          await screen.button('Test Platform log').click()
          await expect(page.getByText('It answers and lists 180 people.')).toBeVisible()
          await toTop(page.getByRole('heading', { name: 'Where its log comes from' }))
        },
      },
      {
        name: 'log-source-new',
        show: async ({ page, screen }) => {
          await screen.openTenant('Litware Legal')
          await screen.button('Add a log source').click()
          await page.getByRole('radio', { name: 'Client credentials' }).click()
          await toTop(page.getByRole('heading', { name: 'Where its log comes from' }))
        },
      },
      {
        name: 'log-source-refused',
        show: async ({ page, screen }) => {
          await page.getByRole('radio', { name: 'GoPhish' }).click()
          await page.getByLabel('Address', { exact: true }).fill('gophish.example')
          await screen.button('Test').click()
          await expect(page.getByRole('form').getByRole('alert')).toBeVisible()
        },
      },
      {
        name: 'log-source-mapping',
        show: async ({ page }) => {
          await page.getByRole('radio', { name: 'HTTP API' }).click()
          await page.getByRole('radio', { name: 'JSON of its own' }).click()
          await page.getByLabel('An answer of the platform').fill(JSON.stringify(answer, null, 2))
          await page.getByLabel('Rows are at').fill('data.users')
          await page.getByLabel('Its id').fill('uid')
          await page.getByLabel('Address of the person').fill('mails[0]')
          await page.getByLabel('Name (optional)').fill('profile.name')
          await expect(page.getByRole('row', { name: /u1.*Eve Moss/ })).toBeVisible()
          await toTop(page.getByRole('radio', { name: 'JSON of its own' }))
        },
      },
      {
        name: 'status-background-paused',
        show: async ({ page, screen }) => {
          await screen.link('Status').click()
          await screen.button('Pause').click()
          await expect(page.getByText('You paused it')).toBeVisible()
          await page.getByRole('table', { name: 'Read in the background' }).scrollIntoViewIfNeeded()
        },
      },
    ],
  },
]
