import type { SourcePerson } from '../sources/source'
import type { Ids } from './ids'
import type { PersonContent } from './person-row'
import type { Sealed } from './seal'
import { templateOf, type Database } from './sql'

/** The row of a person as one source has them. */
export const personRowOf = (
  ids: Ids,
  { tenantId, personId }: { readonly tenantId: string; readonly personId: string },
  sourceId: string,
  person: SourcePerson,
  mark: string,
) => ({
  tenant_id: tenantId,
  person_id: personId,
  source_id: sourceId,
  source_ref: person.ref,
  ref_key: ids.refKey(tenantId, sourceId, person.ref),
  address_key: ids.addressKey(tenantId, person.address),
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

/** Adds or updates one such row; what the directory said stays. */
export const personUpsert = ({ build }: Pick<Database, 'build'>) =>
  templateOf<Sealed<'people', ReturnType<typeof personRowOf>>>()((slot) =>
    build
      .insertInto('people')
      .values({
        tenant_id: slot('tenant_id'),
        person_id: slot('person_id'),
        source_id: slot('source_id'),
        source_ref: slot('source_ref'),
        ref_key: slot('ref_key'),
        address_key: slot('address_key'),
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
          ref_key: eb.ref('excluded.ref_key'),
          address_key: eb.ref('excluded.address_key'),
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
