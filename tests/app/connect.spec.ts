import { expect, test } from './fixtures'
import { allRights, followBrowser, keyFileOf, openAsStranger, passphrase } from './connecting'

const away = {
  'read-directory': { 'Read the directory': 'Missing' },
  locate: { 'Locate emails': 'Missing', 'Move emails': 'Missing' },
  move: { 'Move emails': 'Missing' },
  'read-rules': { 'Read inbox rules': 'Missing' },
  send: { 'Send again': 'Missing' },
} as const
const exactName = {
  microsoft: {
    'read-directory': 'User.Read.All',
    locate: 'Mail.ReadBasic.All',
    move: 'Mail.ReadWrite',
    'read-rules': 'MailboxSettings.Read',
    send: 'Mail.Send',
  },
  google: {
    'read-directory': 'admin.directory.user.readonly',
    locate: 'gmail.readonly',
    move: 'gmail.modify',
    'read-rules': 'gmail.settings.basic',
    send: 'gmail.send',
  },
} as const

test('a stranger connects Microsoft 365 by a secret, sees each right that is missing, and reads the log', async ({
  admin,
}) => {
  test.setTimeout(180_000)
  const owned = await admin.ownerOf('northwind')
  const { app, page, at } = await openAsStranger()
  await expect(page.getByRole('button', { name: /^Demo workspace/ })).toBeVisible()
  await at.begin()
  await expect(page.getByRole('button', { name: /^Demo workspace/ })).toBeHidden()
  await at.chooseProvider('Microsoft 365')
  await at.enterTenant(owned)
  await at.enterMicrosoft(owned)
  await at.field('Client secret').fill(owned.secrets.clientSecret)
  await at.press('Put into the vault')
  await at.makeVault()
  await expect(at.main.getByRole('group', { name: 'Client secret in the vault' })).toBeVisible()
  await at.press('Next')
  await expect(at.main.getByText('Mail.ReadWrite', { exact: true })).toBeVisible()
  await at.press('Next')
  await at.enterLog(owned)

  expect(await at.check()).toEqual(allRights)
  for (const [capability, missing] of Object.entries(away)) {
    await admin.without('northwind', [capability])
    // Without the directory nobody's mailbox can be picked to try: what the token carries is all there is.
    const untried =
      capability === 'read-directory' ? { 'Locate emails': 'Declared', 'Read inbox rules': 'Declared' } : {}
    expect(await at.check()).toEqual({ ...allRights, ...untried, ...missing })
    await expect(at.row(Object.keys(missing)[0] ?? '')).toContainText(
      exactName.microsoft[capability as keyof typeof away],
    )
  }
  await admin.without('northwind', [])

  await at.press('Connect')
  await expect(at.heading('Northwind Dental')).toBeVisible()
  await at.button('Check Email Delivery').click()
  await at.pickPerson('nunez ana', 'Ana María Núñez')
  await expect(at.table()).toContainText('Reminder: Your November training is due')
  await app.close()

  // The next start opens the engineer's own tenants, behind the passphrase.
  const again = await openAsStranger(app.userDataDir)
  const dialog = again.page.getByRole('dialog', { name: 'Unlock the vault' })
  await dialog.getByLabel('Passphrase').fill('not this one, surely')
  await dialog.getByRole('button', { name: 'Unlock' }).click()
  await expect(dialog.getByRole('alert')).toContainText('doesn’t open the vault')
  await again.page.waitForTimeout(1_100)
  await dialog.getByLabel('Passphrase').fill(passphrase)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
  await expect(dialog).toBeHidden()
  await expect(again.page.getByRole('button', { name: /^Demo workspace/ })).toBeHidden()
  await again.at.openTenant('Northwind Dental')
  await again.app.close()
})

test('a Microsoft tenant is connected by a certificate made here', async ({ admin }) => {
  test.setTimeout(120_000)
  const owned = await admin.ownerOf('northwind')
  const { app, at } = await openAsStranger()
  await at.begin()
  await at.chooseProvider('Microsoft 365')
  await at.enterTenant(owned)
  await at.enterMicrosoft(owned)
  await at.main.getByRole('radio', { name: 'Certificate' }).click()
  await at.press('Make a certificate here')
  await at.makeVault()
  const held = at.main.getByRole('group', { name: 'Certificate in the vault' })
  await held.getByRole('button', { name: 'Copy the public certificate' }).click()
  const certificate = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(certificate).toContain('BEGIN CERTIFICATE')
  expect(certificate).not.toContain('PRIVATE KEY')
  await admin.upload('northwind', certificate)
  await at.press('Next')
  await at.press('Next')
  await at.main.getByRole('checkbox', { name: /Set the log up later/ }).check()
  await at.press('Next')
  expect(await at.check()).toEqual(allRights)
  await at.press('Connect')
  await expect(at.heading('Northwind Dental')).toBeVisible()
  await app.close()
})

