import { expect, type Locator, type Page } from '@playwright/test'
import { browse } from '../helpers/browser'
import type { OwnedTenant } from '../helpers/demo-admin'
import { launchApp, openPage, type LaunchedApp } from '../helpers/launch'
import { screenOf } from './screen'

export const passphrase = 'four unrelated words here'

/** The screens of connecting, as a person meets them. */
export const connectScreen = (page: Page) => {
  const screen = screenOf(page)
  const main = page.getByRole('main')
  const field = (label: string): Locator => main.getByLabel(label, { exact: true })
  const press = (name: string): Promise<void> => screen.button(name).click()
  const heading = (name: string): Locator => page.getByRole('heading', { name, exact: true })
  const row = (capability: string): Locator => main.getByRole('listitem', { name: new RegExp(`^${capability}: `) })

  return {
    ...screen,
    main,
    field,
    press,
    heading,
    row,
    /** From the demo, or from the Tenants page, to the first step. */
    begin: async (): Promise<void> => {
      await screen.link('Tenants').click()
      await screen.button('Connect a tenant').first().click()
      await expect(heading('Provider')).toBeVisible()
    },
    /** The vault's dialog, where there is no keychain. */
    makeVault: async (): Promise<void> => {
      const dialog = page.getByRole('dialog', { name: 'How to keep secrets' })
      await dialog.getByLabel('New passphrase').fill(passphrase)
      await dialog.getByLabel('The same again').fill(passphrase)
      await dialog.getByRole('button', { name: 'Make the vault' }).click()
      await expect(dialog).toBeHidden()
    },
    chooseProvider: async (name: string): Promise<void> => {
      await main.getByRole('radio', { name: new RegExp(name) }).check()
      await press('Next')
    },
    enterTenant: async ({ settings }: OwnedTenant): Promise<void> => {
      await field('Name').fill(settings.name)
      await field('Domains').fill(settings.domains.join(', '))
      await press('Next')
    },
    enterMicrosoft: async ({ settings: { connection } }: OwnedTenant): Promise<void> => {
      await field('Directory').fill(connection.directory)
      await field('Application (client) ID').fill(connection.clientId)
      await field('Cloud').selectOption('Other endpoints')
      await field('Sign-in endpoint').fill(connection.endpoints.login)
      await field('Graph endpoint').fill(connection.endpoints.graph)
    },
    enterGoogleEndpoints: async ({ settings: { connection }, registration }: OwnedTenant): Promise<void> => {
      await main.getByText('Endpoints', { exact: true }).click()
      await field('Token endpoint').fill(connection.endpoints.token)
      await field('Gmail endpoint').fill(connection.endpoints.gmail)
      await field('Directory endpoint').fill(connection.endpoints.directory)
      await field('Sign-in page').fill(registration.authorize)
    },
    enterLog: async ({ settings, secrets }: OwnedTenant): Promise<void> => {
      const [log] = settings.logSources
      await field('Address of the Sent Log API').fill(log.base)
      await field('Tenant ID at the platform').fill(log.platformTenantId)
      await field('Token').fill(secrets.logTokens.http)
      await press('Put into the vault')
      await expect(main.getByRole('group', { name: 'Log token in the vault' })).toBeVisible()
      await press('Next')
    },
    /** Runs the check and answers each row's word. */
    check: async (): Promise<Record<string, string>> => {
      await main.getByRole('button', { name: /^Check (every right|again)$/ }).click()
      await expect(main.getByRole('button', { name: 'Check again' })).toBeEnabled()
      const names = await main
        .getByRole('list', { name: 'What is granted' })
        .getByRole('listitem')
        .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? ''))
      return Object.fromEntries(names.map((name) => name.split(': ') as [string, string]))
    },
  }
}

/** The app in a folder of its own, as a stranger starts it: on its demo workspace. */
export const openAsStranger = async (userDataDir?: string) => {
  const app = await launchApp(userDataDir === undefined ? {} : { userDataDir })
  const page = await openPage(app)
  return { app, page, at: connectScreen(page) }
}

/** Whatever the app opens in the system's browser from now on is followed as a person without hands would. */
export const followBrowser = async (app: LaunchedApp): Promise<() => Promise<void>> => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  return async () => {
    const next = (): Promise<string | undefined> =>
      app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.shift())
    let url: string | undefined
    await expect.poll(async () => (url ??= await next())).toBeDefined()
    await browse(url ?? '')
  }
}

export const allRights = {
  'Sign in': 'Granted',
  'Read the directory': 'Granted',
  'Locate emails': 'Granted',
  'Move emails': 'Declared',
  'Read inbox rules': 'Granted',
  'Send again': 'Declared',
}

/** A service account's key file as Google's console gives it. */
export const keyFileOf = ({ settings, secrets, registration }: OwnedTenant) => ({
  name: 'whereabouts-f00dface.json',
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'service_account',
      project_id: 'support',
      private_key_id: 'f00dfacef00dface',
      private_key: secrets.privateKey,
      client_email: settings.connection.serviceAccount,
      client_id: registration.clientId,
    }),
  ),
})
