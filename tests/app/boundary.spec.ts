import { callNames } from '../../src/shared/contract/names'
import { callMain } from './call-main'
import { actors, expect, openActorsEmail, test } from './fixtures'

test('gives the window a sandbox, no Node, and the named functions of the contract alone', async ({ open }) => {
  const { app, page } = await open()
  const seen = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
      getLastWebPreferences: () => Record<string, unknown>
    }
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences()
    return { sandbox, contextIsolation, nodeIntegration, webviewTag }
  })
  expect(seen).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false })

  const found = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'electron', 'ipcRenderer']
    const api = (globalThis as unknown as { whereabouts: Record<string, object> }).whereabouts
    return {
      leaked: names.filter((name) => name in globalThis),
      offered: Object.entries(api).flatMap(([group, of]) =>
        typeof of === 'function' ? [group] : Object.keys(of).map((action) => `${group}.${action}`),
      ),
    }
  })
  expect(found.leaked).toEqual([])
  expect(found.offered.sort()).toEqual([...callNames, 'onEvent'].sort())
})

test('blocks inline script, eval and every foreign address by its content security policy', async ({ open }) => {
  const { page } = await open()
  // Whatever `evaluate` runs by itself is exempt from the policy; a timer's callback is the page's own code.
  const outcome = await page.evaluate(async () => {
    const violated: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
    const world = globalThis as unknown as { ranInline?: boolean; ranHandler?: boolean }
    const evaluated = await new Promise<string>((settle) => {
      setTimeout(() => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it is refused is the point
          settle(String(new Function('return 6 * 7')()))
        } catch (error) {
          settle((error as Error).name)
        }
      })
    })
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.ranInline = true'
    document.body.append(inline)
    const holder = document.createElement('div')
    holder.innerHTML = '<button onclick="globalThis.ranHandler = true">x</button>'
    document.body.append(holder)
    holder.querySelector('button')!.click()
    const fetched = await fetch('https://example.com/').then(
      () => 'answered',
      (error: Error) => error.name,
    )
    const picture = new Image()
    const shown = new Promise<string>((settle) => {
      picture.onload = () => settle('shown')
      picture.onerror = () => settle('refused')
    })
    picture.src = 'https://example.com/pixel.png'
    return {
      evaluated,
      fetched,
      picture: await shown,
      ran: [world.ranInline, world.ranHandler],
      violated,
    }
  })
  expect(outcome).toMatchObject({ evaluated: 'EvalError', fetched: 'TypeError', picture: 'refused' })
  expect(outcome.ran).toEqual([undefined, undefined])
  expect(new Set(outcome.violated)).toEqual(
    new Set(['script-src', 'script-src-elem', 'script-src-attr', 'connect-src', 'img-src']),
  )
})

test('refuses new windows, navigation away and every permission', async ({ open }) => {
  const { app, page } = await open()
  const home = page.url()
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
  expect(app.windows()).toHaveLength(1)

  const answers = await page.evaluate(async () => {
    const refusal = (asked: Promise<unknown>): Promise<string> =>
      asked.then(
        () => 'granted',
        (error: Error) => error.name,
      )
    return {
      notifications: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
      camera: await refusal(navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      clipboard: await refusal(navigator.clipboard.readText()),
    }
  })
  expect(answers).toMatchObject({ notifications: 'denied', geolocation: 'denied', clipboard: 'NotAllowedError' })
  expect(answers.camera).toMatch(/NotAllowedError|NotFoundError/)

  await app.evaluate(({ BrowserWindow }) => {
    const attempts: unknown[] = []
    Object.assign(globalThis, { attempts })
    BrowserWindow.getAllWindows()[0]!.webContents.on('will-navigate', (event, url) =>
      attempts.push({ url, refused: event.defaultPrevented }),
    )
  })
  await page.evaluate(() => {
    setTimeout(() => location.assign('https://example.com/'))
  })
  const attempts = () => app.evaluate(() => (globalThis as unknown as { attempts: unknown[] }).attempts)
  await expect.poll(attempts).toEqual([{ url: 'https://example.com/', refused: true }])
  const shown = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getURL())
  expect(shown).toBe(home)
})

