import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { debFile } from '../../scripts/lib/deb.mjs'
import { asRoot, startPackaged } from '../helpers/packaged'

const apt = (...args: readonly string[]) =>
  spawnSync('apt-get', ['-y', '-q', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

test.skip(process.platform !== 'linux' || !existsSync('/usr/bin/apt-get'), 'a .deb installs on Debian only')
test.skip(!asRoot, 'installing a package needs root')

test('installs, starts from its menu entry’s command, and is removed again', async () => {
  const installed = apt('install', '--no-install-recommends', debFile())
  expect(installed.status, installed.stdout + installed.stderr).toBe(0)
  expect(existsSync('/usr/share/applications/whereabouts.desktop')).toBe(true)
  const app = await startPackaged('/usr/bin/whereabouts')
  await expect(app.page.getByRole('navigation').getByRole('link', { name: 'Tenants', exact: true })).toBeVisible()
  await app.close()
  expect(apt('remove', 'whereabouts').status).toBe(0)
  expect(existsSync('/usr/bin/whereabouts')).toBe(false)
})
