import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createWayOut, type ProxySignIn } from '../../src/main/net/way-out/way-out'
import { selfSigned } from '../../src/simulator/core/certificate'
import { startProxy, type TestProxy } from './proxy'

const day = 86_400_000
const pair = selfSigned('localhost', Date.now() - day, Date.now() + day)
const expired = selfSigned('localhost', Date.now() - 2 * day, Date.now() - day)
const started: Server[] = []
const proxies: TestProxy[] = []

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  started.push(server)
  return (server.address() as AddressInfo).port
}
const proxy = async (options?: Parameters<typeof startProxy>[0]): Promise<TestProxy> => {
  const one = await startProxy(options)
  proxies.push(one)
  return one
}

let plain = ''
let secure = ''
let stale = ''
beforeAll(async () => {
  plain = `http://127.0.0.1:${await listening(createHttp((_, answer) => answer.end('plain')))}`
  const tlsServer = (given: typeof pair) =>
    createHttps({ cert: given.certificate, key: given.certificateKey }, (_, answer) => answer.end('secure'))
  secure = `https://localhost:${await listening(tlsServer(pair))}`
  stale = `https://localhost:${await listening(tlsServer(expired))}`
})
afterEach(async () => {
  for (const one of proxies.splice(0)) await one.close()
})
afterAll(() => {
  for (const server of started) {
    server.close()
    server.closeAllConnections()
  }
})

const wayOut = (given: { list?: string; roots?: string[]; signIn?: ProxySignIn | null } = {}) =>
  createWayOut({
    resolveProxy: () => Promise.resolve(given.list ?? 'DIRECT'),
    signIn: () => Promise.resolve(given.signIn ?? null),
    addedRoots: () => given.roots ?? [pair.certificate],
    now: () => Date.now(),
  })
const textOf = async (answer: Promise<Response>): Promise<string> => (await answer).text()

test('without a proxy it goes straight to the server', async () => {
  expect(await textOf(wayOut().fetch(plain, {}))).toBe('plain')
  expect(await textOf(wayOut().fetch(secure, {}))).toBe('secure')
})

test('a server behind a private root is refused with what to do, and works once the root was added', async () => {
  const roots: string[] = []
  const out = wayOut({ roots })
  await expect(out.fetch(secure, {})).rejects.toMatchObject({
    facts: {
      code: 'certificate-untrusted',
      providerCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      message: expect.stringContaining('root certificate') as string,
    },
  })
  roots.push(pair.certificate)
  out.reset()
  expect(await textOf(out.fetch(secure, {}))).toBe('secure')
})

test('an expired certificate is called that, whatever roots are trusted', async () => {
  await expect(wayOut({ roots: [expired.certificate] }).fetch(stale, {})).rejects.toMatchObject({
    facts: { code: 'certificate-untrusted', providerCode: 'CERT_HAS_EXPIRED' },
  })
})

test('the system’s proxy is used, and certificates are still checked behind it', async () => {
  const through = await proxy()
  expect(await textOf(wayOut({ list: `PROXY ${through.host}` }).fetch(secure, {}))).toBe('secure')
  expect(through.asked).toEqual([new URL(secure).host])
  await expect(wayOut({ list: `PROXY ${through.host}`, roots: [] }).fetch(secure, {})).rejects.toMatchObject({
    facts: { code: 'certificate-untrusted' },
  })
})

test('a proxy that asks for a sign-in is named, and gets it once it is known', async () => {
  const through = await proxy({ basic: 'sam:pass:word é' })
  const list = `PROXY ${through.host}`
  for (const signIn of [null, { user: 'sam', password: 'wrong' }])
    await expect(wayOut({ list, signIn }).fetch(secure, {})).rejects.toMatchObject({
      facts: {
        code: 'proxy-sign-in',
        providerCode: 'HTTP 407',
        message: expect.stringContaining(through.host) as string,
      },
    })
  expect(await textOf(wayOut({ list, signIn: { user: 'sam', password: 'pass:word é' } }).fetch(secure, {}))).toBe(
    'secure',
  )
})

test('a proxy that refuses an address is told from one that asks for a sign-in', async () => {
  const through = await proxy({ refuses: 403 })
  await expect(wayOut({ list: `PROXY ${through.host}` }).fetch(secure, {})).rejects.toMatchObject({
    facts: { code: 'offline', providerCode: 'HTTP 403' },
  })
})

test('when the first proxy can’t be reached the next of the list is taken', async () => {
  const dead = await proxy()
  await dead.close()
  proxies.length = 0
  const through = await proxy()
  const list = `PROXY ${dead.host}; PROXY ${through.host}`
  expect(await textOf(wayOut({ list }).fetch(secure, { method: 'POST', body: 'once' }))).toBe('secure')
  expect(through.asked).toHaveLength(1)
  await expect(wayOut({ list: `SOCKS ${dead.host}; PROXY ${dead.host}` }).fetch(secure, {})).rejects.toMatchObject({
    facts: { code: 'offline', message: expect.stringContaining(dead.host) as string },
  })
})

test('the settings are asked for the server alone, never with a path or a query', async () => {
  const asked: string[] = []
  const out = createWayOut({
    resolveProxy: (url) => {
      asked.push(url)
      return Promise.resolve('DIRECT')
    },
    signIn: () => Promise.resolve(null),
    addedRoots: () => [],
    now: () => 0,
  })
  await out.fetch(`${plain}/users/ana@northwind.example?q=rfc822msgid`, {})
  await out.fetch(`${plain}/another`, {})
  expect(asked).toEqual([`${plain}/`])
})
