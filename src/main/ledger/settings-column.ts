import type { TenantSettings } from '../tenants/settings'
import type { Database } from './sql'

/**
 * The form in which this version writes a tenant's settings: counted up whenever `tenantSettings` takes something else, which
 * a test notices. Settings of this form are read without being parsed again, which takes longer than opening the window where
 * there are hundreds.
 */
export const settingsForm = 5

// Loaded where settings are written or renewed only: every start reads them.
const parse = async (given: unknown): Promise<TenantSettings> =>
  (await import('../tenants/settings')).tenantSettings.parse(given)

/** Settings as the column keeps them. Parsing drops what is no setting, so that a secret handed in by mistake is not written. */
export const settingsColumns = async (given: unknown) => ({
  settings: JSON.stringify(await parse(given)),
  settings_form: settingsForm,
})

/** Settings from the column, once `renewSettings` has run. */
export const readSettingsColumn = (text: string): TenantSettings => JSON.parse(text) as TenantSettings

/** Brings settings that another version wrote to the form of this one. */
export const renewSettings = async (sql: Database): Promise<void> => {
  const { build } = sql
  const old = await sql.rows(
    build.selectFrom('tenants').select(['tenant_id', 'settings']).where('settings_form', '<>', settingsForm),
  )
  for (const { tenant_id, settings } of old)
    await sql.run(
      build
        .updateTable('tenants')
        .set(await settingsColumns(JSON.parse(settings)))
        .where('tenant_id', '=', tenant_id),
    )
}
