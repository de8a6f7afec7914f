import type { Ledger, PersonKey } from './ledger'
import { emailColumns, emailText } from './email-row'
import { mergeRows } from './merged-rows'
import { pack, type Packed } from './packed'
import type { Seals } from './seals'
import { templateOf, type Database } from './sql'

type Page = Awaited<ReturnType<Ledger['readLog']>>
interface Window extends PersonKey {
  readonly from: number
  readonly to: number
}

/**
 * Reads the sent email log of one person: rows of the window through the index of their times, and in further
 * queries where the nearest mail outside the window lies and how old what each source said is.
 *
 * A reading of `[f, t)` finished at `at` covers the window `[from, to)` when it starts no later (`f <= from`), began before
 * its own present (`from < at`), and reaches either the window's end (`t >= to`) or its own present (`t >= at`): what was
 * sent since then is exactly what the age on screen tells. `readAt` holds the latest such `at` of each source.
 */
export const createLog = (sql: Database, seals: Seals) => {
  const { build } = sql

  const rows = templateOf<Window>()((slot) =>
    build
      .selectFrom('emails')
      .select(emailColumns)
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId'))
      .where('sent_at', '>=', slot('from'))
      .where('sent_at', '<', slot('to'))
      .orderBy('sent_at', 'desc'),
  )

  const surroundings = templateOf<Window>()((slot) =>
    build.selectNoFrom((eb) => [
      eb
        .selectFrom('emails')
        .select(({ fn }) => fn.max('sent_at').as('at'))
        .where('tenant_id', '=', slot('tenantId'))
        .where('person_id', '=', slot('personId'))
        .where('sent_at', '<', slot('from'))
        .as('before'),
      eb
        .selectFrom('emails')
        .select(({ fn }) => fn.min('sent_at').as('at'))
        .where('tenant_id', '=', slot('tenantId'))
        .where('person_id', '=', slot('personId'))
        .where('sent_at', '>=', slot('to'))
        .as('after'),
    ]),
  )

  const readings = templateOf<Window>()((slot) =>
    build
      .selectFrom('log_readings')
      .select(({ fn }) => ['source_id', fn.max('read_at').as('at')])
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId'))
      .where('read_at', '>', slot('from'))
      .where('from_at', '<=', slot('from'))
      .where((or) => or.or([or('to_at', '>=', slot('to')), or('to_at', '>=', or.ref('read_at'))]))
      .groupBy('source_id'),
  )

  const readLog = async (key: PersonKey, from: number, to: number): Promise<Packed<Page>> => {
    const window = { tenantId: key.tenantId, personId: key.personId, from, to }
    const seal = seals.of(key.tenantId)
    const found = seal.openRows('emails', await sql.rows(rows(window)))
    const around = await sql.first(surroundings(window))
    const emails = mergeRows(found).map(emailText(key)).join(',')
    const rest = {
      readAt: Object.fromEntries((await sql.rows(readings(window))).map((row) => [row.source_id, row.at])),
      before: around?.before ?? null,
      after: around?.after ?? null,
    }
    return pack<Page>(`{"emails":[${emails}],${JSON.stringify(rest).slice(1)}`)
  }
  return { readLog }
}
