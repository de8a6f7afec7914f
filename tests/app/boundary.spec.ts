import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

/** What the page itself can do: runs as page code, under its content security policy, not as the test runner's. */
const asPage = async (page: Page, source: string): Promise<string> =>
  page.evaluate(
    (text) =>
      new Promise<string>((resolve) => {
        const refused = (event: SecurityPolicyViolationEvent): void => resolve(`refused by ${event.effectiveDirective}`)
        document.addEventListener('securitypolicyviolation', refused, { once: true })
        const script = document.createElement('script')
        script.textContent = text
        document.head.append(script)
        setTimeout(() => resolve('ran'), 2_000)
      }),
    source,
  )

test('runs no script and loads nothing from outside its own origin', async ({ open }) => {
  const { page } = await open()
  await expect(page.getByRole('navigation').first()).toBeVisible()
  expect(await asPage(page, 'window.ran = true')).toMatch(/^refused by script-src/)
  expect(await page.evaluate(() => (window as { ran?: boolean }).ran)).toBeUndefined()
  const outside = await page.evaluate(() => fetch('http://127.0.0.1:9/').then(String, (error: Error) => error.name))
  expect(outside).toBe('TypeError')
})

test('gives the page named functions only, no Node and no general channel', async ({ open }) => {
  const { page } = await open()
  const seen = await page.evaluate(() => ({
    node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in window),
    groups: Object.keys((window as unknown as { whereabouts: object }).whereabouts).sort(),
  }))
  expect(seen.node).toEqual([])
  expect(seen.groups).toEqual([
    'app',
    'audit',
    'email',
    'jobs',
    'log',
    'onEvent',
    'people',
    'preferences',
    'rescue',
    'tenants',
  ])
})

test('refuses pop-ups, navigation and permissions', async ({ open }) => {
  const { app, page } = await open()
  const url = page.url()
  await page.evaluate(() => void window.open('https://example.com/'))
  await page.evaluate(() => void (location.href = 'https://example.com/'))
  await expect.poll(() => app.windows().length).toBe(1)
  expect(page.url()).toBe(url)
  const geolocation = await page.evaluate(
    async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
  )
  expect(geolocation).toBe('denied')
})

test('refuses bad input with the field named, and emails that the ledger does not confirm', async ({ open }) => {
  const { page, screen } = await open()
  await screen.openTenant('Northwind Dental')
  const answers = await page.evaluate(async () => {
    const api = (
      window as unknown as { whereabouts: Record<string, Record<string, (input: unknown) => Promise<unknown>>> }
    ).whereabouts
    const email = { tenantId: 'northwind', personId: 'nobody', emailId: 'nothing' }
    return {
      noTenant: await api['log']!['read']!({ personId: 'p', window: { kind: 'days', days: 30 } }),
      oddWindow: await api['log']!['read']!({ tenantId: 't', personId: 'p', window: { kind: 'days', days: 31 } }),
      foreignEmail: await api['rescue']!['move']!({ ...email, copyId: 'copy' }),
      foreignTenant: await api['people']!['refresh']!({ tenantId: 'elsewhere' }),
    }
  })
  expect(answers).toMatchObject({
    noTenant: { ok: false, failure: { code: 'bad-input', field: 'tenantId' } },
    oddWindow: { ok: false, failure: { code: 'bad-input', field: 'window.days' } },
    foreignEmail: { ok: false, failure: { code: 'unknown-email' } },
    foreignTenant: { ok: false, failure: { code: 'unknown-tenant' } },
  })
})

test('keeps secrets out of every file, preference and answer', async ({ open, admin, server }) => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  const opened = await open()
  await opened.screen.openTenant('Northwind Dental')
  await opened.screen.button('Check Email Delivery').click()
  await opened.screen.pickPerson('nunez ana', 'Ana María Núñez')
  await expect(opened.screen.row('Reminder: Your November training is due')).toContainText('Junk Email')
  const { tenants } = (await (await fetch(`${server.url}/admin/workspace`)).json()) as {
    tenants: { secrets: Record<string, string> }[]
  }
  const secrets = tenants
    .flatMap(({ secrets }) => Object.values(secrets))
    .map((secret) => secret.split('\n')[1] ?? secret)
  expect(secrets.length).toBeGreaterThanOrEqual(6)
  expect((await admin.requests()).length).toBeGreaterThan(3)
  const folder = opened.app.userDataDir
  await opened.app.close()
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(3)
  const leaks = files.filter((file) => {
    const text = readFileSync(join(file.parentPath, file.name), 'latin1')
    return secrets.some((secret) => text.includes(secret) || text.includes(Buffer.from(secret).toString('base64')))
  })
  expect(leaks.map((file) => file.name)).toEqual([])
})
