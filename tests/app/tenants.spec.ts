import type { Page } from '@playwright/test'
import type { OwnedTenant } from '../helpers/demo-admin'
import { type connectScreen, openAsStranger } from './connecting'
import { expect, test } from './fixtures'

type At = ReturnType<typeof connectScreen>

/** Connects a Microsoft tenant by its secret, through the screens. */
const connect = async (at: At, owned: OwnedTenant, isFirst: boolean): Promise<void> => {
  await at.begin()
  await at.chooseProvider('Microsoft 365')
  await at.enterTenant(owned)
  await at.enterMicrosoft(owned)
  await at.field('Client secret').fill(owned.secrets.clientSecret)
  await at.press('Put into the vault')
  if (isFirst) await at.makeVault()
  await expect(at.main.getByRole('group', { name: 'Client secret in the vault' })).toBeVisible()
  await at.press('Next')
  await at.press('Next')
  await at.enterLog(owned)
  await at.press('Connect')
  await expect(at.heading(owned.settings.name)).toBeVisible()
}

const reminder = 'Reminder: Your November training is due'
const email = (at: At) => at.table().getByRole('row').filter({ hasText: reminder }).first()
const openLogOfAna = async (at: At): Promise<void> => {
  await at.button('Check Email Delivery').click()
  await at.pickPerson('nunez ana', 'Ana María Núñez')
}
const remove = async (page: Page, at: At, fate: 'keep' | 'erase'): Promise<void> => {
  await at.press('Remove…')
  const dialog = page.getByRole('dialog', { name: /^Remove / })
  await expect(dialog.getByRole('button', { name: 'Remove', exact: true })).toBeDisabled()
  await dialog.getByRole('radio', { name: fate === 'keep' ? /^Keep its ledger/ : /^Erase its ledger/ }).check()
  await dialog.getByRole('button', { name: `Remove and ${fate} its ledger` }).click()
  await expect(at.heading('Tenants')).toBeVisible()
  await expect(at.main.getByText('No tenant is connected yet')).toBeVisible()
}

test('a connected tenant is edited, checked, disabled, removed and back with its history, and erased', async ({
  admin,
}) => {
  test.setTimeout(240_000)
  const owned = await admin.ownerOf('northwind')
  const { app, page, at } = await openAsStranger()
  await connect(at, owned, true)

  await test.step('settings are kept in place and taken back by Undo', async () => {
    await at.field('Tags').fill('gold')
    await at.field('Tags').press('Enter')
    await expect(at.main.getByRole('list', { name: 'Tags' })).toHaveText('gold')
    await at.field('Name').fill('Northwind Clinics')
    await at.field('Name').press('Enter')
    await expect(at.heading('Northwind Clinics')).toBeVisible()
    const said = page.getByRole('status', { name: 'Messages' })
    await said.getByText('Renamed to Northwind Clinics.').waitFor()
    await said.getByRole('button', { name: 'Undo' }).last().click()
    await expect(at.heading('Northwind Dental')).toBeVisible()
    await at.field('Name').fill('')
    await at.field('Name').press('Enter')
    await expect(at.main.getByRole('alert')).toHaveText('A tenant needs a name.')
    await at.field('Name').press('Escape')
  })

  await test.step('a right that is missing says what stops without it, and has its repair ready', async () => {
    await admin.without('northwind', ['read-rules'])
    await at.press('Check again')
    await expect(at.row('Read inbox rules')).toContainText('MailboxSettings.Read')
    await expect(at.row('Read inbox rules')).toContainText('Without it no rule can be named')
    const repair = at.main.getByRole('region', { name: 'Have it granted again' })
    await expect(repair.getByRole('list', { name: 'Missing permissions' })).toContainText('MailboxSettings.Read')
    await expect(repair.getByText('/v2.0/adminconsent').first()).toBeVisible()
    await at.link('Tenants').click()
    await at.main.getByLabel('State', { exact: true }).selectOption('Lacks a right (1)')
    await expect(at.main.getByText('Missing: Read inbox rules')).toBeVisible()
    await at.main.getByLabel('State', { exact: true }).selectOption('any')
    await at.openTenant('Northwind Dental')
  })

  await test.step('one that was granted a moment ago is not called repaired yet', async () => {
    await admin.without('northwind', [])
    await expect(at.button('Check again')).toBeEnabled()
    await at.press('Check again')
    await expect(at.row('Read inbox rules')).toContainText('nothing is called repaired before it is read again')
    await expect(at.button('Check again')).toBeEnabled()
  })

  await test.step('disabled, it says so and reaches nothing', async () => {
    await openLogOfAna(at)
    await expect(email(at)).toBeVisible()
    await at.openTenant('Northwind Dental')
    await at.press('Disable')
    await expect(at.button('Check again')).toBeDisabled()
    await admin.clearRequests()
    await at.button('Check Email Delivery').click()
    await at.pickPerson('nunez ana', 'Ana María Núñez')
    await expect(email(at)).toBeVisible()
    await expect(page.getByText('Northwind Dental is disabled: enable it on its page first.').first()).toBeVisible()
    expect(await admin.requests()).toEqual([])
    await page.getByRole('banner').getByRole('button', { name: 'Disabled' }).click()
    await at.button('Enable').first().click()
    await expect(page.getByRole('banner').getByRole('button', { name: 'Disabled' })).toBeHidden()
  })

  await test.step('removed with its ledger kept, it comes back with its history', async () => {
    await remove(page, at, 'keep')
    // Nothing new can be read: what is shown was kept.
    await admin.faults([{ service: 'sent-log', fault: { kind: 'status', status: 503 } }])
    await connect(at, owned, false)
    await openLogOfAna(at)
    await expect(email(at)).toBeVisible()
    await admin.clearFaults()
    await at.openTenant('Northwind Dental')
  })

  await test.step('erased, it is back as a stranger', async () => {
    await remove(page, at, 'erase')
    await admin.faults([{ service: 'sent-log', fault: { kind: 'status', status: 503 } }])
    await connect(at, owned, false)
    await expect(at.main.getByText('People were never read. Press Refresh people.')).toBeVisible()
    await admin.clearFaults()
  })
  await app.close()
})

