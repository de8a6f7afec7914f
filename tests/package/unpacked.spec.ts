import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { screenOf } from '../app/screen'
import { startDemoServer, temporaryFolder } from '../helpers/launch'
import { sandboxArguments, startPackaged, unpackedApp, unpackedFolder } from '../helpers/packaged'

test.skip(process.platform !== 'linux', 'the unpacked app is made and tried on Linux only')

test('starts with the demo workspace and walks the main path', async () => {
  const app = await startPackaged(unpackedApp)
  const screen = screenOf(app.page)
  const subject = 'Reminder: Your November training is due'
  await screen.openTenant('Northwind Dental')
  await screen.button('Check Email Delivery').click()
  await screen.pickPerson('nunez ana', 'Ana María Núñez')
  await expect(screen.row(subject)).toContainText('Junk Email')
  await screen.openEmail(subject)
  await screen.button('Move to Inbox').click()
  await expect(screen.button('Undo')).toBeEnabled()
  await expect(screen.row(subject)).toContainText('Inbox')
  await screen.button('Undo').click()
  await expect(screen.row(subject)).toContainText('Junk Email')
  await app.close()
})

test('works from a shell without a display', async () => {
  const server = await startDemoServer()
  const { DISPLAY: _, ...env } = process.env
  const where = [`--demo-server=${server.url}`, '--home', temporaryFolder()]
  const args = [...sandboxArguments, '--ozone-platform=headless', '--cli', 'tenants', 'list', '--json', ...where]
  const run = spawnSync(unpackedApp, args, { env, encoding: 'utf8', timeout: 60_000 })
  expect(run.status).toBe(0)
  const names = JSON.parse(run.stdout).tenants.map(({ name }: { name: string }) => name)
  expect(names).toContain('Northwind Dental')
  await server.stop()
})

/** A fuse's byte in the executable: the digit as text. */
const [disabled, enabled] = [0x30, 0x31]

test('is no Node, takes no inspector and no other application', async () => {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const asNode = spawnSync(unpackedApp, ['-e', 'console.log("ran as Node")'], {
    env,
    encoding: 'utf8',
    timeout: 10_000,
  })
  expect(asNode.stdout).not.toContain('ran as Node')
  const wire = await getCurrentFuseWire(unpackedApp)
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]
  for (const fuse of off) expect(wire[fuse]).toBe(disabled)
  const on = [FuseV1Options.OnlyLoadAppFromAsar, FuseV1Options.EnableEmbeddedAsarIntegrityValidation]
  for (const fuse of on) expect(wire[fuse]).toBe(enabled)
})

/** The names in an asar: a JSON header, whose length stands in bytes 12 to 15. */
const filesOf = (file: string): readonly string[] => {
  interface Node {
    readonly files?: Readonly<Record<string, Node>>
  }
  const bytes = readFileSync(file)
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')) as Node
  const walk = (node: Node, at: string): string[] =>
    node.files ? Object.entries(node.files).flatMap(([name, inner]) => walk(inner, `${at}/${name}`)) : [at]
  return walk(header, '')
}

test('holds the built app, the database driver, and nothing else', () => {
  const files = filesOf(path.join(unpackedFolder, 'resources', 'app.asar'))
  const expected = /^\/(package\.json|out\/.+|node_modules\/(@photostructure\/sqlite|node-gyp-build)\/.+)$/
  expect(files.filter((file) => !expected.test(file))).toEqual([])
  expect(files.filter((file) => /\.(ts|tsx|map|test\.\w+)$/.test(file))).toEqual([])
  expect(files).toContain('/out/main/ledger-worker.js')
})
