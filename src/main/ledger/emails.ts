import { Failure } from '../../shared/model/failure'
import type { SourceEmail } from '../sources/source'
import { contentOf, emailColumns, toSentEmail } from './email-row'
import type { Ids } from './ids'
import type {
  EmailKey,
  EmailRecord,
  ImportedCounts,
  ImportedEmail,
  Ledger,
  MergedChanges,
  PersonKey,
  RowOfSource,
} from './ledger'
import { mergeRows } from './merged-rows'
import type { Recipients } from './recipients'
import type { Sealed } from './seal'
import type { Seals } from './seals'
import { inPieces, templateOf, type Database, type Sql } from './sql'

type Emails = Pick<Ledger, 'readEmail' | 'readEmails' | 'mergeEmails' | 'mergeChanges' | 'importEmails'>
type Told = Omit<SourceEmail, 'personRef'>

const toRowOfSource = (row: { email_id: string; source_id: string; source_ref: string }): RowOfSource => ({
  emailId: row.email_id,
  sourceId: row.source_id,
  sourceRef: row.source_ref,
})

const rowOf = (ids: Ids, key: PersonKey, sourceId: string, email: Told, mark: string) => ({
  tenant_id: key.tenantId,
  email_id: ids.email(key.tenantId, sourceId, email.ref),
  source_id: sourceId,
  person_id: key.personId,
  sent_at: email.sentAt,
  mark,
  source_ref: email.ref,
  message_key: ids.messageKey(key.tenantId, email.messageId),
  kept_at: Date.now(),
  content: contentOf(email),
  method: email.method,
  latest_event: email.latestEvent && JSON.stringify(email.latestEvent),
  latest_event_at: email.latestEvent && Date.parse(email.latestEvent.at),
})

type Row = ReturnType<typeof rowOf>

const unpackRows = (bytes: Uint8Array): readonly ImportedEmail[] =>
  JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as readonly ImportedEmail[]
type SealedRow = Sealed<'emails', Row>

