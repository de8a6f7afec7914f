import type { Tenant } from '../../shared/model'
import type { TenantSettings } from '../tenants/settings'
import { sourceNameOf } from '../tenants/source-kinds'
import type { Ledger } from './ledger'
import { readSettingsColumn, settingsColumns } from './settings-column'
import type { Database } from './sql'
import { isoOrNull } from './times'

type Tenants = Pick<
  Ledger,
  'listTenants' | 'readTenant' | 'readSettings' | 'putTenant' | 'setFavourite' | 'openedTenant'
>

/** As the engineer ordered them; those without a place of their own follow, by name. */
const inOrder = (a: TenantSettings, b: TenantSettings): number =>
  (a.position ?? Infinity) === (b.position ?? Infinity)
    ? a.name.localeCompare(b.name)
    : (a.position ?? Infinity) - (b.position ?? Infinity)

export const createTenants = (sql: Database): Tenants => {
  const { build } = sql

  const select = (tenantId: string | null) =>
    build
      .selectFrom('tenants')
      .select(['settings', 'favourite', 'last_opened_at', 'people_refreshed_at', 'people_count'])
      .$if(tenantId !== null, (query) => query.where('tenant_id', '=', tenantId!))

  /** Counts the people of the tenants whose number isn't known. */
  const count = build
    .updateTable('tenants')
    .set((eb) => ({
      people_count: eb
        .selectFrom('people')
        .select(({ fn }) => fn.count<number>('person_id').distinct().as('count'))
        .whereRef('people.tenant_id', '=', 'tenants.tenant_id')
        .where('people.status', 'in', ['active', 'suspended']),
    }))
    .where('people_count', 'is', null)

  const list = async (tenantId: string | null, removed: boolean | null): Promise<Tenant[]> => {
    let rows = await sql.rows(select(tenantId))
    if (rows.some((row) => row.people_count === null)) {
      await sql.run(tenantId === null ? count : count.where('tenant_id', '=', tenantId))
      rows = await sql.rows(select(tenantId))
    }
    const known = rows
      .map((row) => ({ row, settings: readSettingsColumn(row.settings) }))
      .filter(({ settings }) => removed === null || settings.removed === removed)
    return known
      .sort((a, b) => inOrder(a.settings, b.settings))
      .map(({ row, settings }) => ({
        // Named one by one: what is not for the screens stays here.
        id: settings.id,
        name: settings.name,
        provider: settings.provider,
        domains: settings.domains,
        colour: settings.colour,
        timeZone: settings.timeZone,
        tags: settings.tags,
        disabled: settings.disabled,
        platform: settings.platform,
        retentionDays: settings.retentionDays,
        signInExpiresAt: settings.signInExpiresAt,
        logSources: settings.logSources.map(sourceNameOf),
        favourite: row.favourite === 1,
        lastOpenedAt: isoOrNull(row.last_opened_at),
        peopleRefreshedAt: isoOrNull(row.people_refreshed_at),
        peopleCount: row.people_count ?? 0,
      }))
  }

  const change = (tenantId: string, values: { favourite: 0 | 1 } | { last_opened_at: number }): Promise<number> =>
    sql.run(build.updateTable('tenants').set(values).where('tenant_id', '=', tenantId))

  return {
    listTenants: (which) => list(null, which?.removed ?? false),
    readTenant: async (tenantId) => (await list(tenantId, null))[0] ?? null,
    readSettings: async (tenantId) => {
      const row = await sql.first(build.selectFrom('tenants').select('settings').where('tenant_id', '=', tenantId))
      return row && readSettingsColumn(row.settings)
    },
    putTenant: async (given) => {
      const columns = await settingsColumns(given)
      await sql.run(
        build
          .insertInto('tenants')
          .values({ tenant_id: given.id, ...columns, favourite: 0, last_opened_at: null, people_refreshed_at: null })
          .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(columns)),
      )
    },
    setFavourite: async (tenantId, favourite) => void (await change(tenantId, { favourite: favourite ? 1 : 0 })),
    openedTenant: async (tenantId, at) => void (await change(tenantId, { last_opened_at: at })),
  }
}
