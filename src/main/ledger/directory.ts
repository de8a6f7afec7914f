import {
  directoryChanges,
  type ChangedPerson,
  type DirectoryChange,
  type DirectoryResync,
  type GrantReading,
  type MailboxState,
  type PersonStatus,
} from '../../shared/model'
import type { DirectoryEntry } from '../providers/provider'
import type { Ids } from './ids'
import type { Ledger } from './ledger'
import { directorySource, type DirectoryContent, type PersonContent } from './person-row'
import type { Content } from './schema'
import { personRowOf, personUpsert } from './person-upsert'
import type { Recipients } from './recipients'
import type { Seals } from './seals'
import { inPieces, templateOf, type Database, type Sql } from './sql'
import { isoOf } from './times'

type Directory = Pick<
  Ledger,
  'openResync' | 'beginResync' | 'mergeDirectory' | 'stopResync' | 'finishResync' | 'lastResync' | 'resyncChanges'
>

/** Readings of a tenant's directory that are kept, with whom they found changed. */
const keptResyncs = 10
/** Removals carried out in one step. */
const removedStep = 500

const noRisk = { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 }

interface Held {
  readonly status: PersonStatus
  readonly content: PersonContent
  readonly directory: DirectoryContent
}

/** What one page came to. */
interface Tally {
  readonly counts: Record<DirectoryChange, number>
  /** People whose row is another one than before. */
  readonly touched: string[]
}

