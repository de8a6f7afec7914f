import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from './fixtures'
import { callMain } from './call-main'
import { connectScreen, keyFileOf, openAsStranger } from './connecting'
import { canariesOf, leaksIn, leaksUnder, type Canary } from '../helpers/leaks'
import { temporaryFolder, type LaunchedApp } from '../helpers/launch'
import { selfSigned } from '../../src/simulator/core/certificate'

/** Writes down everything that main answers and tells the window, and what the window is called and shows as its address. */
const listenToMain = async (app: LaunchedApp): Promise<() => Promise<string>> => {
  await app.evaluate(({ ipcMain, BrowserWindow }) => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> })
      ._invokeHandlers
    for (const [channel, handler] of [...handlers])
      handlers.set(channel, async (...args) => {
        const answer = await handler(...args)
        heard.push(`${channel} ${JSON.stringify(answer)}`)
        return answer
      })
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    const send = contents.send.bind(contents)
    contents.send = (channel: string, ...args: unknown[]) => {
      heard.push(`${channel} ${JSON.stringify(args)}`)
      send(channel, ...args)
    }
    contents.on('page-title-updated', (_, title) => heard.push(`title ${title}`))
    contents.on('did-navigate-in-page', (_, url) => heard.push(`url ${url}`))
    contents.on('did-navigate', (_, url) => heard.push(`url ${url}`))
  })
  return () => app.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join('\n'))
}

test('a planted leak is found in every form, in a file’s content and in its name', () => {
  const canary: Canary = { name: 'planted', value: 'Pl4nted/secret+with~everything=in it "and" more' }
  const forms = {
    plain: canary.value,
    json: JSON.stringify({ deep: [canary.value] }),
    url: `https://host.example/?token=${encodeURIComponent(canary.value)}`,
    form: new URLSearchParams({ client_secret: canary.value }).toString(),
    base64: Buffer.from(canary.value).toString('base64'),
    'inside base64': Buffer.from(`Basic user:${canary.value}!`).toString('base64'),
    'inside base64url': Buffer.from(`{"p":"${canary.value}"}`).toString('base64url'),
    hex: Buffer.from(canary.value).toString('hex'),
    utf16: Buffer.from(canary.value, 'utf16le').toString('latin1'),
  }
  for (const [name, text] of Object.entries(forms)) {
    const folder = temporaryFolder()
    const inside = join(folder, 'own', 'deep')
    mkdirSync(inside, { recursive: true })
    writeFileSync(join(inside, 'innocent.log'), Buffer.from(`before\n${text}\nafter`, 'latin1'))
    writeFileSync(join(inside, 'other.log'), 'nothing here')
    const found = leaksUnder(folder, [canary])
    expect(
      found.map(({ where, secret }) => ({ where, secret })),
      name,
    ).toEqual([{ where: join('own', 'deep', 'innocent.log'), secret: 'planted' }])
  }
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'SECRETNAME123456.txt'), '')
  expect(leaksUnder(folder, [{ name: 'n', value: 'SECRETNAME123456' }])).toHaveLength(1)
  // What it can't see into stays a known limit: nothing here packs what it writes.
  expect(leaksIn('packed', gzipSync(canary.value.repeat(3)), [canary])).toEqual([])
})

