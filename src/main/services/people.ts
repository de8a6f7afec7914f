import type { PersonHit } from '../../shared/contract'
import { Failure, type Job, type Person } from '../../shared/model'
import type { Erased, OpenReading, PersonKey } from '../ledger/ledger'
import type { PeoplePage } from '../sources/source'
import type { Jobs } from './jobs'
import { requirePerson, type ServiceParts } from './parts'
import { readPages } from './readings'

export interface PeopleService {
  list(tenantId: string): Promise<readonly Person[]>
  search(tenantId: string, query: string, limit: number): Promise<readonly PersonHit[]>
  read(key: PersonKey): Promise<Person>
  /** A reading that was cancelled or interrupted lately goes on where it stopped. */
  refresh(tenantId: string): Promise<Job>
  /** Removes all that is kept of a person; `typed` has to be their address. */
  erase(key: PersonKey, typed: string): Promise<Erased>
  /** Starts a reading when the last complete one is older than half a day, or there was none. */
  refreshIfOld(tenantId: string): Promise<void>
}

const oldAfterMs = 12 * 3_600_000

export const createPeopleService = (parts: ServiceParts, jobs: Jobs): PeopleService => {
  const { ledger, clock } = parts

  const refresh = async (tenantId: string): Promise<Job> => {
    const tenant = await ledger.readTenant(tenantId)
    if (!tenant) {
      throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
    }
    return jobs.start({
      kind: 'refresh-people',
      tenantId,
      personId: null,
      title: `Reading the people of ${tenant.name}`,
      key: `people|${tenantId}`,
      run: async (control) => {
        const source = await parts.sourceOf(tenantId)
        const order = {
          key: { tenantId, personId: null, sourceId: source.id },
          window: null,
          pages: ({ cursor }: OpenReading) => source.people(cursor, control.signal),
          keep: async ({ people }: PeoplePage, mark: string) => {
            await ledger.mergePeople(tenantId, source.id, people, mark)
            parts.emit({ kind: 'people-changed', tenantId })
            return people.length
          },
        }
        const { mark, done } = await readPages(parts, order, control)
        const at = clock.now()
        await ledger.finishPeople(tenantId, source.id, mark, at)
        await ledger.appendAudit({
          at,
          engineer: parts.engineer(),
          tenantId,
          personId: null,
          emailId: null,
          rescueId: null,
          action: 'refresh-people',
          outcome: 'succeeded',
          detail: `${done} people read`,
        })
        parts.emit({ kind: 'people-changed', tenantId })
        parts.emit({ kind: 'tenants-changed' })
      },
    })
  }

  const refreshIfOld = async (tenantId: string): Promise<void> => {
    const at = (await ledger.readTenant(tenantId))?.peopleRefreshedAt
    if (at === undefined) return
    if (at === null || clock.now() - Date.parse(at) > oldAfterMs) await refresh(tenantId)
  }

  const read = async (key: PersonKey): Promise<Person> => {
    const {
      sourceId: _,
      sourceRef: __,
      sourceRefs: ___,
      directoryId: ____,
      ...person
    } = await requirePerson(ledger, key)
    return person
  }

  const erase = async (key: PersonKey, typed: string): Promise<Erased> => {
    const { address } = await requirePerson(ledger, key)
    if (typed.trim().toLowerCase() !== address.toLowerCase()) {
      throw new Failure({
        code: 'bad-input',
        message: 'This is not the address of the person: type it as it stands on their page.',
        field: 'address',
      })
    }
    const erased = await ledger.erasePerson(key, parts.engineer(), clock.now())
    parts.emit({ kind: 'people-changed', tenantId: key.tenantId })
    parts.emit({ kind: 'tenants-changed' })
    return erased
  }

  return {
    list: (tenantId) => ledger.listPeople(tenantId),
    search: (tenantId, query, limit) => ledger.searchPeople(tenantId, query, limit),
    read,
    refresh,
    erase,
    refreshIfOld,
  }
}
