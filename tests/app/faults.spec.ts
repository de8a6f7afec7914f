import { exactPlace, isInInbox } from '../helpers/demo-admin'
import { actors, expect, openActorsEmail, test } from './fixtures'

const services = ['login', 'graph', 'google-token', 'gmail', 'google-directory', 'sent-log'] as const

for (const actor of actors) {
  test(`walks the path on ${actor.provider} while 30% of answers fail`, async ({ open, admin }) => {
    test.setTimeout(180_000)
    const opened = await open()
    await expect(opened.screen.link('Tenants')).toBeVisible()
    const faults = [{ kind: 'status', status: 503 }, { kind: 'drop' }, { kind: 'truncate' }] as const
    await admin.faults(services.flatMap((service) => faults.map((fault) => ({ service, fault, probability: 0.1 }))))
    const { screen } = opened
    await openActorsEmail(opened, actor)
    await expect(screen.row(actor.subject)).toContainText(actor.before, { timeout: 60_000 })
    const before = exactPlace(await admin.onlyCopy(actor.address, actor.subject))
    await screen.button('Move to Inbox').click()
    await expect(screen.button('Undo')).toBeEnabled({ timeout: 60_000 })
    await expect(screen.row(actor.subject)).toContainText('Inbox')
    expect(isInInbox(await admin.onlyCopy(actor.address, actor.subject))).toBe(true)
    await screen.button('Undo').click()
    await expect(screen.row(actor.subject)).toContainText(actor.before, { timeout: 60_000 })
    expect(exactPlace(await admin.onlyCopy(actor.address, actor.subject))).toBe(before)
  })

  test(`walks the path on ${actor.provider} through a storm of 429`, async ({ open, admin }) => {
    test.setTimeout(180_000)
    const opened = await open()
    await expect(opened.screen.link('Tenants')).toBeVisible()
    await admin.faults(
      services.map((service) => ({
        service,
        fault: { kind: 'status', status: 429, retryAfter: '1' },
        times: 4,
      })),
    )
    const { screen } = opened
    await openActorsEmail(opened, actor)
    await expect(screen.row(actor.subject)).toContainText(actor.before, { timeout: 60_000 })
    await screen.button('Move to Inbox').click()
    await expect(screen.button('Undo')).toBeEnabled({ timeout: 60_000 })
    await expect(screen.row(actor.subject)).toContainText('Inbox')
    expect(isInInbox(await admin.onlyCopy(actor.address, actor.subject))).toBe(true)
  })

  test(`settles a move on ${actor.provider} that the app's death interrupted`, async ({ open, admin }) => {
    const route =
      actor.key === 'northwind' ? { service: 'graph', route: '/move' } : { service: 'gmail', route: '/modify' }
    const first = await open()
    await openActorsEmail(first, actor)
    await expect(first.screen.currentFolder()).toContainText(actor.before)
    await admin.faults([{ ...route, latencyMs: 4_000 }])
    await first.screen.button('Move to Inbox').click()
    // The intent is on disk and the request is under way: its latency holds the answer back.
    await expect.poll(async () => (await first.page.getByText(/Moving/).count()) > 0).toBe(true)
    await first.page.waitForTimeout(1_000)
    const { pid } = first.app.process()
    process.kill(pid!, 'SIGKILL')
    await expect
      .poll(async () => isInInbox(await admin.onlyCopy(actor.address, actor.subject)), { timeout: 10_000 })
      .toBe(true)
    await admin.clearFaults()

    const again = await open(first.app.userDataDir)
    await openActorsEmail(again, actor)
    await expect(again.screen.currentFolder()).toContainText('This is not a delivery problem')
    await again.screen.button('Undo').click()
    await expect(again.screen.row(actor.subject)).toContainText(actor.before)
  })

  test(`looks before it repeats a move on ${actor.provider} whose answer was lost`, async ({ open, admin }) => {
    const route =
      actor.key === 'northwind' ? { service: 'graph', route: '/move' } : { service: 'gmail', route: '/modify' }
    const opened = await open()
    await openActorsEmail(opened, actor)
    await expect(opened.screen.currentFolder()).toContainText(actor.before)
    await admin.faults([{ ...route, fault: { kind: 'drop-after' }, times: 1 }])
    await opened.screen.button('Move to Inbox').click()
    await expect(opened.screen.button('Undo')).toBeEnabled({ timeout: 60_000 })
    const moves = (await admin.requests()).filter(
      ({ method, url }) => method === 'POST' && /\/(move|modify)(\?|$)/.test(url),
    )
    expect(moves).toHaveLength(1)
    expect(isInInbox(await admin.onlyCopy(actor.address, actor.subject))).toBe(true)
  })

  test(`says so on ${actor.provider} when the email is moved away again`, async ({ open, admin }) => {
    const opened = await open()
    await openActorsEmail(opened, actor)
    const { messageId } = await admin.onlyCopy(actor.address, actor.subject)
    await admin.rule(actor.address, messageId, actor.key === 'northwind' ? 'deleteditems' : 'TRASH', 3_000)
    await opened.screen.button('Move to Inbox').click()
    await expect(opened.screen.detail()).toContainText(/moved (away|back)/i, { timeout: 20_000 })
  })
}

test('never shows a late answer under another name', async ({ open, admin }) => {
  const { page, screen } = await open()
  await screen.openTenant('Northwind Dental')
  await screen.button('Check Email Delivery').click()
  await admin.faults([{ service: 'sent-log', route: 'sent-emails', latencyMs: 2_500 }])
  await screen.pickPerson('nunez ana', 'Ana María Núñez')
  await screen.person().click()
  await screen.pickPerson('milo', 'Milo Langström')
  await expect(screen.table().getByRole('row').nth(3)).toBeVisible({ timeout: 30_000 })
  await page.waitForTimeout(3_000)
  await expect(screen.table()).not.toContainText('Your certificate: Voices you know')
})

test('refuses to move while the provider cannot be reached, and loses nothing', async ({ open, server }) => {
  const [actor] = actors
  const opened = await open()
  await openActorsEmail(opened, actor)
  await expect(opened.screen.currentFolder()).toContainText(actor.before)
  await server.kill()
  await opened.screen.button('Move to Inbox').click()
  await expect(opened.screen.detail()).toContainText(/can't be reached|offline/i, { timeout: 30_000 })
  await expect(opened.screen.row(actor.subject)).toContainText(actor.before)
})
