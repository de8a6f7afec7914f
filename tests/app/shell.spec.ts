import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { openAsStranger, passphrase } from './connecting'
import { temporaryFolder } from '../helpers/launch'
import { shell } from '../helpers/shell'

/** Runs a command in the folder of a window that is open, with its passphrase from the environment. */
const beside = (folder: string, ...args: readonly string[]) =>
  shell([...args, '--home', folder, '--json'], { WHEREABOUTS_PASSPHRASE: passphrase })

test('the same file of tenants drives the window and a shell beside it, and neither loses what the other did', async ({
  admin,
}) => {
  test.setTimeout(180_000)
  const owned = await admin.ownerOf('northwind')
  const { endpoints, directory, clientId } = owned.settings.connection
  const [log] = owned.settings.logSources
  const folder = temporaryFolder()
  const file = join(folder, 'tenants.csv')
  const lines = [
    'name,provider,domains,timeZone,directory,clientId,logBase,logTenant,login,graph',
    `Northwind Dental,microsoft,northwind.example,Europe/Berlin,${directory},${clientId},${log.base},northwind,${endpoints.login},${endpoints.graph}`,
    'Litware Legal,manual,litware.example,Europe/Paris,,,,,,',
  ]
  writeFileSync(file, lines.join('\n'))

  // The window makes the vault, with a tenant of its own.
  const { app, page, at } = await openAsStranger()
  await at.begin()
  await at.chooseProvider('Manual')
  await at.field('Name').fill('Adatum')
  await at.field('Domains').fill('adatum.example')
  await at.press('Next')
  await at.main.getByRole('checkbox', { name: /Set the log up later/ }).check()
  await at.press('Connect')
  await at.makeVault()
  await expect(at.heading('Adatum')).toBeVisible()

  const dry = await beside(app.userDataDir, 'tenants', 'add', file, '--dry-run')
  expect(dry).toMatchObject({ code: 0, stderr: '' })
  expect(dry.json().counts).toMatchObject({ add: 2, refused: 0 })
  const added = await beside(app.userDataDir, 'tenants', 'add', file)
  expect(added).toMatchObject({ code: 0, stderr: '' })

  // The window takes the same file: there is nothing left to add.
  const text = readFileSync(file, 'utf8')
  const read = await page.evaluate(
    (given) =>
      (
        globalThis as unknown as { whereabouts: { tenants: { readFile: (input: object) => Promise<unknown> } } }
      ).whereabouts.tenants.readFile({ format: 'csv', text: given }),
    text,
  )
  expect(read).toMatchObject({ ok: true, value: { counts: { add: 0, change: 0, same: 2, refused: 0 } } })

  // The window enters the secret of the tenant that the shell added; the shell uses it.
  await at.link('Tenants').click()
  await at.openTenant('Northwind Dental')
  await at.press('Change connection…')
  await at.main.getByRole('button', { name: /^3 ?Sign-in|Sign-in/ }).click()
  await at.field('Client secret').fill(owned.secrets.clientSecret)
  await at.press('Put into the vault')
  await expect(at.main.getByRole('group', { name: 'Client secret in the vault' })).toBeVisible()
  await at.press('Next')
  await at.press('Next')
  await at.enterLog(owned)
  await at.press('Keep the change')
  await expect(at.heading('Northwind Dental')).toBeVisible()
  const checked = await beside(app.userDataDir, 'tenants', 'check', '--tenant', 'northwind.example')
  expect(checked.json().rights.map(({ state }: { state: string }) => state)).not.toContain('missing')

  const person = 'ana.maria@northwind.example'
  await at.button('Check Email Delivery').click()
  await at.pickPerson('nunez ana', 'Ana María Núñez')
  await at.openEmail('Reminder: Your November training is due')
  await expect(at.currentFolder()).toContainText('Junk Email')
  const named = ['--tenant', 'Northwind Dental', '--person', person]
  const shown = await beside(app.userDataDir, 'log', ...named)
  const email = shown
    .json()
    .emails.find(({ subject }: { subject: string }) => subject === 'Reminder: Your November training is due')
  const about = [...named, '--message-id', email.messageId]
  expect((await beside(app.userDataDir, 'move', ...about, '--yes')).code).toBe(0)
  await at.button('Check again').click()
  await expect(at.currentFolder()).toContainText('This is not a delivery problem')
  expect((await beside(app.userDataDir, 'undo', ...about)).code).toBe(0)
  await at.button('Check again').click()
  await expect(at.currentFolder()).toContainText('Junk Email')

  const listed = await beside(app.userDataDir, 'tenants', 'list')
  const names = listed.json().tenants.map(({ name }: { name: string }) => name)
  expect(names.sort()).toEqual(['Adatum', 'Litware Legal', 'Northwind Dental'])
  await app.close()
})
