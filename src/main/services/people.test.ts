import { describe, expect, it } from 'vitest'
import { Failure } from '../../shared/model'
import { aPerson, noon, tenantId } from '../ledger/testing/records'
import { settle } from '../net/testing/fake-clock'
import type { LogSource, SourcePerson } from '../sources/source'
import { createPeopleService } from './people'
import { asTenantSource, setStage } from './testing/stage'

const minute = 60_000
const away = new Failure({ code: 'source-unreachable', message: 'The log is away.' })

/** A source of these people, one on each page. */
const sourceOf = (people: SourcePerson[]) => {
  const asked: (string | null)[] = []
  let breaksAt: { page: number; how: Failure } | null = null
  let cursors = (cursor: string): string => cursor
  const source: LogSource = {
    id: 'http',
    people: async function* (cursor, signal) {
      asked.push(cursor)
      for (let page = Number(cursor === null ? 0 : cursors(cursor)); page < people.length; page += 1) {
        if (breaksAt?.page === page) throw breaksAt.how
        await settle()
        signal.throwIfAborted()
        yield {
          people: [people[page]!],
          next: page + 1 < people.length ? String(page + 1) : null,
          total: people.length,
        }
      }
    },
    sentEmails: () => {
      throw new Error('not asked here')
    },
    events: () => Promise.reject(new Error('not asked here')),
  }
  return {
    source,
    asked,
    breakAt: (page: number | null, how = away): void => void (breaksAt = page === null ? null : { page, how }),
    forgetCursors: (): void =>
      void (cursors = () => {
        throw new Failure({ code: 'our-fault', message: 'The cursor is not good any more.', field: 'cursor' })
      }),
  }
}

const begin = async () => {
  const stage = await setStage()
  const source = sourceOf(['p1', 'p2', 'p3'].map((ref) => aPerson(ref)))
  const parts = { ...stage.parts, sourcesOf: () => Promise.resolve([asTenantSource(source.source)]) }
  const service = createPeopleService(parts, stage.jobs)
  const ended = async () => {
    for (let turn = 0; turn < 60 && stage.jobs.list().some((job) => job.state === 'running'); turn += 1) await settle()
    return stage.jobs.list()[0]
  }
  const refresh = async () => {
    await service.refresh(tenantId)
    return ended()
  }
  const names = async () => (await service.list(tenantId)).map(({ name, status }) => `${name} ${status}`)
  return { ...stage, ...source, service, refresh, ended, names }
}

describe('reading the people of a tenant', () => {
  it('keeps what was read when a page fails, and goes on from there', async () => {
    const { refresh, breakAt, asked, names, ledger } = await begin()
    breakAt(2)
    expect(await refresh()).toMatchObject({ state: 'failed', done: 2 })
    expect(await names()).toEqual(['Person p1 active', 'Person p2 active'])
    expect((await ledger.readTenant(tenantId))?.peopleRefreshedAt).toBeNull()

    breakAt(null)
    expect(await refresh()).toMatchObject({ state: 'done', done: 3, total: 3 })
    expect(asked).toEqual([null, '2'])
    expect(await names()).toEqual(['Person p1 active', 'Person p2 active', 'Person p3 active'])
    expect((await ledger.readTenant(tenantId))?.peopleRefreshedAt).toBe(new Date(noon + 86_400_000).toISOString())
  })

  it('goes on after it was cancelled', async () => {
    const { service, jobs, ended, refresh, asked, names, events } = await begin()
    const { id } = await service.refresh(tenantId)
    const read = () => events.some((event) => event.kind === 'job' && event.job.done === 1)
    for (let turn = 0; turn < 60 && !read(); turn += 1) await settle()
    jobs.cancel(id)
    expect(await ended()).toMatchObject({ id, state: 'cancelled' })
    await refresh()
    expect(asked[1]).not.toBeNull()
    expect(await names()).toEqual(['Person p1 active', 'Person p2 active', 'Person p3 active'])
  })

  it('starts over when the interruption was ten minutes ago', async () => {
    const { refresh, breakAt, asked, clock } = await begin()
    breakAt(2)
    await refresh()
    breakAt(null)
    await clock.advance(10 * minute)
    expect(await refresh()).toMatchObject({ state: 'done', done: 3 })
    expect(asked).toEqual([null, null])
  })

  it('starts over when the source no longer knows the place', async () => {
    const { refresh, breakAt, forgetCursors, asked, names } = await begin()
    breakAt(1)
    await refresh()
    breakAt(null)
    forgetCursors()
    expect(await refresh()).toMatchObject({ state: 'done', done: 3 })
    expect(asked).toEqual([null, '1', null])
    expect(await names()).toHaveLength(3)
  })
})

describe('erasing a person', () => {
  it('asks for their address, and removes them with a line that says by whom', async () => {
    const { service, ledger, person, key, events } = await begin()
    await expect(service.erase(person, 'p2@northwind.example')).rejects.toMatchObject({
      code: 'bad-input',
      facts: { field: 'address' },
    })
    expect(await ledger.readEmail(key)).not.toBeNull()

    expect(await service.erase(person, ' P1@northwind.example')).toMatchObject({ emails: 1 })
    expect(await ledger.readPerson(person)).toBeNull()
    expect(await ledger.listAudit(tenantId, null, 1)).toMatchObject([{ action: 'erase-person', engineer: 'R. Ortega' }])
    expect(events).toContainEqual({ kind: 'people-changed', tenantId })
    await expect(service.erase(person, 'p1@northwind.example')).rejects.toMatchObject({ code: 'unknown-person' })
  })
})