test('a Google tenant is connected by a service account, with each right that is missing shown', async ({ admin }) => {
  test.setTimeout(180_000)
  const owned = await admin.ownerOf('contoso')
  const { app, at } = await openAsStranger()
  await at.begin()
  await at.chooseProvider('Google Workspace')
  await at.enterTenant(owned)
  await at.enterGoogleEndpoints(owned)
  await at.field('JSON key of the service account').setInputFiles({
    name: 'oauth.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"installed":{"client_id":"x"}}'),
  })
  await expect(at.main.getByRole('alert')).toContainText('key of an OAuth client')
  await at.field('JSON key of the service account').setInputFiles(keyFileOf(owned))
  await at.makeVault()
  await expect(at.main.getByRole('group', { name: 'JSON key in the vault' })).toBeVisible()
  await at.field('Administrator').fill(owned.settings.connection.adminAddress)
  await at.press('Next')
  await expect(at.main).toContainText(owned.registration.clientId)
  await at.press('Next')
  await at.enterLog(owned)
  expect(await at.check()).toEqual(allRights)
  // Filters can also be read with the scopes for reading and moving.
  const { 'read-rules': _, ...lacking } = away
  for (const [capability, missing] of Object.entries(lacking)) {
    await admin.without('contoso', [capability])
    expect(await at.check()).toEqual({ ...allRights, ...missing })
    await expect(at.row(Object.keys(missing)[0] ?? '')).toContainText(exactName.google[capability as keyof typeof away])
  }
  await admin.without('contoso', [])
  await at.press('Connect')
  await expect(at.heading('Contoso Clinics')).toBeVisible()
  await app.close()
})

test('a Google tenant is connected by a person who signs in in the browser', async ({ admin }) => {
  test.setTimeout(120_000)
  const owned = await admin.ownerOf('contoso')
  const { app, at } = await openAsStranger()
  const follow = await followBrowser(app)
  await at.begin()
  await at.chooseProvider('Google Workspace')
  await at.enterTenant(owned)
  await at.main.getByRole('radio', { name: 'A person' }).click()
  await at.enterGoogleEndpoints(owned)
  await at.field('Client ID').fill(owned.registration.desktopClientId)
  await at.field('Client secret').fill(owned.registration.desktopClientSecret)
  await at.press('Put into the vault')
  await at.makeVault()
  await at.press('Sign in in the browser')
  await follow()
  await expect(at.main.getByRole('group', { name: 'Signed in as in the vault' })).toBeVisible()
  await at.press('Next')
  await at.press('Next')
  await at.enterLog(owned)
  expect(await at.check()).toMatchObject({ 'Sign in': 'Granted', 'Locate emails': 'Granted' })
  await at.press('Connect')
  await expect(at.heading('Contoso Clinics')).toBeVisible()
  await app.close()
})

test('a manual tenant needs name and domains only, a half-made one waits, and the demo comes back from the menu', async () => {
  test.setTimeout(120_000)
  const { app, page, at } = await openAsStranger()
  await at.begin()
  await at.chooseProvider('Manual')
  await at.field('Name').fill('Lamna Legal')
  await at.field('Domains').fill('lamna.example')
  await at.link('Status').click()
  await at.link('Tenants').click()
  await at.press('Go on with Lamna Legal')
  await expect(at.field('Domains')).toHaveValue('lamna.example')
  await at.press('Next')
  await at.main.getByRole('checkbox', { name: /Set the log up later/ }).check()
  await at.press('Connect')
  await at.makeVault()
  await expect(at.heading('Lamna Legal')).toBeVisible()

  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    items.find(({ label }) => label === 'Demo workspace')?.click()
  })
  await expect(page.getByRole('button', { name: /^Demo workspace/ })).toBeVisible()
  await expect(at.main.getByRole('link', { name: 'Northwind Dental' })).toBeVisible()
  await expect(at.main.getByRole('link', { name: 'Lamna Legal' })).toBeHidden()
  await page.getByRole('button', { name: /^Demo workspace/ }).click()
  await expect(at.main.getByRole('link', { name: 'Lamna Legal' })).toBeVisible()
  await expect(at.main.getByRole('link', { name: 'Northwind Dental' })).toBeHidden()
  await app.close()
})
