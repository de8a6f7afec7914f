import { expect } from '@playwright/test'
import { allRights, connectScreen, keyFileOf } from '../../app/connecting'
import type { Stage, State, Walk } from './stage'

const on = ({ page }: Stage) => connectScreen(page)

const state = (name: string, show: (stage: Stage) => Promise<void>): State => ({ name, show })

const microsoft: Walk = {
  name: 'connecting Microsoft 365',
  states: [
    state('connect-provider', (stage) => on(stage).begin()),
    state('connect-tenant', async (stage) => {
      const at = on(stage)
      await at.chooseProvider('Microsoft 365')
      await at.field('Name').fill('Northwind Dental and Orthodontics of Greater Hamburg')
      await at.field('Domains').fill('northwind.example, northwind-dental.example')
      await at.field('Tags').fill('gold, healthcare')
    }),
    state('connect-microsoft', async (stage) => {
      await on(stage).press('Next')
      await on(stage).enterMicrosoft(await stage.admin.ownerOf('northwind'))
    }),
    state('connect-secret-refused', async (stage) => {
      await on(stage).field('Client secret').fill('7d1f3a52-0c4e-4a0b-9d1e-2f5b6c7d8e9f')
      await on(stage).press('Put into the vault')
      await expect(stage.page.getByRole('dialog').or(stage.page.getByRole('alert'))).toBeVisible()
    }),
    state('connect-vault', async (stage) => {
      const { secrets } = await stage.admin.ownerOf('northwind')
      await on(stage).field('Client secret').fill(secrets.clientSecret)
      await on(stage).press('Put into the vault')
      await expect(stage.page.getByRole('dialog')).toBeVisible()
    }),
    state('connect-secret-held', async (stage) => {
      await on(stage).makeVault()
      await expect(on(stage).main.getByRole('group', { name: 'Client secret in the vault' })).toBeVisible()
    }),
    state('connect-consent', async (stage) => {
      await on(stage).press('Next')
      await expect(stage.page.getByRole('heading', { name: 'Permissions' })).toBeVisible()
    }),
    state('connect-log', (stage) => on(stage).press('Next')),
    state('connect-check-before', async (stage) => {
      await on(stage).enterLog(await stage.admin.ownerOf('northwind'))
    }),
    state('connect-check-granted', async (stage) => {
      expect(await on(stage).check()).toEqual(allRights)
    }),
    state('connect-check-missing', async (stage) => {
      await stage.admin.without('northwind', ['read-directory', 'move'])
      await on(stage).check()
    }),
    state('connect-left', async (stage) => {
      await on(stage).link('Tenants').click()
      await expect(on(stage).main.getByText('was left at')).toBeVisible()
    }),
    state('connect-done', async (stage) => {
      await stage.admin.without('northwind', [])
      await on(stage)
        .main.getByRole('button', { name: /^Go on with/ })
        .click()
      await on(stage).press('Connect')
      await expect(stage.page.getByText('Counting people')).toHaveCount(0)
    }),
    state('vault-card', async (stage) => {
      await on(stage).link('Status').click()
      await expect(stage.page.getByRole('heading', { name: 'Vault' })).toBeVisible()
    }),
    state('vault-unlock', async (stage) => {
      await on(stage).press('Lock now')
      await on(stage).press('Unlock the vault')
      await expect(stage.page.getByRole('dialog')).toBeVisible()
    }),
  ],
}

const google: Walk = {
  name: 'connecting Google Workspace',
  states: [
    state('connect-google', async (stage) => {
      const at = on(stage)
      await at.begin()
      await at.chooseProvider('Google Workspace')
      await at.enterTenant(await stage.admin.ownerOf('contoso'))
    }),
    state('connect-google-key', async (stage) => {
      const at = on(stage)
      const owned = await stage.admin.ownerOf('contoso')
      await at.enterGoogleEndpoints(owned)
      await at.field('JSON key of the service account').setInputFiles(keyFileOf(owned))
      await at.makeVault()
      await at.field('Administrator').fill(owned.settings.connection.adminAddress)
    }),
    state('connect-google-consent', async (stage) => {
      await on(stage).press('Next')
      await expect(stage.page.getByRole('heading', { name: 'Permissions' })).toBeVisible()
    }),
  ],
}

export const connectWalks: readonly Walk[] = [microsoft, google]