const newTally = (): Tally => ({
  counts: { added: 0, changed: 0, renamed: 0, suspended: 0, removed: 0 },
  touched: [],
})

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** The readings of a tenant's directory: everybody it lists, and what each reading found changed. */
export const createDirectory = (
  sql: Database,
  seals: Seals,
  ids: Ids,
  recipients: Recipients,
  peopleTouched: (tenantId: string, personIds: readonly string[]) => Promise<void>,
): Directory => {
  const { build } = sql
  const upsert = personUpsert(sql)

  const held = templateOf<{ readonly tenantId: string; readonly personId: string }>()((slot) =>
    build
      .selectFrom('people')
      .select(['content', 'directory', 'source_status', 'mailbox'])
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId'))
      .where('source_id', '=', directorySource),
  )
  const touch = templateOf<{ readonly tenantId: string; readonly personId: string; readonly mark: string }>()((slot) =>
    build
      .updateTable('people')
      .set({ mark: slot('mark') })
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId'))
      .where('source_id', '=', directorySource),
  )
  const setDirectory = templateOf<{ tenantId: string; personId: string; directory: Content }>()((slot) =>
    build
      .updateTable('people')
      .set({ directory: slot('directory') })
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId'))
      .where('source_id', '=', directorySource),
  )
  const spreadTo = (known: boolean) =>
    templateOf<{ tenantId: string; personId: string; status: PersonStatus; mailbox: MailboxState }>()((slot) =>
      build
        .updateTable('people')
        .set((eb) => ({
          status: eb
            .case()
            .when('source_status', '=', 'removed')
            .then(eb.val<PersonStatus>('removed'))
            .else(eb.val<PersonStatus>(slot('status')))
            .end(),
          ...(known ? { mailbox: slot('mailbox') } : {}),
        }))
        .where('tenant_id', '=', slot('tenantId'))
        .where('person_id', '=', slot('personId')),
    )
  const spreadStatus = spreadTo(false)
  const spreadBoth = spreadTo(true)

  const forgetAddresses = templateOf<{ readonly tenantId: string; readonly personId: string }>()((slot) =>
    build
      .deleteFrom('directory_addresses')
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId')),
  )
  const keepAddress = templateOf<{ tenant_id: string; address_key: string; person_id: string; former: 0 | 1 }>()(
    (slot) =>
      build
        .insertInto('directory_addresses')
        .values({
          tenant_id: slot('tenant_id'),
          address_key: slot('address_key'),
          person_id: slot('person_id'),
          former: slot('former'),
        })
        .onConflict((conflict) => conflict.doNothing()),
  )

  const readHeld = async (tx: Sql, tenantId: string, personId: string): Promise<Held | null> => {
    const row = await tx.first(held({ tenantId, personId }))
    if (row === null) return null
    const [opened] = seals.of(tenantId).openRows('people', [row])
    return {
      status: opened!.source_status,
      content: JSON.parse(opened!.content) as PersonContent,
      directory: JSON.parse(opened!.directory ?? '{}') as DirectoryContent,
    }
  }

  const keepAddresses = async (
    tx: Sql,
    tenantId: string,
    personId: string,
    others: readonly string[],
    former: readonly string[],
  ): Promise<void> => {
    await tx.run(forgetAddresses({ tenantId, personId }))
    for (const [addresses, flag] of [[others, 0] as const, [former, 1] as const])
      for (const address of addresses) {
        const key = ids.addressKey(tenantId, address)
        if (key !== null)
          await tx.run(keepAddress({ tenant_id: tenantId, address_key: key, person_id: personId, former: flag }))
      }
  }

  /** What the directory says holds for the person in whichever list they are, until one of those has news. */
  const spread = async (
    tx: Sql,
    tenantId: string,
    personIds: readonly string[],
    status: PersonStatus,
    mailbox: DirectoryEntry['mailbox'],
  ): Promise<void> => {
    for (const personId of personIds) {
      const values = { tenantId, personId, status, mailbox }
      await tx.run(mailbox === 'unknown' ? spreadStatus(values) : spreadBoth(values))
    }
  }

  const note = async (
    tx: Sql,
    { tenantId, id, first }: { tenantId: string; id: string; first: boolean },
    { counts }: Tally,
    kind: DirectoryChange,
    { personId, ...content }: ChangedPerson,
  ): Promise<void> => {
    counts[kind] += 1
    // The first reading finds everybody new: a list of them would be the directory once more.
    if (first && kind === 'added') return
    const key = { tenant_id: tenantId, resync_id: id, kind, person_id: personId }
    const row = seals.of(tenantId).sealRow('resync_changes', { ...key, content: JSON.stringify(content) })
    await tx.run(
      build
        .insertInto('resync_changes')
        .values(row)
        .onConflict((conflict) => conflict.columns(['tenant_id', 'resync_id', 'kind', 'person_id']).doNothing()),
    )
  }

  const mergeEntry = async (
    tx: Sql,
    resync: { tenantId: string; id: string; mark: string; first: boolean },
    tally: Tally,
    entry: DirectoryEntry,
  ): Promise<void> => {
    const { tenantId, mark } = resync
    const found = await recipients.idOfEntry(tx, tenantId, entry)
    // Nobody here ever knew them, and they are gone.
    if (found.isNew && entry.status === 'removed') return
    const personId = found.id
    const before = found.isNew ? null : await readHeld(tx, tenantId, personId)
    const former = [
      ...(before?.directory.former ?? []),
      ...(before && !sameAddress(before.content.address, entry.address) ? [before.content.address] : []),
    ].filter((address, at, all) => !sameAddress(address, entry.address) && all.indexOf(address) === at)
    const { name, address, aliases, status, signInName, directoryId, unit } = entry
    const directory: DirectoryContent = { asked: address, directoryId, address, signInName, aliases, unit, former }
    const content: PersonContent = { name, address, aliases }
    const same =
      before !== null &&
      before.status === status &&
      JSON.stringify(before.content) === JSON.stringify(content) &&
      JSON.stringify(before.directory) === JSON.stringify(directory)
    if (same) return void (await tx.run(touch({ tenantId, personId, mark })))

    const listed = { ref: directoryId, name, address, aliases, status, risk: noRisk }
    const row = personRowOf(ids, { tenantId, personId }, directorySource, listed, mark)
    await tx.run(upsert(seals.of(tenantId).sealRow('people', row)))
    const sealed = seals.of(tenantId).sealRow('people', { directory: JSON.stringify(directory) })
    await tx.run(setDirectory({ tenantId, personId, directory: sealed.directory }))
    await keepAddresses(tx, tenantId, personId, [...aliases, ...(signInName === null ? [] : [signInName])], former)
    await spread(tx, tenantId, [personId], status, entry.mailbox)
    tally.touched.push(personId)
    const isRenamed = before !== null && (before.content.name !== name || !sameAddress(before.content.address, address))
    const person = {
      personId,
      name,
      address,
      before: isRenamed ? { name: before.content.name, address: before.content.address } : null,
    }
    if (status === 'removed') {
      if (before?.status !== 'removed') await note(tx, resync, tally, 'removed', person)
      return
    }
    if (before === null || before.status === 'removed') return note(tx, resync, tally, 'added', person)
    if (isRenamed) await note(tx, resync, tally, 'renamed', person)
    if (status === 'suspended' && before.status !== 'suspended') return note(tx, resync, tally, 'suspended', person)
    if (!isRenamed) await note(tx, resync, tally, 'changed', person)
  }

  /** People who are in the directory no more; what is kept of them stays. */
  const removeAll = async (
    tx: Sql,
    resync: { tenantId: string; id: string; mark: string; first: boolean },
    tally: Tally,
    personIds: readonly string[],
  ): Promise<void> => {
    const { tenantId, mark } = resync
    for (const personId of personIds) {
      const before = await readHeld(tx, tenantId, personId)
      if (before === null || before.status === 'removed') continue
      const { name, address } = before.content
      await note(tx, resync, tally, 'removed', { personId, name, address, before: null })
      tally.touched.push(personId)
    }
    for (const piece of inPieces(personIds))
      await tx.run(
        build
          .updateTable('people')
          .set({ source_status: 'removed', mark })
          .where('tenant_id', '=', tenantId)
          .where('source_id', '=', directorySource)
          .where('person_id', 'in', piece),
      )
    await spread(tx, tenantId, personIds, 'removed', 'unknown')
  }

  const columns = [
    'resync_id',
    'state',
    'mark',
    'began_at',
    'kept_at',
    'whole',
    'first',
    'read',
    'cursor',
    'granted',
    ...directoryChanges,
  ] as const
  const readRow = async (tx: Sql, tenantId: string, states: readonly ('open' | 'stopped' | 'ended')[]) => {
    const row = await tx.first(
      build
        .selectFrom('resyncs')
        .select(columns)
        .where('tenant_id', '=', tenantId)
        .where('state', 'in', states)
        .orderBy('began_at', 'desc')
        .limit(1),
    )
    return row && seals.of(tenantId).openRows('resyncs', [row])[0]!
  }
  type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>
  const change = (tx: Sql, tenantId: string, id: string, values: Partial<Omit<Row, 'resync_id'>>): Promise<number> =>
    tx.run(
      build
        .updateTable('resyncs')
        .set(seals.of(tenantId).sealRow('resyncs', values))
        .where('tenant_id', '=', tenantId)
        .where('resync_id', '=', id),
    )
  const added = (row: Row, { counts }: Tally) =>
    Object.fromEntries(directoryChanges.map((kind) => [kind, row[kind] + counts[kind]])) as Record<
      DirectoryChange,
      number
    >

  /** The resync of this id, as long as nobody took its place. */
  const required = async (tx: Sql, tenantId: string, id: string): Promise<Row> => {
    const row = await readRow(tx, tenantId, ['open', 'stopped'])
    if (row?.resync_id === id) return row
    throw new Error('a resync was gone on with that is not under way')
  }

  const toResync = (tenantId: string, row: Row): DirectoryResync => ({
    tenantId,
    id: row.resync_id,
    beganAt: isoOf(row.began_at),
    endedAt: isoOf(row.kept_at),
    full: row.whole === 1,
    first: row.first === 1,
    read: row.read,
    counts: Object.fromEntries(directoryChanges.map((kind) => [kind, row[kind]])) as DirectoryResync['counts'],
    grant: row.granted === null ? null : (JSON.parse(row.granted) as GrantReading),
  })

  const forgetOld = async (tx: Sql, tenantId: string): Promise<void> => {
    const old = await tx.rows(
      build
        .selectFrom('resyncs')
        .select('resync_id')
        .where('tenant_id', '=', tenantId)
        .orderBy('began_at', 'desc')
        .limit(1_000)
        .offset(keptResyncs),
    )
    for (const { resync_id: id } of old)
      for (const table of ['resync_changes', 'resyncs'] as const)
        await tx.run(
          build
            .deleteFrom(table as 'resyncs')
            .where('tenant_id', '=', tenantId)
            .where('resync_id', '=', id),
        )
  }

  return {
    openResync: async (tenantId) => {
      const row = await readRow(sql, tenantId, ['open', 'stopped'])
      if (row === null) return null
      const { resync_id: id, cursor, read, kept_at: keptAt } = row
      return { id, full: row.whole === 1, cursor, read, keptAt, stopped: row.state === 'stopped' }
    },
    beginResync: (tenantId, { id, full, mark, at }) =>
      sql.transaction(async (tx) => {
        const under = await readRow(tx, tenantId, ['open', 'stopped'])
        const last = await readRow(tx, tenantId, ['ended'])
        // What the last one left is needed to read changes alone.
        const since = full ? null : (last?.cursor ?? null)
        // The latest is told by this instant, whatever the clock does.
        const began = Math.max(at, (last?.began_at ?? 0) + 1)
        const fresh = { mark, kept_at: at, whole: since === null ? 1 : 0, cursor: since, state: 'open' } as const
        if (under?.resync_id === id) await change(tx, tenantId, id, fresh)
        else {
          if (under)
            for (const table of ['resync_changes', 'resyncs'] as const)
              await tx.run(
                build
                  .deleteFrom(table as 'resyncs')
                  .where('tenant_id', '=', tenantId)
                  .where('resync_id', '=', under.resync_id),
              )
          const row = seals.of(tenantId).sealRow('resyncs', {
            ...{
              tenant_id: tenantId,
              resync_id: id,
              began_at: began,
              first: (last === null ? 1 : 0) as 0 | 1,
              read: 0,
            },
            ...newTally().counts,
            ...fresh,
            granted: null,
          } as const)
          await tx.run(build.insertInto('resyncs').values(row))
        }
        return { full: since === null, cursor: since }
      }),
    mergeDirectory: async (tenantId, id, page, at) => {
      const { read, touched } = await sql.transaction(async (tx) => {
        const row = await required(tx, tenantId, id)
        const resync = { tenantId, id, mark: row.mark, first: row.first === 1 }
        const tally = newTally()
        for (const entry of page.people) await mergeEntry(tx, resync, tally, entry)
        const gone: string[] = []
        for (const ref of page.removed) {
          const personId = await recipients.personOf(tx, { tenantId, sourceId: directorySource }, ref)
          if (personId !== null) gone.push(personId)
        }
        if (gone.length > 0) await removeAll(tx, resync, tally, gone)
        const read = row.read + page.people.length + page.removed.length
        const cursor = page.next ?? page.changesFrom
        await change(tx, tenantId, id, { ...added(row, tally), read, cursor, kept_at: at, state: 'open' })
        recipients.forget()
        return { read, touched: tally.touched }
      })
      await peopleTouched(tenantId, touched)
      return read
    },
    stopResync: async (tenantId, id) => void (await change(sql, tenantId, id, { state: 'stopped' })),
    finishResync: async (tenantId, id, grant, at) => {
      const row = await required(sql, tenantId, id)
      if (row.whole === 1)
        for (;;) {
          const unlisted = await sql.rows(
            build
              .selectFrom('people')
              .select('person_id')
              .where('tenant_id', '=', tenantId)
              .where('source_id', '=', directorySource)
              .where('mark', '<>', row.mark)
              .where('source_status', '<>', 'removed')
              .limit(removedStep),
          )
          if (unlisted.length === 0) break
          const tally = newTally()
          await sql.transaction(async (tx) => {
            const now = await required(tx, tenantId, id)
            const gone = unlisted.map(({ person_id: personId }) => personId)
            await removeAll(tx, { tenantId, id, mark: row.mark, first: row.first === 1 }, tally, gone)
            await change(tx, tenantId, id, added(now, tally))
          })
          await peopleTouched(tenantId, tally.touched)
        }
      return sql.transaction(async (tx) => {
        await required(tx, tenantId, id)
        await change(tx, tenantId, id, {
          state: 'ended',
          kept_at: at,
          granted: grant === null ? null : JSON.stringify(grant),
        })
        await forgetOld(tx, tenantId)
        return toResync(tenantId, (await readRow(tx, tenantId, ['ended']))!)
      })
    },
    lastResync: async (tenantId) => {
      const row = await readRow(sql, tenantId, ['ended'])
      return row && toResync(tenantId, row)
    },
    resyncChanges: async (tenantId, id, kind, limit) => {
      const rows = await sql.rows(
        build
          .selectFrom('resync_changes')
          .select(['person_id', 'content'])
          .where('tenant_id', '=', tenantId)
          .where('resync_id', '=', id)
          .where('kind', '=', kind)
          .limit(limit),
      )
      return seals
        .of(tenantId)
        .openRows('resync_changes', rows)
        .map(({ person_id: personId, content }) => ({
          personId,
          ...(JSON.parse(content) as Omit<ChangedPerson, 'personId'>),
        }))
    },
  }
}
