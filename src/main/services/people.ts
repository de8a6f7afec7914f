import type { PersonHit } from '../../shared/contract'
import { Failure, type Job, type PeoplePage as PeopleRows, type PeopleQuery, type Person } from '../../shared/model'
import type { Erased, OpenReading, PersonKey } from '../ledger/ledger'
import type { PeoplePage } from '../sources/source'
import { sourceKinds } from '../tenants/source-kinds'
import type { JobControl, Jobs } from './jobs'
import { requirePerson, type ServiceParts } from './parts'
import { readPerson } from './ledger-reads'
import { readPages } from './readings'
import { readEach, throwIfAnyFailed, type TenantSource } from './tenant-sources'

export interface PeopleService {
  list(tenantId: string): Promise<readonly Person[]>
  search(tenantId: string, query: string, limit: number): Promise<readonly PersonHit[]>
  page(tenantId: string, query: PeopleQuery, from: number, count: number): Promise<PeopleRows>
  read(key: PersonKey): Promise<Person>
  /** A reading that was cancelled or interrupted lately goes on where it stopped. */
  refresh(tenantId: string): Promise<Job>
  /** Removes all that is kept of a person; `typed` has to be their address. */
  erase(key: PersonKey, typed: string): Promise<Erased>
  /** Starts a reading when the last complete one is older than half a day, or there was none. */
  refreshIfOld(tenantId: string): Promise<void>
}

const nobodyListed = (): Failure =>
  new Failure({
    code: 'source-missing',
    message: 'No log source of this tenant lists its people: add one on its page.',
    field: 'logSources',
  })

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
        const sources = (await parts.sourcesOf(tenantId)).filter(({ kind }) => sourceKinds[kind].listsPeople)
        if (sources.length === 0) throw nobodyListed()
        const reading = { tenantId, what: 'people' } as const
        const read = await readEach(parts, reading, sources, control, (source, own) => readOne(tenantId, source, own))
        const at = clock.now()
        for (const { source, value } of read.done)
          await ledger.finishPeople(tenantId, source.id, value.mark, read.failed.length === 0 ? at : null)
        if (read.done.length > 0) parts.emit({ kind: 'people-changed', tenantId })
        throwIfAnyFailed(read)
        const done = read.done.reduce((sum, { value }) => sum + value.done, 0)
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
        parts.emit({ kind: 'tenants-changed' })
      },
    })
  }

  const readOne = (
    tenantId: string,
    { id: sourceId, reader }: TenantSource,
    control: JobControl,
  ): Promise<OpenReading> =>
    readPages(
      parts,
      {
        key: { tenantId, personId: null, sourceId },
        window: null,
        pages: ({ cursor }: OpenReading) => reader.people(cursor, control.signal),
        keep: async ({ people }: PeoplePage, mark: string) => {
          await ledger.mergePeople(tenantId, sourceId, people, mark)
          parts.emit({ kind: 'people-changed', tenantId })
          return people.length
        },
      },
      control,
    )

  const refreshIfOld = async (tenantId: string): Promise<void> => {
    const tenant = await ledger.readTenant(tenantId)
    // Where no source lists people there is nothing to fail at.
    if (!tenant?.logSources.some(({ kind }) => sourceKinds[kind].listsPeople)) return
    const at = tenant.peopleRefreshedAt
    if (at === null || clock.now() - Date.parse(at) > oldAfterMs) await refresh(tenantId)
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
    page: (tenantId, query, from, count) => ledger.pageOfPeople(tenantId, query, from, count),
    read: (key) => readPerson(ledger, key),
    refresh,
    erase,
    refreshIfOld,
  }
}
