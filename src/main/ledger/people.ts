import type { Person, PersonStatus } from '../../shared/model'
import { tenantSettings } from '../tenants/settings'
import type { Ids } from './ids'
import type { Ledger } from './ledger'
import { createPeopleIndex } from './people-index'
import { mergePersonRows } from './merged-people'
import { personColumns, toPerson, toPersonRecord, type DirectoryContent } from './person-row'
import { personRowOf, personUpsert } from './person-upsert'
import type { Recipients } from './recipients'
import { inPieces, type Database } from './sql'

type People = Pick<
  Ledger,
  | 'listPeople'
  | 'readPerson'
  | 'searchPeople'
  | 'mergePeople'
  | 'finishPeople'
  | 'setDirectoryFacts'
  | 'setMailboxState'
>

export const createPeople = (sql: Database, ids: Ids, recipients: Recipients): People => {
  const { build } = sql

  const upsert = personUpsert(sql)

  const select = (tenantId: string) =>
    build.selectFrom('people').select(personColumns).where('tenant_id', '=', tenantId)

  /** The ids of the tenant's sources in the order of its settings: the first that has a person names them. */
  const sourceOrder = async (tenantId: string): Promise<readonly string[]> => {
    const row = await sql.first(build.selectFrom('tenants').select('settings').where('tenant_id', '=', tenantId))
    return row ? tenantSettings.parse(JSON.parse(row.settings)).logSources.map((source) => source.id) : []
  }
  const readSeveral = async (tenantId: string, personIds: readonly string[]): Promise<Person[]> => {
    const order = await sourceOrder(tenantId)
    const found: Person[] = []
    for (const piece of inPieces(personIds)) {
      const rows = await sql.rows(select(tenantId).where('person_id', 'in', piece))
      found.push(...mergePersonRows(rows, order).map(toPerson))
    }
    return found
  }
  const readAll = async (tenantId: string): Promise<Person[]> =>
    mergePersonRows(await sql.rows(select(tenantId)), await sourceOrder(tenantId)).map(toPerson)
  const index = createPeopleIndex(readAll)
  recipients.onMade((tenantId) => index.forget(tenantId))

  return {
    listPeople: async (tenantId) => (await readAll(tenantId)).sort((a, b) => a.name.localeCompare(b.name)),
    readPerson: async (key) => {
      const rows = await sql.rows(select(key.tenantId).where('person_id', '=', key.personId))
      const [person] = mergePersonRows(rows, await sourceOrder(key.tenantId))
      return person ? toPersonRecord(person) : null
    },
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
          await tx.run(upsert(personRowOf(ids, { tenantId, personId }, sourceId, person, mark)))
          personIds.push(personId)
        }
        return personIds
      })
      if (index.holds(tenantId)) index.update(tenantId, await readSeveral(tenantId, merged))
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
      await sql.run(
        build
          .updateTable('people')
          .set((eb) => ({
            directory: JSON.stringify(directory),
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
      if (index.holds(key.tenantId)) index.update(key.tenantId, await readSeveral(key.tenantId, [key.personId]))
    },
    setMailboxState: async (key, mailbox) => {
      await sql.run(
        build
          .updateTable('people')
          .set({ mailbox })
          .where('tenant_id', '=', key.tenantId)
          .where('person_id', '=', key.personId),
      )
    },
  }
}
