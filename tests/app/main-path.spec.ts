import { exactPlace, isInInbox } from '../helpers/demo-admin'
import { actors, expect, openActorsEmail, test } from './fixtures'

for (const actor of actors) {
  test(`moves an email back to the Inbox, proves it, and undoes it on ${actor.provider}`, async ({ open, admin }) => {
    const first = await open()
    const { screen } = first
    const onServer = () => admin.onlyCopy(actor.address, actor.subject)
    const before = exactPlace(await onServer())

    await screen.openTenant(actor.tenant)
    await screen.button('Check Email Delivery').click()
    await expect(screen.person()).toHaveValue('')
    await screen.pickPerson(actor.words, actor.person)
    await expect(screen.row(actor.subject)).toContainText(actor.before)

    await screen.openEmail(actor.subject)
    await expect(screen.currentFolder()).toContainText(actor.before)
    await screen.button('Move to Inbox').click()
    await expect(screen.button('Undo')).toBeEnabled()
    await expect(screen.row(actor.subject)).toContainText('Inbox')
    expect(isInInbox(await onServer())).toBe(true)

    await screen.button('Undo').click()
    await expect(screen.row(actor.subject)).toContainText(actor.before)
    expect(exactPlace(await onServer())).toBe(before)

    await first.app.close()
    const again = await open(first.app.userDataDir)
    await openActorsEmail(again, actor)
    await expect(again.screen.detail()).toContainText(/Put back|Undone/)
  })

  test(`is walked with the keyboard alone on ${actor.provider}`, async ({ open, admin }) => {
    const { page, screen } = await open()
    await expect(screen.link('Tenants')).toBeVisible()
    await page.keyboard.press('Control+T')
    await page.keyboard.type(actor.tenant.slice(0, 2).toLowerCase())
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: actor.tenant })).toBeVisible()
    await page.keyboard.press('Control+E')
    await expect(screen.person()).toBeFocused()
    await page.keyboard.type(actor.words)
    await expect(page.getByRole('option').first()).toContainText(actor.person)
    await page.keyboard.press('Enter')
    await expect(screen.row(actor.subject)).toContainText(actor.before)
    await page.keyboard.press('Home')
    const subjects = await screen.table().getByRole('row').allInnerTexts()
    const steps = subjects.findIndex((text) => text.includes(actor.subject)) - 1
    for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(screen.detail()).toContainText(actor.subject)
    await page.keyboard.press('m')
    await expect.poll(async () => isInInbox(await admin.onlyCopy(actor.address, actor.subject))).toBe(true)
    await expect(screen.button('Undo')).toBeEnabled()
    await page.keyboard.press('u')
    await expect(screen.row(actor.subject)).toContainText(actor.before)
  })
}

test('comes in from Risk with the person already picked', async ({ open }) => {
  const [actor] = actors
  const { page, screen } = await open()
  await screen.openTenant(actor.tenant)
  await screen.link('Risk').click()
  await page.getByRole('searchbox').fill('nunez')
  await page
    .getByRole('main')
    .getByRole('row', { name: new RegExp(actor.person) })
    .click()
  await screen.button('Email Log').click()
  await expect(screen.person()).toHaveValue(new RegExp(actor.person))
  await expect(screen.row(actor.subject)).toContainText(actor.before)
})

test('starts its own demo workspace when no tenant is configured', async () => {
  const { launchApp } = await import('../helpers/launch')
  const { screenOf } = await import('./screen')
  const [actor] = actors
  const first = await launchApp()
  const opened = { app: first, page: await first.firstWindow(), screen: screenOf(await first.firstWindow()) }
  await openActorsEmail(opened, actor)
  await opened.screen.button('Move to Inbox').click()
  await expect(opened.screen.button('Undo')).toBeEnabled()
  await first.close()

  const second = await launchApp({ userDataDir: first.userDataDir })
  const again = { app: second, page: await second.firstWindow(), screen: screenOf(await second.firstWindow()) }
  await openActorsEmail(again, actor)
  await again.screen.button('Check again').click()
  await expect(again.screen.currentFolder()).toContainText('This is not a delivery problem')
  await second.close()
})
