import { expect, test } from './fixtures'

test('the log sources of a tenant are tried, changed and kept on its page', async ({ open }) => {
  const { page, screen } = await open()
  await screen.openTenant('Northwind Dental')
  const source = page.getByRole('listitem', { name: 'Platform log', exact: true })
  await source.getByRole('button', { name: 'Test Platform log' }).click()
  await expect(source).toContainText('It answers and lists 180 people.')

  await source.getByRole('button', { name: 'Change Platform log' }).click()
  const form = page.getByRole('form', { name: 'Change Platform log' })
  await form.getByLabel('Tenant ID at the platform').fill('nobody')
  await form.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(form.getByRole('alert')).toContainText('doesn’t know this tenant'.replace('’', "'"))
  await form.getByLabel('Tenant ID at the platform').fill('northwind')
  await form.getByLabel('Name', { exact: true }).fill('Main platform')
  await form.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByRole('listitem', { name: 'Main platform', exact: true })).toBeVisible()
})

test('a mapping shows what it makes of a pasted answer while it is written', async ({ open }) => {
  const { page, screen } = await open()
  await screen.openTenant('Litware Legal')
  await screen.button('Add a log source').click()
  const form = page.getByRole('form', { name: 'New log source' })
  await form.getByRole('radio', { name: 'JSON of its own' }).click()
  const answer = { data: { users: [{ uid: 'u1', mails: ['eve@litware.example'], profile: { name: 'Eve' } }] } }
  await form.getByLabel('An answer of the platform').fill(JSON.stringify(answer))
  await expect(form).toContainText('There is no list at items.')
  await form.getByLabel('Rows are at').fill('data.users')
  await form.getByLabel('Its id').fill('uid')
  await expect(form).toContainText('There is nothing at email. So in 1 of 1 rows.')
  await form.getByLabel('Address of the person').fill('mails[0]')
  await form.getByLabel('Name (optional)').fill('profile.name')
  await expect(form.getByRole('row', { name: /u1.*eve@litware\.example.*Eve/ })).toBeVisible()
})

test('what came since is read in the background, and the Status page says how much', async ({ open, server }) => {
  const { page, screen } = await open()
  await screen.openTenant('Litware Legal')
  await screen.link('Status').click()
  const row = page.getByRole('table', { name: 'Read in the background' }).getByRole('row', { name: /Litware Legal/ })
  const readNow = row.getByRole('button', { name: 'Read now: Litware Legal' })
  const rowsRead = row.getByRole('cell').nth(2)
  await readNow.click()
  await expect(rowsRead).toHaveText(/^[\d,]+$/)
  await expect.poll(async () => Number((await rowsRead.innerText()).replace(',', ''))).toBeGreaterThan(20)
  await fetch(`${server.url}/admin/tenants/litware/sent-emails`, {
    method: 'POST',
    body: JSON.stringify({ address: 'eve.moss@litware.example', subject: 'Sent just now' }),
  })
  await screen.button('Pause').click()
  await expect(page.getByRole('main')).toContainText('You paused it')
  await readNow.click()
  await expect(rowsRead).toHaveText('1')
})