test('no secret of any kind comes out: no file, answer, event, title, address, log line or clipboard', async ({
  admin,
  server,
}) => {
  test.setTimeout(240_000)
  const northwind = await admin.ownerOf('northwind')
  const contoso = await admin.ownerOf('contoso')
  const own = selfSigned('Canary', Date.now() - 86_400_000, Date.now() + 40 * 86_400_000)
  const typed = {
    'vault passphrase': 'canary passphrase fifteen',
    'wrong passphrase': 'canary wrong passphrase',
    'next passphrase': 'canary second passphrase',
    'wrong client secret': 'CanaryWrong~Client.Secret-0123456789',
    'client secret in the wrong place': 'CanaryMisplaced~Client.Secret-987654',
    'wrong log token': 'canary-wrong-log-token-0123456789',
    'certificate passphrase': 'canary certificate passphrase',
    'proxy password': 'canary:proxy@password/1234',
    'log’s OAuth client secret': 'canary+oauth/client=secret 0123',
    'GoPhish API key': 'canary0gophish0api0key0123456789abcdef',
  }
  const canaries: Canary[] = [
    ...Object.entries(typed).flatMap(([name, value]) => canariesOf(name, value)),
    ...canariesOf('client secret', northwind.secrets.clientSecret),
    ...canariesOf('log token', northwind.secrets.logTokens.http),
    ...canariesOf('log token of Google', contoso.secrets.logTokens.http),
    ...canariesOf('service account key', contoso.secrets.privateKey),
    ...canariesOf('certificate key', own.certificateKey),
  ]
  expect(canaries.length).toBeGreaterThan(40)

  const { app, page, at } = await openAsStranger()
  let printed = ''
  app.process().stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('latin1')))
  app.process().stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString('latin1')))
  await at.begin()
  const heard = await listenToMain(app)

  // Through the screens: a wrong secret, then the right one.
  await at.chooseProvider('Microsoft 365')
  await at.enterTenant(northwind)
  await at.enterMicrosoft(northwind)
  await at.field('Client secret').fill(typed['wrong client secret'])
  await at.press('Put into the vault')
  const dialog = page.getByRole('dialog', { name: 'How to keep secrets' })
  await dialog.getByLabel('New passphrase').fill(typed['vault passphrase'])
  await dialog.getByLabel('The same again').fill(typed['vault passphrase'])
  await dialog.getByRole('button', { name: 'Make the vault' }).click()
  await expect(at.main.getByRole('group', { name: 'Client secret in the vault' })).toBeVisible()
  await at.press('Next')
  await at.press('Next')
  await at.enterLog({ ...northwind, secrets: { ...northwind.secrets, logTokens: { http: typed['wrong log token'] } } })
  expect(await at.check()).toMatchObject({ 'Sign in': 'Missing' })
  await at.press('Connect')
  await expect(at.heading('Northwind Dental')).toBeVisible()
  // The log refuses the wrong token: people can't be read.
  const tenants = (await callMain(page, 'tenants.list', {})).value as { id: string }[]
  const tenantId = tenants[0]!.id
  await callMain(page, 'people.refresh', { tenantId })

  // By calls, as the screens make them: every other kind, well and badly.
  const begin = async (from: object): Promise<string> => {
    const begun = await callMain(page, 'connect.begin', from)
    return (begun.value as { id: string }).id
  }
  const put = (draftId: string, kind: string, value: string, passphrase: string | null = null) =>
    callMain(page, 'connect.putSecret', { draftId, kind, value, passphrase, expiresAt: null })
  const change = (draftId: string, to: object) => callMain(page, 'connect.change', { draftId, change: to })

  const again = await begin({ tenantId, copy: false })
  expect((await put(again, 'client-secret', northwind.secrets.clientSecret)).ok).toBe(true)
  expect((await put(again, 'log-token', northwind.secrets.logTokens.http)).ok).toBe(true)
  await admin.faults([{ service: 'graph', fault: { kind: 'status', status: 500 }, times: 2 }]).catch(() => undefined)
  await callMain(page, 'connect.check', { draftId: again })
  await admin.clearFaults()
  await callMain(page, 'connect.instructions', { draftId: again })
  await callMain(page, 'connect.shareApplication', { draftId: again, name: 'Everybody’s' })
  expect((await callMain(page, 'connect.finish', { draftId: again })).ok).toBe(true)

  expect((await callMain(page, 'people.refresh', { tenantId })).ok).toBe(true)

  const google = await begin({ tenantId: null, copy: false })
  const key = keyFileOf(contoso).buffer.toString()
  const { endpoints, adminAddress } = contoso.settings.connection
  expect((await put(google, 'service-account-key', typed['client secret in the wrong place'])).ok).toBe(false)
  expect((await put(google, 'certificate', key)).ok).toBe(false)
  expect((await put(google, 'service-account-key', key)).ok).toBe(true)
  expect((await put(google, 'log-token', contoso.secrets.logTokens.http)).ok).toBe(true)
  const [log] = contoso.settings.logSources
  await change(google, {
    provider: 'google',
    name: contoso.settings.name,
    domains: [...contoso.settings.domains],
    google: { ...endpoints, authorize: contoso.registration.authorize, adminAddress },
    log: { base: log.base, platformTenantId: log.platformTenantId },
  })
  await callMain(page, 'connect.check', { draftId: google })
  const finished = await callMain(page, 'connect.finish', { draftId: google })
  expect(finished.ok).toBe(true)

  const certified = await begin({ tenantId: null, copy: false })
  expect((await put(certified, 'certificate', own.certificateKey)).ok).toBe(false)
  const pem = `${own.certificate}\n${own.certificateKey}`
  expect((await put(certified, 'certificate', pem, typed['certificate passphrase'])).ok).toBe(true)
  await change(certified, {
    provider: 'microsoft',
    microsoft: {
      directory: northwind.settings.connection.directory,
      clientId: northwind.settings.connection.clientId,
      signIn: 'certificate',
      cloud: 'custom',
      login: northwind.settings.connection.endpoints.login,
      graph: northwind.settings.connection.endpoints.graph,
    },
  })
  await callMain(page, 'connect.check', { draftId: certified })

  await callMain(page, 'network.putProxySignIn', { user: 'sam', password: typed['proxy password'] })
  await callMain(page, 'network.change', { mode: 'manual', proxy: 'http://127.0.0.1:9', bypass: '' })
  await callMain(page, 'network.test', { tenantId })
  await callMain(page, 'network.change', { mode: 'system' })

  // Log sources: tried and kept, with secrets that their servers refuse, then taken away again.
  const source = (setup: object, secret: string) => ({ tenantId, sourceId: null, name: '', setup, secret })
  const oauth = {
    kind: 'http',
    base: northwind.settings.logSources[0].base,
    platformTenantId: 'northwind',
    auth: {
      kind: 'oauth-client-credentials',
      tokenUrl: `${northwind.settings.logSources[0].base}/oauth/token`,
      clientId: 'whereabouts',
      scope: '',
    },
    mapping: null,
  }
  const gophish = { kind: 'gophish', base: `${server.url}/gophish`, campaignName: '', groupName: '' }
  for (const [setup, name] of [
    [oauth, 'log’s OAuth client secret'],
    [gophish, 'GoPhish API key'],
  ] as const) {
    expect((await callMain(page, 'sources.test', source(setup, typed[name]))).ok, name).toBe(true)
    const kept = await callMain(page, 'sources.put', source(setup, typed[name]))
    expect(kept.ok, name).toBe(true)
    await callMain(page, 'people.refresh', { tenantId })
    const states = kept.value as { id: string }[]
    expect((await callMain(page, 'sources.remove', { tenantId, sourceId: states.at(-1)!.id })).ok, name).toBe(true)
  }

  // The main path on both, with the log and the mailboxes read.
  const screen = connectScreen(page)
  for (const [name, words, person] of [
    ['Northwind Dental', 'nunez ana', 'Ana María Núñez'],
    ['Contoso Clinics', 'ben carter', 'Ben Carter'],
  ] as const) {
    await screen.openTenant(name)
    await screen.button('Check Email Delivery').click()
    await screen.pickPerson(words, person)
    await screen.openEmail('Reminder: Your November training is due')
    await screen.button('Move to Inbox').click()
    await expect(screen.button('Undo')).toBeEnabled()
  }
  await page.keyboard.press('Control+c')

  await callMain(page, 'vault.change', { current: typed['wrong passphrase'], next: typed['next passphrase'] })
  await page.waitForTimeout(1_100)
  await callMain(page, 'vault.change', { current: typed['vault passphrase'], next: typed['next passphrase'] })
  await callMain(page, 'vault.lock', {})
  await callMain(page, 'vault.unlock', { passphrase: typed['wrong passphrase'] })
  await page.waitForTimeout(1_100)
  expect((await callMain(page, 'vault.unlock', { passphrase: typed['next passphrase'] })).ok).toBe(true)
  for (const name of [
    'app.status',
    'vault.status',
    'connect.drafts',
    'connect.applications',
    'jobs.list',
    'network.read',
  ])
    expect((await callMain(page, name, {})).ok, name).toBe(true)
  for (const id of tenants.map((tenant) => tenant.id))
    await callMain(page, 'audit.list', { tenantId: id, personId: null })

  const outside = {
    'answers, events, titles and addresses': await heard(),
    'what is on the page': await page.content(),
    'what lies on the clipboard': await app.evaluate(({ clipboard }) => clipboard.readText()),
    'what the browser keeps': JSON.stringify(
      await page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } })),
    ),
    'what the demo server wrote down': await (await fetch(`${server.url}/admin/requests`)).text(),
  }
  expect(outside['answers, events, titles and addresses'].length).toBeGreaterThan(10_000)
  await app.close()
  const found = [
    ...Object.entries({ ...outside, 'what the app printed': printed }).flatMap(([where, text]) =>
      leaksIn(where, text, canaries),
    ),
    ...leaksUnder(app.userDataDir, canaries),
  ]
  expect(found).toEqual([])

  // Tokens are known by their shape alone: none lies in a file or was told.
  const tokens = /eyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}|ya29\.[\w-]{20,}/
  for (const [where, text] of Object.entries({ ...outside, printed })) expect(text, where).not.toMatch(tokens)
})
