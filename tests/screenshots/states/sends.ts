import { expect } from '@playwright/test'
import { callMain } from '../../app/call-main'
import type { Walk } from './stage'
import { withoutToasts } from './stage'

const broken: Walk = {
  name: 'a tenant whose grant broke',
  states: [
    {
      name: 'tenant-grant-broke',
      show: async (stage) => {
        const { page, screen } = stage
        await screen.openTenant('Fabrikam Freight')
        await callMain(page, 'background.runNow', { tenantId: null })
        await expect(page.getByText(/^The grant broke between /)).toBeVisible({ timeout: 60_000 })
        await expect(page.getByText(/^Most of this tenant gets its mail by smtp/)).toBeVisible()
        await withoutToasts(stage)
      },
    },
    {
      name: 'tenant-grant-broke-day',
      show: async ({ page }) => {
        await page.getByRole('radio', { name: '30 days' }).last().focus()
        await page.keyboard.press('Tab')
        for (let times = 0; times < 4; times++) await page.keyboard.press('ArrowLeft')
      },
    },
    {
      name: 'tenant-grant-broke-year',
      show: async ({ page }) => {
        await page.getByRole('radio', { name: '1 year' }).click()
        await expect(page.getByRole('radio', { name: '1 year' })).toBeChecked()
      },
    },
  ],
}

export const sendsWalks: readonly Walk[] = [broken]
