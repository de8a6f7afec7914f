import { expect } from '@playwright/test'
import { openLogOf, reminder, settled, type State, type Walk, withoutToasts } from './stage'

const tenants = ['Northwind Dental', 'Contoso Clinics', 'Fabrikam Freight', 'Litware Legal'] as const

const tenantPage = (name: string): State => ({
  name: `tenant-${name.split(' ')[0]!.toLowerCase()}`,
  show: async (stage) => {
    await stage.screen.link('Cases').click()
    await stage.screen.openTenant(name)
    await expect(stage.page.getByRole('heading', { name: 'What was done here' })).toBeVisible()
    await expect(stage.page.getByText('Counting people')).toHaveCount(0)
    await withoutToasts(stage)
  },
  ...(name === tenants[0] || name === tenants[3] ? {} : { onlyPicture: true }),
})

const inRail = (name: string, entry: string): State => ({
  name,
  show: async ({ screen, page }) => {
    await screen.link(entry).click()
    await expect(page.getByRole('heading', { name: entry, level: 1 })).toBeVisible()
  },
})

const around: Walk = {
  name: 'places',
  states: [
    {
      name: 'tenants',
      show: async (stage) => {
        await stage.screen.link('Tenants').click()
        await expect(stage.page.getByRole('main').getByRole('row')).toHaveCount(5)
        await stage.page.getByRole('button', { name: 'Favourite: Northwind Dental' }).click()
      },
    },
    {
      name: 'tenants-none-matches',
      show: ({ page }) => page.getByRole('searchbox', { name: 'Search tenants' }).fill('zenith'),
    },
    ...tenants.map(tenantPage),
    {
      name: 'tenant-switcher',
      show: async ({ page }) => {
        await page.keyboard.press('Control+T')
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'tenant-switcher-two-letters',
      show: async ({ page }) => {
        await page.keyboard.type('no')
        await expect(page.getByRole('option')).toContainText(['Northwind Dental'])
        await page.keyboard.press('Enter')
        await page.keyboard.press('Control+T')
        await page.keyboard.type('fr')
      },
    },
    {
      name: 'palette',
      show: async ({ page, screen }) => {
        await page.keyboard.press('Escape')
        await screen.openTenant('Northwind Dental')
        await page.keyboard.press('Control+K')
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'palette-with-a-query',
      show: async ({ page }) => {
        await page.keyboard.type('an')
        await expect(page.getByRole('group', { name: 'People of Northwind Dental' })).toBeVisible()
      },
    },
    {
      name: 'shortcut-sheet',
      show: async (stage) => {
        await stage.page.keyboard.press('Escape')
        await openLogOf(stage, 'Northwind Dental', 'nunez ana', 'Ana María Núñez')
        await stage.screen.openEmail(reminder)
        await settled(stage)
        await stage.page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
        await expect(stage.page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'risk',
      show: async ({ page, screen }) => {
        await page.keyboard.press('Escape')
        await screen.link('Risk').click()
        await expect(page.getByRole('main').getByRole('row').nth(8)).toBeVisible()
      },
    },
    {
      name: 'person',
      show: async ({ page, screen }) => {
        await page.getByRole('searchbox').fill('nunez')
        await page
          .getByRole('main')
          .getByRole('row', { name: /Ana María/ })
          .click()
        await expect(screen.button('Email Log')).toBeVisible()
      },
    },
    {
      name: 'people',
      show: async ({ page, screen }) => {
        await screen.link('People').click()
        await expect(page.getByRole('main').getByRole('row').nth(8)).toBeVisible()
      },
    },
    {
      name: 'people-names-of-every-script',
      show: async ({ page }) => {
        await page.getByRole('searchbox').fill('haddad')
        await expect(page.getByRole('main').getByRole('row').nth(1)).toBeVisible()
        await page.getByRole('searchbox').fill('en')
      },
    },
    {
      name: 'people-nobody-matches',
      show: ({ page }) => page.getByRole('searchbox').fill('xyzzy'),
    },
    {
      name: 'person-with-a-name-of-sixty-letters',
      show: async ({ page, screen }) => {
        await page.getByRole('searchbox').fill('featherstonehaugh')
        await page
          .getByRole('main')
          .getByRole('row', { name: /Wilhelmina/ })
          .click()
        await expect(screen.button('Email Log')).toBeVisible()
      },
    },
    {
      name: 'people-being-read',
      show: async ({ admin, page, screen }) => {
        await screen.link('People').click()
        await admin.faults([{ service: 'sent-log', route: 'people', latencyMs: 20_000 }])
        await screen.button('Refresh people').click()
        await expect(page.getByText('Reading people').first()).toBeVisible()
      },
    },
    inRail('cases', 'Cases'),
    {
      name: 'status-with-a-job',
      show: async ({ page, screen }) => {
        await screen.link('Status').click()
        await expect(page.getByRole('heading', { name: 'Application' })).toBeVisible()
      },
    },
    {
      name: 'status',
      show: async (stage) => {
        await stage.admin.clearFaults()
        await stage.page
          .getByRole('main')
          .getByRole('button', { name: /^Cancel/ })
          .click()
        await stage.screen.button('Read again').click()
        await withoutToasts(stage)
      },
    },
    {
      name: 'status-requests',
      show: ({ page }) => page.getByRole('heading', { name: 'Recent requests' }).scrollIntoViewIfNeeded(),
    },
    {
      name: 'status-keys',
      show: async ({ page }) => {
        const keys = page.getByRole('button', { name: /^Keys of Check Email Delivery/ })
        await keys.scrollIntoViewIfNeeded()
        await keys.click()
      },
    },
    {
      name: 'status-keys-refused',
      show: async ({ page }) => {
        await page.keyboard.press('Control+K')
        await expect(page.getByText(/already presses “Find anything”/)).toBeVisible()
      },
    },
  ],
}

export const placeWalks: readonly Walk[] = [around]
