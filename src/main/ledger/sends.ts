import { everySendMethod, sendMethods, type SendMethod } from '../../shared/model'
import type { Ledger, SendColumns } from './ledger'
import { mergeRows } from './merged-rows'
import { methodIn, type MethodFill } from './method-fill'
import { emailColumns } from './email-row'
import type { Seals } from './seals'
import { templateOf, type Database } from './sql'

interface Window {
  readonly tenantId: string
  readonly from: number
  readonly to: number
}
interface Row {
  readonly sent_at: number
  readonly method: SendMethod
  readonly person_id: string
}

const apiMethods = sendMethods.filter((method) => method !== 'smtp')

const columnsOf = (rows: readonly Row[]): Omit<SendColumns, 'lastApiBefore'> => {
  const numbers = new Map<string, number>()
  const at = new Float64Array(rows.length)
  const method = new Uint8Array(rows.length)
  const person = new Uint32Array(rows.length)
  for (const [index, row] of rows.entries()) {
    let number = numbers.get(row.person_id)
    if (number === undefined) numbers.set(row.person_id, (number = numbers.size))
    at[index] = row.sent_at
    method[index] = everySendMethod.indexOf(row.method)
    person[index] = number
  }
  return { at, method, person, people: [...numbers.keys()] }
}

/** What of a tenant's mail is counted: read from an index alone, unless several sources tell of the same mail. */
export const createSends = (sql: Database, seals: Seals, fill: MethodFill): Pick<Ledger, 'readSends'> => {
  const { build } = sql

  const inWindow = (slot: <Name extends keyof Window>(name: Name) => Window[Name]) =>
    build
      .selectFrom('emails')
      .where('tenant_id', '=', slot('tenantId'))
      .where('sent_at', '>=', slot('from'))
      .where('sent_at', '<', slot('to'))
  const counted = templateOf<Window>()((slot) =>
    inWindow(slot)
      .select(['sent_at', 'method', 'person_id', 'source_id'])
      .where('method', 'is not', null)
      .orderBy('sent_at'),
  )
  const whole = templateOf<Window>()((slot) => inWindow(slot).select(emailColumns).select('person_id'))
  const lastApi = templateOf<Window>()((slot) =>
    build
      .selectFrom('emails')
      .select('sent_at')
      .where('tenant_id', '=', slot('tenantId'))
      .where('sent_at', '<', slot('from'))
      .where('method', 'in', apiMethods)
      .orderBy('sent_at', 'desc')
      .limit(1),
  )

  /** Each email once, under the method that its log shows. */
  const merged = async (window: Window): Promise<Row[]> => {
    const rows = seals.of(window.tenantId).openRows('emails', await sql.rows(whole(window)))
    const byPerson = new Map<string, typeof rows>()
    for (const row of rows) {
      const own = byPerson.get(row.person_id)
      if (own) own.push(row)
      else byPerson.set(row.person_id, [row])
    }
    return [...byPerson].flatMap(([person_id, own]) =>
      mergeRows(own).map(({ row }) => ({ person_id, sent_at: row.sent_at, method: methodIn(row.content) })),
    )
  }

  return {
    readSends: async (tenantId, from, to) => {
      seals.of(tenantId)
      const window = { tenantId, from, to }
      const rows = await sql.rows(counted(window))
      const severalSources = rows.some((row) => row.source_id !== rows[0]!.source_id)
      const each = severalSources || fill.isMissing(tenantId) ? await merged(window) : (rows as Row[])
      const before = await sql.first(lastApi(window))
      return { ...columnsOf(each), lastApiBefore: before?.sent_at ?? null }
    },
  }
}