test('refuses a call with bad input and names its field', async ({ open }) => {
  const { page } = await open()
  const bad: readonly (readonly [name: string, input: unknown, field: string])[] = [
    ['people.search', { tenantId: 'northwind', query: 5, limit: 3 }, 'query'],
    ['people.search', { tenantId: 'northwind', query: 'ana', limit: 10_000 }, 'limit'],
    ['tenants.open', {}, 'tenantId'],
    ['log.read', { tenantId: 'northwind', personId: 'p', window: { kind: 'days', days: 31 } }, 'window.days'],
    ['email.locate', { tenantId: 'northwind', personId: 'p', emailIds: [], again: true }, 'emailIds'],
    ['rescue.move', { tenantId: 'northwind', personId: 'p', emailId: 'e', copyId: { $ne: null } }, 'copyId'],
    ['preferences.change', { theme: 'pink' }, 'theme'],
  ]
  for (const [name, input, field] of bad)
    expect(await callMain(page, name, input), name).toMatchObject({ ok: false, failure: { code: 'bad-input', field } })
  expect(await callMain(page, 'people.refresh', { tenantId: 'elsewhere' })).toMatchObject({
    ok: false,
    failure: { code: 'unknown-tenant' },
  })
})

test('refuses an email under the name of another tenant or person', async ({ open, admin }) => {
  const opened = await open()
  const [ana, ben] = actors
  const idsOf = async (actor: (typeof actors)[number]) => {
    const hits = await callMain(opened.page, 'people.search', { tenantId: actor.key, query: actor.address, limit: 1 })
    const [{ person }] = hits.value as [{ person: { id: string } }]
    const window = { kind: 'days', days: 30 }
    const log = await callMain(opened.page, 'log.read', { tenantId: actor.key, personId: person.id, window })
    const { emails } = log.value as { emails: { id: string; subject: string }[] }
    const emailId = emails.find(({ subject }) => subject === actor.subject)!.id
    return { tenantId: actor.key, personId: person.id, emailId }
  }
  await openActorsEmail(opened, ben)
  await expect(opened.screen.currentFolder()).toContainText(ben.before)
  await openActorsEmail(opened, ana)
  await expect(opened.screen.currentFolder()).toContainText(ana.before)
  const [ofAna, ofBen] = [await idsOf(ana), await idsOf(ben)]
  const others = await callMain(opened.page, 'people.search', { tenantId: ana.key, query: 'greta vogel', limit: 1 })
  const [{ person: greta }] = others.value as [{ person: { id: string } }]

  await admin.clearRequests()
  const strangers = [
    { ...ofBen, emailId: ofAna.emailId },
    { ...ofAna, emailId: ofBen.emailId },
    { ...ofAna, personId: greta.id },
  ]
  for (const key of strangers) {
    const refused = { ok: false, failure: { code: 'unknown-email' } }
    expect(await callMain(opened.page, 'email.read', key)).toMatchObject(refused)
    expect(await callMain(opened.page, 'rescue.move', { ...key, copyId: 'c' })).toMatchObject(refused)
  }
  const unknown = await callMain(opened.page, 'rescue.move', { ...ofAna, copyId: 'c' })
  expect(unknown).toMatchObject({ ok: false, failure: { code: 'unknown-copy' } })
  expect((await admin.requests()).filter(({ url }) => /move|modify/.test(url))).toEqual([])
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
    tenants: { secrets: Record<string, string | Record<string, string>> }[]
  }
  const secrets = tenants
    .flatMap(({ secrets }) => Object.values(secrets))
    .flatMap((secret) => (typeof secret === 'string' ? [secret] : Object.values(secret)))
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
