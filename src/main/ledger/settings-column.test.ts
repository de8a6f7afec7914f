import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { tenantSettings } from '../tenants/settings'
import { settingsForm } from './settings-column'
import { openTestLedger, tempFiles } from './testing/fixtures'
import { aTenant, tenantId } from './testing/records'
import { openEngine } from './engine'

it('counts the form of settings up whenever they take something else', () => {
  const schema = JSON.stringify(z.toJSONSchema(tenantSettings, { unrepresentable: 'any' }))
  const digest = createHash('sha256').update(schema).digest('hex').slice(0, 16)
  // Where this fails: count `settingsForm` up, then write both here.
  expect({ form: settingsForm, digest }).toEqual({ form: 5, digest: 'f4a8fff89ba6eede' })
})

it('brings settings of another form to this one when it opens', async () => {
  const files = tempFiles()
  const before = await openTestLedger(files)
  await before.putTenant(aTenant())
  await before.close()

  const engine = openEngine(files.file)
  const { logSources, retentionDays: _, ...others } = aTenant()
  const settings = JSON.stringify({ ...others, logSource: logSources[0] })
  await engine.run(engine.build.updateTable('tenants').set({ settings, settings_form: 0 }))
  engine.close()

  const after = await openTestLedger(files)
  expect(await after.readSettings(tenantId)).toEqual({ ...aTenant(), retentionDays: 400 })
})
