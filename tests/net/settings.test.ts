import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/main/net/clock'
import { readRoots } from '../../src/main/net/way-out/trusted-roots'
import { createWayOut } from '../../src/main/net/way-out/way-out'
import { openNetworkFile } from '../../src/main/services/network/kept-network'
import { createMemorySignIn } from '../../src/main/services/network/memory-sign-in'
import { createNetworkService } from '../../src/main/services/network/network'
import { selfSigned } from '../../src/simulator/core/certificate'
import { startProxy } from './proxy'

const day = 86_400_000
const pair = selfSigned('Northwind Inspection Root', Date.now() - day, Date.now() + day)
let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'network-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const open = (list = 'DIRECT', bases: readonly string[] = []) => {
  const applied: unknown[] = []
  const file = openNetworkFile(join(folder, 'network.json'))
  const signIns = createMemorySignIn()
  const resolveProxy = () => Promise.resolve(list)
  const network = createNetworkService({
    file,
    signIns,
    wayOut: createWayOut({ resolveProxy, signIn: signIns.get, addedRoots: () => file.read().roots, now: Date.now }),
    apply: (settings) => Promise.resolve(void applied.push(settings)),
    resolveProxy,
    basesOf: () => Promise.resolve(bases),
    readRoots,
    clock: systemClock,
  })
  return { network, applied }
}

test('what was chosen is used at once and still there at the next start', async () => {
  const { network, applied } = open()
  await network.change({ mode: 'manual', proxy: 'http://proxy.example:3128' })
  expect(applied).toEqual([expect.objectContaining({ mode: 'manual', proxy: 'http://proxy.example:3128' })])
  expect(await open().network.read()).toMatchObject({ mode: 'manual', proxy: 'http://proxy.example:3128' })
})

test('a mode without its address is refused with the field, and nothing is kept', async () => {
  const { network, applied } = open()
  await expect(network.change({ mode: 'pac' })).rejects.toMatchObject({ facts: { code: 'bad-input', field: 'pac' } })
  expect((await network.read()).mode).toBe('system')
  expect(applied).toEqual([])
})

test('a file that was damaged reads as the system’s own settings', async () => {
  for (const text of ['', '{', '[]', '{"mode":"magic","roots":"none"}']) {
    writeFileSync(join(folder, 'network.json'), text)
    expect(await open().network.read()).toEqual({
      mode: 'system',
      proxy: '',
      bypass: '',
      pac: '',
      roots: [],
      proxyUser: null,
    })
  }
})

test('a root is added once, shown by its subject, and can be taken away', async () => {
  const { network } = open()
  await network.addRoots(pair.certificate)
  const { roots } = await network.addRoots(pair.certificate)
  expect(roots).toEqual([
    expect.objectContaining({
      subject: 'CN=Northwind Inspection Root',
      fingerprint: expect.stringMatching(/^(\w\w:){31}/) as string,
    }),
  ])
  expect((await open().network.read()).roots).toHaveLength(1)
  expect((await network.removeRoot(roots[0]!.fingerprint)).roots).toEqual([])
})

test('a file with a private key, or with no certificate, is refused by what it is', async () => {
  const { network } = open()
  await expect(network.addRoots(`${pair.certificate}${pair.certificateKey}`)).rejects.toThrow('holds a private key')
  await expect(network.addRoots('hello')).rejects.toThrow('holds no certificate')
  const unreadable = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'
  await expect(network.addRoots(unreadable)).rejects.toThrow('can’t be read')
})

test('the sign-in of the proxy is not in the file', async () => {
  const { network } = open()
  await network.change({ mode: 'system' })
  expect((await network.putProxySignIn({ user: 'sam', password: 'very-secret' })).proxyUser).toBe('sam')
  expect(readFileSync(join(folder, 'network.json'), 'utf8')).not.toContain('very-secret')
})

test('trying the servers says for each which way was taken and who refused', async () => {
  const proxy = await startProxy({ basic: 'sam:secret' })
  try {
    const { network } = open(`PROXY ${proxy.host}`, ['https://graph.example/v1.0', 'https://graph.example/beta'])
    expect(await network.test('t1')).toEqual([
      {
        host: 'graph.example',
        way: `PROXY ${proxy.host}`,
        ms: null,
        failure: { code: 'proxy-sign-in', message: expect.stringContaining(proxy.host) as string },
      },
    ])
  } finally {
    await proxy.close()
  }
})
