import { describe, expect, it } from 'vitest'
import { Failure } from '../../shared/model'
import { openTestLedger } from '../ledger/testing/fixtures'
import { anEmail, noon } from '../ledger/testing/records'
import { settle } from '../net/testing/fake-clock'
import type { LogSource, SourceEmail } from '../sources/source'
import { createLogService } from './log'
import { asTenantSource, setStage } from './testing/stage'

const day = 86_400_000
const week = { kind: 'days', days: 7 } as const

/** A log of these pages, one row each; the page named by `breaksAt` fails once. */
const sourceOf = (rows: readonly SourceEmail[], breaksAt = -1) => {
  const asked: (string | null)[] = []
  const hooks = { onPage: (_page: number): void => undefined }
  let broken = breaksAt
  const source: LogSource = {
    id: 'http',
    people: () => {
      throw new Error('not asked here')
    },
    sentEmails: async function* ({ cursor }) {
      for (let page = Number(cursor ?? 0); page < rows.length; page += 1) {
        asked.push(cursor)
        hooks.onPage(page)
        if (page === broken) {
          broken = -1
          throw new Failure({ code: 'source-unreachable', message: 'The log is away.' })
        }
        const next = page + 1 < rows.length ? String(page + 1) : null
        yield { emails: [rows[page]!], next, total: rows.length }
      }
    },
    events: () => Promise.resolve([{ kind: 'delivered', at: new Date(noon).toISOString(), detail: null }]),
  }
  return { source, asked, hooks }
}

const begin = async (rows: readonly SourceEmail[], breaksAt?: number) => {
  const stage = await setStage({ ledger: await openTestLedger() })
  const { source, asked, hooks } = sourceOf(rows, breaksAt)
  const parts = { ...stage.parts, sourcesOf: () => Promise.resolve([asTenantSource(source)]) }
  const service = createLogService(parts, stage.jobs, stage.visits)
  const refresh = async () => {
    await service.refresh(stage.person, week)
    for (let turn = 0; turn < 60 && stage.jobs.list().some((job) => job.state === 'running'); turn += 1) await settle()
    return stage.jobs.list()[0]
  }
  const subjects = async () => (await service.read(stage.person, week)).emails.map((email) => email.subject)
  return { ...stage, service, refresh, subjects, source, asked, hooks }
}

const now = noon + day
const rows = ['e1', 'e2', 'e3'].map((ref, index) => anEmail(ref, noon - index * 60_000))

describe('reading a log', () => {
  it('shows what the ledger knows before anything was read from the source', async () => {
    const { subjects, asked, service, person } = await begin(rows)
    expect(await subjects()).toEqual(['Subject e1'])
    expect(asked).toEqual([])
    expect((await service.read(person, week)).refreshedAt).toBeNull()
  })

  it('merges every page and then counts as read', async () => {
    const { refresh, subjects, service, person } = await begin(rows)
    expect(await refresh()).toMatchObject({ state: 'done', done: 3, total: 3 })
    expect(await subjects()).toEqual(['Subject e1', 'Subject e2', 'Subject e3'])
    expect((await service.read(person, week)).refreshedAt).toBe(new Date(now).toISOString())
  })

  it('keeps what was read when a page fails, says so, and goes on from there', async () => {
    const { refresh, subjects, asked, service, person } = await begin(rows, 2)
    expect(await refresh()).toMatchObject({ state: 'failed', error: { code: 'source-unreachable' } })
    expect(await subjects()).toEqual(['Subject e1', 'Subject e2'])
    expect((await service.read(person, week)).refreshedAt).toBeNull()
    expect(await refresh()).toMatchObject({ state: 'done' })
    expect(asked.at(-1)).toBe('2')
    expect(await subjects()).toEqual(['Subject e1', 'Subject e2', 'Subject e3'])
  })

  it('ends when the person is left, also when it has hardly begun, and goes on when they are picked again', async () => {
    const { service, person, visits, jobs, refresh, asked, hooks, subjects } = await begin(rows)
    const hardly = service.refresh(person, week)
    visits.leave(person)
    await expect(hardly).rejects.toMatchObject({ code: 'cancelled' })
    expect(jobs.list()).toEqual([])

    const { id } = await service.refresh(person, week)
    hooks.onPage = (page) => {
      if (page === 2) visits.leave(person)
    }
    for (let turn = 0; turn < 60 && jobs.list()[0]?.state === 'running'; turn += 1) await settle()
    expect(jobs.list()).toMatchObject([{ id, state: 'cancelled' }])
    hooks.onPage = () => undefined
    expect(await refresh()).toMatchObject({ state: 'done', done: 3 })
    expect(await subjects()).toEqual(['Subject e1', 'Subject e2', 'Subject e3'])
    expect(asked.at(-1)).toBe('2')
  })

  it('is another reading for another window', async () => {
    const { service, person, asked, refresh, jobs } = await begin(rows, 2)
    await refresh()
    await service.refresh(person, { kind: 'days', days: 30 })
    for (let turn = 0; turn < 60 && jobs.list().some((job) => job.state === 'running'); turn += 1) await settle()
    expect(asked.slice(3)[0]).toBeNull()
  })

  it('marks a row that the source no longer lists, and keeps its sightings', async () => {
    const { refresh, service, person } = await begin(rows.slice(1))
    await refresh()
    const { emails } = await service.read(person, week)
    expect(emails.map(({ subject, listed }) => [subject, listed])).toEqual([
      ['Subject e1', false],
      ['Subject e2', true],
      ['Subject e3', true],
    ])
  })

  it('tells which email lies nearest when the window holds none', async () => {
    const { service, person } = await begin([])
    const empty = await service.read(person, {
      kind: 'custom',
      from: new Date(noon + 3_600_000).toISOString(),
      to: new Date(noon + 7_200_000).toISOString(),
    })
    expect(empty.emails).toEqual([])
    expect(empty.before).toBe(new Date(noon).toISOString())
    expect(empty.after).toBeNull()
  })
})

describe('reading one email', () => {
  it('asks the source for all its events in the background, at most every half minute', async () => {
    const { service, key, events } = await begin(rows)
    const changes = () => events.filter((event) => event.kind === 'log-changed').length
    await service.readEmail(key)
    for (let turn = 0; turn < 20 && changes() === 0; turn += 1) await settle()
    expect(changes()).toBe(1)
    expect((await service.readEmail(key)).events.map(({ kind }) => kind)).toEqual(['delivered'])
    await settle()
    expect(changes()).toBe(1)
  })

  it('gives the source twenty seconds for the events, by the handed-in clock', async () => {
    const { service, key, clock, source } = await begin(rows)
    let ended = false
    source.events = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          ended = true
          reject(new Failure({ code: 'cancelled', message: 'Abandoned.' }))
        })
      })
    await service.readEmail(key)
    await clock.advance(19_999)
    expect(ended).toBe(false)
    await clock.advance(1)
    expect(ended).toBe(true)
  })

  it('reports a bug in that background work', async () => {
    const { service, key, source, bugs } = await begin(rows)
    const bug = new TypeError('nobody expected this')
    source.events = () => Promise.reject(bug)
    await service.readEmail(key)
    for (let turn = 0; turn < 20 && bugs.length === 0; turn += 1) await settle()
    expect(bugs).toMatchObject([{ error: bug }])
  })

  it('refuses an email that is not in this person’s log', async () => {
    const { service, key } = await begin(rows)
    await expect(service.readEmail({ ...key, emailId: 'another' })).rejects.toMatchObject({ code: 'unknown-email' })
  })
})