/** Sent emails, one row each, found by the person they went to. */
export const createEmails = (sql: Database, seals: Seals, ids: Ids, recipients: Recipients): Emails => {
  const { build } = sql

  const insert = (slot: <Name extends keyof SealedRow>(name: Name) => SealedRow[Name]) =>
    build.insertInto('emails').values({
      tenant_id: slot('tenant_id'),
      email_id: slot('email_id'),
      source_id: slot('source_id'),
      person_id: slot('person_id'),
      sent_at: slot('sent_at'),
      listed: 1,
      mark: slot('mark'),
      source_ref: slot('source_ref'),
      content: slot('content'),
      method: slot('method'),
      latest_event: slot('latest_event'),
      latest_event_at: slot('latest_event_at'),
      message_key: slot('message_key'),
      kept_at: slot('kept_at'),
      sighting: null,
    })
  const upsert = templateOf<SealedRow>()((slot) =>
    insert(slot).onConflict((conflict) =>
      conflict.columns(['tenant_id', 'person_id', 'email_id', 'source_id']).doUpdateSet((eb) => {
        // The full list of events may have told of a later one than the source's list of emails does.
        const isNews = eb('excluded.latest_event_at', '>=', eb.fn.coalesce('emails.latest_event_at', eb.lit(0)))
        return {
          sent_at: eb.ref('excluded.sent_at'),
          listed: 1,
          mark: eb.ref('excluded.mark'),
          message_key: eb.ref('excluded.message_key'),
          content: eb.ref('excluded.content'),
          method: eb.ref('excluded.method'),
          latest_event: eb
            .case()
            .when(isNews)
            .then(eb.ref('excluded.latest_event'))
            .else(eb.ref('emails.latest_event'))
            .end(),
          latest_event_at: eb
            .case()
            .when(isNews)
            .then(eb.ref('excluded.latest_event_at'))
            .else(eb.ref('emails.latest_event_at'))
            .end(),
        }
      }),
    ),
  )

  const insertNew = templateOf<SealedRow>()((slot) => insert(slot).onConflict((conflict) => conflict.doNothing()))
  const held = templateOf<Row>()((slot) =>
    build
      .selectFrom('emails')
      .select(['listed', 'mark', 'sent_at', 'content', 'latest_event', 'latest_event_at'])
      .where('tenant_id', '=', slot('tenant_id'))
      .where('person_id', '=', slot('person_id'))
      .where('email_id', '=', slot('email_id'))
      .where('source_id', '=', slot('source_id')),
  )

  const select = (key: PersonKey) =>
    build
      .selectFrom('emails')
      .select(emailColumns)
      .select('source_ref')
      .where('tenant_id', '=', key.tenantId)
      .where('person_id', '=', key.personId)
  type Held = Awaited<ReturnType<typeof readRows>>[number]
  const readRows = async (key: PersonKey, emailIds: readonly string[]) =>
    seals.of(key.tenantId).openRows('emails', await sql.rows(select(key).where('email_id', 'in', emailIds)))
  /** Rows that other sources have of the same emails. */
  const readOthers = async (key: PersonKey, found: readonly Held[]): Promise<Held[]> => {
    const keys = [...new Set(found.flatMap((row) => row.message_key ?? []))]
    const others: Held[] = []
    const asked = new Set(found.map((row) => row.email_id))
    for (const piece of inPieces(keys)) {
      const rows = await sql.rows(select(key).where('message_key', 'in', piece))
      const news = rows.filter((row) => !asked.has(row.email_id))
      others.push(...seals.of(key.tenantId).openRows('emails', news))
    }
    return others
  }
  /** Each email asked for, under its own id, with what the other sources say of it. */
  const readRecords = async (key: PersonKey, emailIds: readonly string[]): Promise<EmailRecord[]> => {
    const records: EmailRecord[] = []
    for (const piece of inPieces(emailIds)) {
      const found = await readRows(key, piece)
      const byId = new Map(
        mergeRows([...found, ...(await readOthers(key, found))]).map((merged) => [merged.row.email_id, merged]),
      )
      for (const row of found) {
        // One that another row leads is still found by its own id: its sightings and rescues hang on it.
        const merged = byId.get(row.email_id) ?? { row, rows: [row], sources: [row.source_id] }
        records.push({ ...toSentEmail(key, merged), rows: merged.rows.map(toRowOfSource) })
      }
    }
    return records
  }

  /** The row as it is held; null when it isn't. */
  const heldRow = async (tx: Sql, row: Row) => {
    const found = await tx.first(held(row))
    return found && seals.of(row.tenant_id).openRows('emails', [found])[0]!
  }
  const isSame = (known: NonNullable<Awaited<ReturnType<typeof heldRow>>>, row: Row): boolean => {
    if (known.listed !== 1 || known.sent_at !== row.sent_at || known.content !== row.content) return false
    // An older event is no news: the upsert would keep the later one.
    const isOlder = (row.latest_event_at ?? 0) < (known.latest_event_at ?? 0)
    return isOlder || known.latest_event === row.latest_event
  }
  const sameAsHeld = async (tx: Sql, row: Row): Promise<boolean> => {
    const known = await heldRow(tx, row)
    return known !== null && isSame(known, row)
  }

  const openMark = templateOf<Row>()((slot) =>
    build
      .selectFrom('open_readings')
      .select('mark')
      .where('tenant_id', '=', slot('tenant_id'))
      .where('person_id', '=', slot('person_id'))
      .where('source_id', '=', slot('source_id')),
  )

  const mergeChanged = async (
    tx: Sql,
    { tenantId, sourceId, mark }: { tenantId: string; sourceId: string; mark: string },
    emails: readonly SourceEmail[],
  ): Promise<MergedChanges> => {
    const kept: { ref: string; key: EmailKey }[] = []
    let unknown = 0
    for (const email of emails) {
      const personId = await recipients.personOf(tx, { tenantId, sourceId }, email.personRef)
      if (personId === null) {
        unknown += 1
        continue
      }
      const row = rowOf(ids, { tenantId, personId }, sourceId, email, mark)
      kept.push({ ref: email.ref, key: { tenantId, personId, emailId: row.email_id } })
      const known = await heldRow(tx, row)
      if (known && isSame(known, row)) continue
      const marked = { ...row, mark: known?.mark ?? (await tx.first(openMark(row)))?.mark ?? mark }
      await tx.run(upsert(seals.of(tenantId).sealRow('emails', marked)))
    }
    return { kept, unknown }
  }

  const importRows = async (
    tx: Sql,
    { tenantId, sourceId, mark }: { tenantId: string; sourceId: string; mark: string },
    rows: readonly ImportedEmail[],
  ): Promise<ImportedCounts> => {
    const counts = { added: 0, changed: 0, same: 0, people: 0 }
    const seal = seals.of(tenantId)
    const found = await recipients.find(tx, { tenantId, sourceId, mark }, rows)
    for (const email of rows) {
      const personId = found.personOf(email.recipient)
      const row = rowOf(ids, { tenantId, personId }, sourceId, email, mark)
      const sealed = seal.sealRow('emails', row)
      if ((await tx.run(insertNew(sealed))) > 0) counts.added += 1
      else if (await sameAsHeld(tx, row)) counts.same += 1
      else {
        await tx.run(upsert(sealed))
        counts.changed += 1
      }
    }
    return { ...counts, people: found.made }
  }

  return {
    readEmail: async (key) => (await readRecords(key, [key.emailId]))[0] ?? null,
    readEmails: readRecords,
    mergeEmails: async (key, sourceId, emails, mark) => {
      for (const ref of new Set(emails.map((email) => email.personRef))) {
        if (await recipients.isPerson(key, sourceId, ref)) continue
        throw new Failure({
          code: 'bad-answer',
          message: 'The log source listed an email of somebody else: nothing of this page was kept. Refresh again.',
        })
      }
      const seal = seals.of(key.tenantId)
      const rows = emails.map((email) => seal.sealRow('emails', rowOf(ids, key, sourceId, email, mark)))
      await sql.transaction(async (tx) => {
        for (const row of rows) await tx.run(upsert(row))
      })
    },
    mergeChanges: (tenantId, sourceId, emails, mark) =>
      sql.transaction((tx) => mergeChanged(tx, { tenantId, sourceId, mark }, emails)),
    importEmails: async (tenantId, sourceId, given, mark) => {
      const rows = given instanceof Uint8Array ? unpackRows(given) : given
      const importing = sql.transaction((tx) => importRows(tx, { tenantId, sourceId, mark }, rows))
      const counts = await importing.catch((error: unknown) => {
        recipients.forget()
        throw error
      })
      if (counts.people > 0) await recipients.peopleChanged(tenantId)
      return counts
    },
  }
}