test('many tenants come from a file: first what each line comes to, then the doing', async ({ admin }) => {
  test.setTimeout(120_000)
  const { app, page, at } = await openAsStranger()
  await connect(at, await admin.ownerOf('northwind'), true)
  await at.link('Tenants').click()
  await at.press('Import tenants…')
  const dialog = page.getByRole('dialog', { name: 'Import tenants' })
  await dialog.getByLabel('Choose a CSV or JSON file').setInputFiles({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'name,provider,domains,timeZone,tags',
        'Litware,manual,litware.example,Europe/Paris,silver',
        'Wingtip,manual,wingtip.example,Europe/Rome,',
        'Twin,manual,northwind.example,Europe/Rome,',
        'Odd,pigeon,odd.example,Europe/Rome,',
      ].join('\n'),
    ),
  })
  await expect(dialog.getByText('2 lines to add and 2 lines refused.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: /Odd/ })).toContainText('Write microsoft, google or manual.')
  await expect(dialog.getByRole('row', { name: /Odd/ })).toBeInViewport({ ratio: 1 })
  await dialog.getByRole('button', { name: 'Add 2', exact: true }).click()
  await expect(dialog.getByText('2 lines added and 2 lines refused.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  const rows = at.main.getByRole('table', { name: 'Tenants' }).getByRole('row')
  await expect(rows).toHaveCount(4)

  await rows.filter({ hasText: 'Wingtip' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(rows.nth(1)).toContainText('Wingtip')
  await rows
    .filter({ hasText: 'Northwind' })
    .locator('[draggable]')
    .dragTo(rows.nth(1), { targetPosition: { x: 40, y: 4 } })
  await expect(rows.nth(1)).toContainText('Northwind')
  await at.link('Status').click()
  await at.link('Tenants').click()
  await expect(rows.nth(1)).toContainText('Northwind')
  await expect(rows.nth(2)).toContainText('Wingtip')

  await at.main.getByLabel('Tag', { exact: true }).selectOption('silver')
  await expect(rows).toHaveCount(2)
  await app.close()
})
