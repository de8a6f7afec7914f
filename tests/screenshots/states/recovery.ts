import { expect } from '@playwright/test'
import type { Stage, Walk } from './stage'
import { settled, withoutToasts } from './stage'

const step = ({ page }: Stage, name: string) => page.getByRole('listitem', { name })

const wayBack: Walk = {
  name: 'the way back from a broken grant',
  states: [
    {
      name: 'way-back-offered',
      show: async (stage) => {
        const { page, screen } = stage
        await screen.openTenant('Fabrikam Freight')
        await screen.button('Check Email Delivery').click()
        await screen.pickPerson('weiss', 'Jürgen Weiß')
        await expect(screen.button('Way back')).toBeVisible()
        await page.mouse.move(5, 5)
        await settled(stage)
      },
    },
    {
      name: 'way-back-not-begun',
      show: async ({ page, screen }) => {
        await screen.button('Way back').click()
        await expect(screen.button('Begin')).toBeVisible()
        await expect(page.getByRole('heading', { name: 'Permissions' })).toBeVisible()
      },
    },
    {
      name: 'way-back-begun',
      show: async (stage) => {
        await stage.screen.button('Begin').click()
        await expect(step(stage, 'Resync directory: next')).toBeVisible()
      },
    },
    {
      name: 'way-back-resynced',
      show: async (stage) => {
        await stage.screen.button('Resync').click()
        await expect(step(stage, 'Resync directory: done')).toBeVisible({ timeout: 60_000 })
        await withoutToasts(stage)
      },
    },
    {
      name: 'way-back-skip',
      show: async ({ screen, page }) => {
        await screen.button('Skip…').click()
        await expect(page.getByRole('textbox', { name: /left out/ })).toBeFocused()
      },
    },
    {
      name: 'way-back-resend',
      show: async ({ screen, page }) => {
        await screen.button('Cancel').click()
        await screen.button('Resend…').click()
        await expect(page.getByRole('region', { name: 'What will arrive' })).toContainText('j.weiss@')
      },
    },
    {
      name: 'way-back-still-smtp',
      show: async (stage) => {
        await stage.screen.button('Send to Jürgen Weiß').click()
        await expect(step(stage, 'Watch for it: done')).toBeVisible({ timeout: 60_000 })
        await withoutToasts(stage)
      },
    },
    {
      name: 'way-back-repaired',
      show: async (stage) => {
        const { screen, admin } = stage
        await admin.without('fabrikam', [])
        await screen.button('Resync again').click()
        await expect(step(stage, 'Resend: next')).toBeVisible({ timeout: 60_000 })
        await screen.button('Resend again…').click()
        await screen.button('Send to Jürgen Weiß').click()
        await expect(step(stage, 'Result: done')).toBeVisible({ timeout: 60_000 })
        await withoutToasts(stage)
      },
    },
    {
      name: 'way-back-offline',
      show: async (stage) => {
        await stage.server.kill()
        await stage.screen.button('Resync again').click()
        await expect(step(stage, 'Resync directory: failed')).toBeVisible({ timeout: 90_000 })
        await withoutToasts(stage)
      },
    },
  ],
}

export const recoveryWalks: readonly Walk[] = [wayBack]
