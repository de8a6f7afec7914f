import { setImmediate as turn } from 'node:timers/promises'
import type { Person, PersonLine, PersonStatus, Sighting } from '../../shared/model'
import type { EmailContent } from './email-row'
import type { Ids } from './ids'
import type { Ledger } from './ledger'
import { createPeopleIndex } from './people-index'
import { createPeopleList } from './people-list'
import { mergePersonRows } from './merged-people'
import { directorySource, personColumns, toPerson, toPersonRecord, type DirectoryContent } from './person-row'
import { personRowOf, personUpsert } from './person-upsert'
import type { Recipients } from './recipients'
import type { Seals } from './seals'
import { readSettingsColumn } from './settings-column'
import { inPieces, templateOf, type Database } from './sql'
import { isoOf } from './times'

type People = Pick<
  Ledger,
  | 'listPeople'
  | 'readPerson'
  | 'readPeople'
  | 'searchPeople'
  | 'pageOfPeople'
  | 'mergePeople'
  | 'finishPeople'
  | 'setDirectoryFacts'
  | 'setMailboxState'
>

/** People read in one go while the index is built. One person has at most as many rows as the tenant has sources. */
const sliceRows = 500
/** Emails of a person that are looked at for where the latest was seen. */
const latestLooked = 5
/** People found for a text that nobody's words begin with. */
const mostAlike = 200

