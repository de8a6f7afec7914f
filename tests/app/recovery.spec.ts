import { expect, test, type Opened } from './fixtures'

const sentences = {
  sign: /The grant broke between/,
  still: 'Still by smtp: the grant is not repaired.',
  repaired: 'Repaired: the new email went by the API and is in the Inbox.',
}

/** From the tenants to the way back of a person of the tenant whose consent was withdrawn. */
const openWayBack = async ({ screen, page }: Opened): Promise<void> => {
  await screen.openTenant('Fabrikam Freight')
  await screen.button('Check Email Delivery').click()
  await screen.pickPerson('weiss', 'Jürgen Weiß')
  await expect(page.getByText(sentences.sign)).toBeVisible()
  await screen.button('Way back').click()
  await expect(page.getByRole('heading', { name: 'Way back' })).toBeVisible()
}

const step = ({ page }: Opened, name: string) => page.getByRole('listitem', { name: new RegExp(`^${name}:`) })

const resync = async (opened: Opened): Promise<void> => {
  await opened.screen.button('Resync').or(opened.screen.button('Resync again')).first().click()
  await expect(opened.page.getByRole('listitem', { name: 'Resync directory: done' })).toBeVisible({ timeout: 60_000 })
}
const resend = async (opened: Opened, button: string): Promise<void> => {
  await opened.screen.button(button).click()
  await expect(opened.page.getByRole('region', { name: 'What will arrive' })).toContainText('j.weiss@fabrikam.example')
  await opened.screen.button('Send to Jürgen Weiß').click()
  await expect(opened.page.getByRole('listitem', { name: 'Watch for it: done' })).toBeVisible({ timeout: 90_000 })
}

test('leads from the sign through resync and resend to the result, before and after the consent is restored', async ({
  open,
  admin,
}) => {
  test.setTimeout(240_000)
  const opened = await open()
  const { screen, page } = opened
  await openWayBack(opened)
  await screen.button('Begin').click()
  await expect(step(opened, 'What we see')).toContainText('went by smtp')

  await resync(opened)
  await expect(step(opened, 'Resync directory')).toContainText('Missing:')
  await resend(opened, 'Resend…')
  await expect(page.getByText(sentences.still)).toBeVisible()

  await admin.without('fabrikam', [])
  await screen.button('Resync again').click()
  await expect(step(opened, 'Resync directory')).toContainText('none is known to be missing', { timeout: 60_000 })
  await expect(step(opened, 'Resync directory')).not.toContainText('consent is gone')
  await resend(opened, 'Resend again…')
  await expect(page.getByText(sentences.repaired)).toBeVisible()
  await expect(step(opened, 'Result')).toContainText(/By microsoft-api, .*Inbox, \d+ s after it was sent/)

  await screen.button('Back to the log').click()
  await expect(screen.table().getByRole('row').nth(1)).toContainText('microsoft-api')
  await expect(screen.table().getByRole('row').nth(1)).toContainText('Inbox')
})

test('is walked with the keyboard alone, and the focus never leaves the steps', async ({ open }) => {
  test.setTimeout(120_000)
  const opened = await open()
  const { page, screen } = opened
  const press = async (name: string): Promise<void> => {
    for (let tabs = 0; tabs < 40; tabs += 1) {
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
      if (focused === name) return page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
    }
    throw new Error(`${name} is not reached by Tab`)
  }
  const isInPanel = () => page.evaluate(() => document.activeElement?.closest('section') !== null)
  await screen.openTenant('Fabrikam Freight')
  await page.keyboard.press('Control+E')
  await page.keyboard.type('weiss')
  await expect(page.getByRole('option', { name: /Jürgen Weiß/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(screen.button('Way back')).toBeVisible()
  await press('Way back')
  await expect.poll(isInPanel).toBe(true)
  await press('Begin')
  await expect.poll(isInPanel).toBe(true)
  await press('Resync')
  await expect(page.getByRole('listitem', { name: 'Resync directory: done' })).toBeVisible({ timeout: 60_000 })
  await expect.poll(isInPanel).toBe(true)
  await press('Resend…')
  await expect(page.getByRole('region', { name: 'What will arrive' })).toBeVisible()
  await press('Send to Jürgen Weiß')
  await expect(page.getByText(sentences.still)).toBeVisible({ timeout: 60_000 })
})

test('goes on where it was left after a restart, and offers nothing to a manual tenant', async ({ open }) => {
  test.setTimeout(180_000)
  const first = await open()
  await openWayBack(first)
  await first.screen.button('Begin').click()
  await resync(first)
  process.kill(first.app.process().pid!, 'SIGKILL')

  const again = await open(first.app.userDataDir)
  await again.screen.openTenant('Fabrikam Freight')
  await again.screen.button('Check Email Delivery').click()
  await again.screen.pickPerson('weiss', 'Jürgen Weiß')
  await again.screen.button('Go on with the way back').click()
  await expect(again.page.getByRole('listitem', { name: 'Resync directory: done' })).toBeVisible()
  await again.screen.button('Skip…').click()
  await again.page.getByRole('textbox', { name: /Why is “Resend” left out/ }).fill('The admin is on holiday')
  await again.screen.button('Skip it').click()
  await expect(step(again, 'Resend')).toContainText('Skipped: The admin is on holiday')

  await again.screen.openTenant('Litware Legal')
  await again.screen.button('Check Email Delivery').click()
  await again.screen.pickPerson('moss', 'Eve Moss')
  await expect(again.screen.table().getByRole('row').nth(1)).toBeVisible()
  await expect(again.page.getByRole('button', { name: /way back/i })).toHaveCount(0)
})
