import { expect } from '@playwright/test'
import type { State, Walk } from './stage'
import { withoutToasts } from './stage'

const filter = (name: string, radio: string): State => ({
  name,
  show: async (stage) => {
    await stage.page.getByRole('radio', { name: radio, exact: true }).click()
    await expect(stage.page.getByRole('heading', { name: `How it is done in ${radio}` })).toBeVisible()
    await withoutToasts(stage)
    await stage.page.getByRole('heading', { name: `How it is done in ${radio}` }).scrollIntoViewIfNeeded()
  },
})

const whitelisting: Walk = {
  name: 'whitelisting of a manual tenant',
  states: [
    {
      name: 'whitelisting',
      show: async ({ page, screen }) => {
        await screen.openTenant('Litware Legal')
        await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Whitelisting' }).click()
        await expect(page.getByText('54.240.43.212', { exact: true })).toBeVisible()
      },
    },
    filter('whitelisting-microsoft', 'Microsoft 365'),
    filter('whitelisting-proofpoint', 'Proofpoint'),
    {
      name: 'whitelisting-refused',
      show: async ({ page, screen }) => {
        await screen.button('Change').click()
        await page.getByLabel('IP addresses', { exact: true }).fill('54.240.43.212, 300.1.1.1')
        await page.getByLabel('IP addresses', { exact: true }).press('Enter')
        await expect(page.getByRole('alert')).toBeVisible()
      },
    },
  ],
}

export const manualWalks: readonly Walk[] = [whitelisting]