export const createPeople = (
  sql: Database,
  seals: Seals,
  ids: Ids,
  recipients: Recipients,
): People & {
  /** Others wrote down these people: whoever is found by name is found by their new one. */
  readonly touched: (tenantId: string, personIds: readonly string[]) => Promise<void>
} => {
  const { build } = sql

  const upsert = personUpsert(sql)

  const select = (tenantId: string) =>
    build.selectFrom('people').select(personColumns).where('tenant_id', '=', tenantId)

  const opened = async (tenantId: string, query: ReturnType<typeof select>) =>
    seals.of(tenantId).openRows('people', await sql.rows(query))
  /** The ids of the tenant's sources in the order of its settings: the first that has a person names them. */
  const sourceOrder = async (tenantId: string): Promise<readonly string[]> => {
    const row = await sql.first(build.selectFrom('tenants').select('settings').where('tenant_id', '=', tenantId))
    return row ? readSettingsColumn(row.settings).logSources.map((source) => source.id) : []
  }
  const readSeveral = async (tenantId: string, personIds: readonly string[]): Promise<Person[]> => {
    const order = await sourceOrder(tenantId)
    const found: Person[] = []
    for (const piece of inPieces(personIds)) {
      const rows = await opened(tenantId, select(tenantId).where('person_id', 'in', piece))
      found.push(...mergePersonRows(rows, order).map(toPerson))
    }
    return found
  }
  const readAll = async (tenantId: string): Promise<Person[]> =>
    mergePersonRows(await opened(tenantId, select(tenantId)), await sourceOrder(tenantId)).map(toPerson)
  /** Everybody, read in slices with a turn for others between them: for work that nobody waits for. */
  const readSlowly = async (tenantId: string): Promise<Person[]> => {
    const order = await sourceOrder(tenantId)
    const people: Person[] = []
    for (let after = ''; ;) {
      const slice = select(tenantId).where('person_id', '>', after).orderBy('person_id').limit(sliceRows)
      const rows = await opened(tenantId, slice)
      const last = rows.at(-1)
      // The last person may have more rows in the next slice.
      const whole = rows.length < sliceRows ? rows : rows.filter((row) => row.person_id !== last?.person_id)
      people.push(...mergePersonRows(whole, order).map(toPerson))
      if (rows.length < sliceRows) return people
      after = whole.at(-1)?.person_id ?? ''
      await turn()
    }
  }
  const index = createPeopleIndex(readSlowly)
  const list = createPeopleList(readSlowly)
  recipients.onPeopleChanged((tenantId) => {
    index.forget(tenantId)
    list.forget(tenantId)
  })
  /** Whoever changed is found, listed and sorted by what they are now. */
  const touched = async (tenantId: string, personIds: readonly string[]): Promise<void> => {
    if (personIds.length === 0 || !(index.holds(tenantId) || list.holds(tenantId))) return
    const people = await readSeveral(tenantId, personIds)
    index.update(tenantId, people)
    list.update(tenantId, people)
  }

  const latestEmails = templateOf<{ readonly tenantId: string; readonly personId: string }>()((slot) =>
    build
      .selectFrom('emails')
      .select(['sent_at', 'content', 'sighting'])
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId'))
      .orderBy('sent_at', 'desc')
      .limit(latestLooked),
  )
  const lineOf = async (person: Person): Promise<PersonLine> => {
    const { tenantId, id: personId } = person
    const emails = seals.of(tenantId).openRows('emails', await sql.rows(latestEmails({ tenantId, personId })))
    const sightings = emails.map(({ sighting }) => (sighting === null ? null : (JSON.parse(sighting) as Sighting)))
    const [last] = emails
    return {
      person,
      lastEmail: last
        ? { sentAt: isoOf(last.sent_at), method: (JSON.parse(last.content) as EmailContent).method }
        : null,
      lastSeen: sightings.find((sighting) => sighting !== null && sighting.kind !== 'unknown') ?? null,
    }
  }

  return {
    touched,
    listPeople: async (tenantId) => (await readAll(tenantId)).sort((a, b) => a.name.localeCompare(b.name)),
    pageOfPeople: async (tenantId, query, from, count) => {
      // A locked tenant is refused before anything of it is in memory.
      seals.of(tenantId)
      const people = await list.of(tenantId)
      const { ids, ...counts } = await people.select(query, async (text) =>
        (await index.search(tenantId, text, mostAlike)).map(({ personId }) => personId),
      )
      const found = await readSeveral(tenantId, ids.slice(from, from + count))
      const byId = new Map(found.map((person) => [person.id, person]))
      const rows: PersonLine[] = []
      for (const id of ids.slice(from, from + count)) {
        const person = byId.get(id)
        if (person) rows.push(await lineOf(person))
      }
      return { total: ids.length, ...counts, from, rows }
    },
    readPerson: async (key) => {
      const rows = await opened(key.tenantId, select(key.tenantId).where('person_id', '=', key.personId))
      const [person] = mergePersonRows(rows, await sourceOrder(key.tenantId))
      return person ? toPersonRecord(person) : null
    },
    readPeople: readSeveral,
    searchPeople: async (tenantId, query, limit) => {
      const hits = await index.search(tenantId, query, limit)
      const people = await readSeveral(
        tenantId,
        hits.map((hit) => hit.personId),
      )
      const byId = new Map(people.map((person) => [person.id, person]))
      return hits.flatMap(({ personId, matched }) => {
        const person = byId.get(personId)
        return person ? [{ person, matched }] : []
      })
    },
    mergePeople: async (tenantId, sourceId, people, mark) => {
      const merged = await sql.transaction(async (tx) => {
        const personIds: string[] = []
        for (const person of people) {
          const personId = await recipients.idOf(tx, { tenantId, sourceId }, person)
          const row = personRowOf(ids, { tenantId, personId }, sourceId, person, mark)
          await tx.run(upsert(seals.of(tenantId).sealRow('people', row)))
          personIds.push(personId)
        }
        // An import under way looks for everybody anew.
        recipients.forget()
        return personIds
      })
      await touched(tenantId, merged)
    },
    finishPeople: async (tenantId, sourceId, mark, at) => {
      await sql.transaction(async (tx) => {
        await tx.run(
          build
            .updateTable('people')
            .set({ status: 'removed', source_status: 'removed' })
            .where('tenant_id', '=', tenantId)
            .where('source_id', '=', sourceId)
            .where('mark', '<>', mark),
        )
        if (at === null) return
        await tx.run(build.updateTable('tenants').set({ people_refreshed_at: at }).where('tenant_id', '=', tenantId))
      })
    },
    setDirectoryFacts: async (key, asked, facts) => {
      const directory: DirectoryContent = {
        asked,
        directoryId: facts.directoryId,
        address: facts.address,
        signInName: facts.signInName,
        aliases: facts.aliases,
      }
      const sealed = seals.of(key.tenantId).sealRow('people', { directory: JSON.stringify(directory) })
      await sql.run(
        build
          .updateTable('people')
          .set((eb) => ({
            // What a reading of the whole directory has kept knows more.
            directory: eb
              .case()
              .when('source_id', '=', directorySource)
              .then(eb.ref('directory'))
              .else(eb.val(sealed.directory))
              .end(),
            // Gone at the source stays gone, whatever the directory still holds.
            status: eb
              .case()
              .when('source_status', '=', 'removed')
              .then(eb.val<PersonStatus>('removed'))
              .else(eb.val<PersonStatus>(facts.status))
              .end(),
            // A directory that doesn't know takes back nothing that a mail call has shown.
            mailbox: facts.mailbox === 'unknown' ? eb.ref('mailbox') : facts.mailbox,
          }))
          .where('tenant_id', '=', key.tenantId)
          .where('person_id', '=', key.personId),
      )
      await touched(key.tenantId, [key.personId])
    },
    setMailboxState: async (key, mailbox) => {
      await sql.run(
        build
          .updateTable('people')
          .set({ mailbox })
          .where('tenant_id', '=', key.tenantId)
          .where('person_id', '=', key.personId),
      )
      await touched(key.tenantId, [key.personId])
    },
  }
}
