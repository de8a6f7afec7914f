import type { Person, PersonStatus } from '../../shared/model'
import type { Ids } from './ids'
import type { Ledger } from './ledger'
import { createPeopleIndex } from './people-index'
import { personColumns, toPerson, toPersonRecord, type DirectoryContent, type PersonContent } from './person-row'
import type { SourcePerson } from '../sources/source'
import { inPieces, templateOf, type Database } from './sql'

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

const rowOf = (tenantId: string, sourceId: string, personId: string, person: SourcePerson, mark: string) => ({
  tenant_id: tenantId,
  person_id: personId,
  source_id: sourceId,
  source_ref: person.ref,
  content: JSON.stringify({
    name: person.name,
    address: person.address,
    aliases: person.aliases,
  } satisfies PersonContent),
  status: person.status,
  tests_sent: person.risk.testsSent,
  tests_clicked: person.risk.testsClicked,
  tests_reported: person.risk.testsReported,
  training_overdue: person.risk.trainingOverdue,
  mark,
})

export const createPeople = (sql: Database, ids: Ids): People => {
  const { build } = sql

  const upsert = templateOf<ReturnType<typeof rowOf>>()((slot) =>
    build
      .insertInto('people')
      .values({
        tenant_id: slot('tenant_id'),
        person_id: slot('person_id'),
        source_id: slot('source_id'),
        source_ref: slot('source_ref'),
        content: slot('content'),
        directory: null,
        status: slot('status'),
        source_status: slot('status'),
        mailbox: 'unknown',
        tests_sent: slot('tests_sent'),
        tests_clicked: slot('tests_clicked'),
        tests_reported: slot('tests_reported'),
        training_overdue: slot('training_overdue'),
        mark: slot('mark'),
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'person_id', 'source_id']).doUpdateSet((eb) => ({
          source_ref: eb.ref('excluded.source_ref'),
          content: eb.ref('excluded.content'),
          // The directory's word stands until the source has news.
          status: eb
            .case()
            .when('people.source_status', '<>', eb.ref('excluded.source_status'))
            .then(eb.ref('excluded.source_status'))
            .else(eb.ref('people.status'))
            .end(),
          source_status: eb.ref('excluded.source_status'),
          tests_sent: eb.ref('excluded.tests_sent'),
          tests_clicked: eb.ref('excluded.tests_clicked'),
          tests_reported: eb.ref('excluded.tests_reported'),
          training_overdue: eb.ref('excluded.training_overdue'),
          mark: eb.ref('excluded.mark'),
        })),
      ),
  )

  const select = (tenantId: string) =>
    build.selectFrom('people').select(personColumns).where('tenant_id', '=', tenantId)

  const readSeveral = async (tenantId: string, personIds: readonly string[]): Promise<Person[]> => {
    const found: Person[] = []
    for (const piece of inPieces(personIds)) {
      const rows = await sql.rows(select(tenantId).where('person_id', 'in', piece))
      found.push(...rows.map((row) => toPerson(row)))
    }
    return found
  }
  const readAll = async (tenantId: string): Promise<Person[]> =>
    (await sql.rows(select(tenantId))).map((row) => toPerson(row))
  const index = createPeopleIndex(readAll)

  return {
    listPeople: async (tenantId) => (await readAll(tenantId)).sort((a, b) => a.name.localeCompare(b.name)),
    readPerson: async (key) => {
      const row = await sql.first(select(key.tenantId).where('person_id', '=', key.personId))
      return row && toPersonRecord(row)
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
      const rows = people.map((person) =>
        rowOf(tenantId, sourceId, ids.person(tenantId, sourceId, person.ref), person, mark),
      )
      await sql.transaction(async (tx) => {
        for (const row of rows) await tx.run(upsert(row))
      })
      if (index.holds(tenantId)) {
        const merged = rows.map((row) => row.person_id)
        index.update(tenantId, await readSeveral(tenantId, merged))
      }
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
