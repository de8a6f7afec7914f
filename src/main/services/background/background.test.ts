import { describe, expect, it, onTestFinished } from 'vitest'
import { Failure, type BackgroundSource } from '../../../shared/model'
import { anEmail, aTenant, noon, sourceId, tenantId } from '../../ledger/testing/records'
import { settle } from '../../net/testing/fake-clock'
import type { ChangedEmail, LogSource } from '../../sources/source'
import { asTenantSource, setStage } from '../testing/stage'
import { createBackground } from './background'

const minute = 60_000
const away = new Failure({ code: 'source-unreachable', message: 'It did not answer: try again.' })

const changed = (ref: string, change: Partial<ChangedEmail> = {}): ChangedEmail => ({
  ...anEmail(ref, noon),
  events: [{ kind: 'opened', at: new Date(noon).toISOString(), detail: ref }],
  ...change,
})

/** A source whose feed a test fills; what is `thrown` fails once. */
const aFeed = (id: string) => {
  const told = {
    pages: [[]] as ChangedEmail[][],
    thrown: [] as Error[],
    cursors: [] as (string | null)[],
    read: [] as string[],
  }
  const reader: LogSource = {
    id,
    people: () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
    }),
    sentEmails: async function* ({ personRef }) {
      told.read.push(personRef)
      await settle()
      yield { emails: [anEmail('read', noon)], next: null, total: 1 }
    },
    events: () => Promise.resolve([]),
    changes: async function* (cursor, signal) {
      told.cursors.push(cursor)
      await settle()
      const failure = told.thrown.shift()
      if (failure) throw failure
      const pages = told.pages
      for (const [index, emails] of pages.entries()) {
        signal.throwIfAborted()
        yield { emails, next: `c${told.cursors.length}.${index}`, more: index < pages.length - 1 }
        await settle()
      }
    },
  }
  return { reader, told }
}

const begin = async (options: { feed?: boolean; ledger?: Awaited<ReturnType<typeof setStage>>['ledger'] } = {}) => {
  const stage = await setStage(options.ledger ? { ledger: options.ledger } : {})
  const { reader, told } = aFeed(sourceId)
  const { changes: _, ...without } = reader
  const source = asTenantSource(options.feed === false ? without : reader)
  const services = { ...stage.parts, sourcesOf: () => Promise.resolve([source]) }
  const kept = { paused: false }
  const refreshed: string[] = []
  const background = createBackground({
    services,
    jobs: stage.jobs,
    people: { refreshIfOld: (id) => Promise.resolve(void refreshed.push(id)) },
    paused: { read: () => kept.paused, write: (paused) => void (kept.paused = paused) },
  })
  onTestFinished(() => background.stop())
  /** Steps small enough for work to end between them. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= minute / 2) {
      await stage.clock.advance(Math.min(left, minute / 2))
      for (let turn = 0; turn < 30; turn += 1) await settle()
    }
  }
  const first = async (): Promise<BackgroundSource> => {
    const [source] = (await background.status()).sources
    if (!source) throw new Error('Nothing is read in the background.')
    return source
  }
  return { ...stage, background, told, pass, first, kept, refreshed }
}

describe('the background', () => {
  it('waits for the engineer first, then reads what changed with its events, and says how much', async () => {
    const { background, told, pass, first, ledger, person, refreshed, events } = await begin()
    told.pages = [[changed('e1'), changed('e2')], [changed('e3', { personRef: 'stranger' })]]
    background.start()
    await pass(minute / 2)
    expect(told.cursors).toEqual([])
    expect(await first()).toMatchObject({ readAt: null, running: false, tenantName: aTenant().name })
    await pass(6 * minute)
    expect(told.cursors).toEqual([null])
    expect(await first()).toMatchObject({ rows: 2, failure: null })
    const { emails } = await ledger.readLog(person, 0, noon * 2)
    expect(emails.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['Subject e1', 'Subject e2']))
    const e2 = emails.find(({ subject }) => subject === 'Subject e2')
    expect(await ledger.readEvents({ ...person, emailId: e2?.id ?? '' })).toMatchObject([{ detail: 'e2' }])
    expect(events).toContainEqual({ kind: 'log-changed', ...person })
    expect(refreshed).toEqual([tenantId])
  })

  it('goes on from its cursor every quarter of an hour, after a restart too', async () => {
    const one = await begin()
    one.background.start()
    await one.pass(7 * minute)
    await one.pass(17 * minute)
    expect(one.told.cursors).toEqual([null, 'c1.0'])
    one.background.stop()
    const two = await begin({ ledger: one.ledger })
    two.background.start()
    await two.pass(45 * minute)
    expect(two.told.cursors[0]).toBe('c2.0')
  })

  it('starts over when the source forgot the cursor', async () => {
    const { background, told, pass, first } = await begin()
    background.start()
    await pass(7 * minute)
    told.thrown = [new Failure({ code: 'conflict', message: 'Forgotten.', field: 'cursor' })]
    told.pages = [[changed('e9')]]
    await pass(17 * minute)
    expect(told.cursors).toEqual([null, 'c1.0', null])
    expect(await first()).toMatchObject({ rows: 1, failure: null })
  })

  it('tells what failed and tries again later and later, then as before', async () => {
    const { background, told, pass, first } = await begin()
    told.thrown = [away, away, away]
    background.start()
    await pass(7 * minute)
    expect(await first()).toMatchObject({ failure: { code: 'source-unreachable', message: away.message } })
    await pass(12 * minute)
    expect(told.cursors).toHaveLength(4)
    expect(await first()).toMatchObject({ failure: null })
  })

  it('reads nothing while the engineer pauses it, over a restart too; asked for by hand it does', async () => {
    const { background, told, pass, kept } = await begin()
    background.start()
    expect((await background.pause()).holds).toEqual(['engineer'])
    expect(kept.paused).toBe(true)
    await pass(60 * minute)
    expect(told.cursors).toEqual([])
    await background.runNow(tenantId)
    await pass(minute)
    expect(told.cursors).toEqual([null])
    await pass(60 * minute)
    expect(told.cursors).toEqual([null])
    expect((await background.resume()).holds).toEqual([])
    await pass(minute)
    expect(told.cursors).toHaveLength(2)
  })

  it.each(['asleep', 'offline', 'locked'] as const)(
    'waits while it is %s, even when asked for by hand',
    async (reason) => {
      const { background, told, pass } = await begin()
      background.start()
      background.hold(reason, true)
      await background.runNow(null)
      await pass(30 * minute)
      expect(told.cursors).toEqual([])
      background.hold(reason, false)
      await pass(minute)
      expect(told.cursors).toEqual([null])
    },
  )

  it('stops what runs when the computer falls asleep, counts that as no failure, and goes on after it', async () => {
    const { background, told, pass, first, clock } = await begin()
    told.pages = Array.from({ length: 50 }, (_, index) => [changed(`e${index}`)])
    background.start()
    await clock.advance(minute)
    for (let turn = 0; turn < 500 && told.cursors.length === 0; turn += 1) await clock.advance(minute / 10)
    for (let turn = 0; turn < 20; turn += 1) await settle()
    background.hold('asleep', true)
    for (let turn = 0; turn < 50; turn += 1) await settle()
    expect(await first()).toMatchObject({ running: false, readAt: null, failure: null })
    background.hold('asleep', false)
    await pass(8 * minute)
    expect(told.cursors[1]).toMatch(/^c1\./)
    expect((await first()).readAt).not.toBeNull()
  })

  it('does not wait its turn for what could not be reached, once a server answers again', async () => {
    const { background, told, pass } = await begin()
    background.start()
    await pass(7 * minute)
    told.thrown = [away, away, away, away, away, away]
    await pass(60 * minute)
    const before = told.cursors.length
    told.thrown = []
    background.reached()
    await pass(minute)
    expect(told.cursors).toHaveLength(before + 1)
  })

  it('leaves out disabled tenants', async () => {
    const { background, ledger, pass, told } = await begin()
    await ledger.putTenant({ ...aTenant(), disabled: true })
    background.start()
    await pass(20 * minute)
    expect(told.cursors).toEqual([])
    expect((await background.status()).sources).toEqual([])
  })
})

describe('the background of a source without a feed', () => {
  it('reads the people opened lately and nobody else', async () => {
    const { background, told, pass, person, first } = await begin({ feed: false })
    background.start()
    await pass(7 * minute)
    expect(told.read).toEqual([])
    background.opened(person)
    await pass(17 * minute)
    expect(told.read).toEqual(['p1'])
    expect(await first()).toMatchObject({ rows: 1 })
  })

  it('finds out by asking, and asks no more', async () => {
    const { background, told, pass, person } = await begin()
    told.thrown = [new Failure({ code: 'unknown-tenant', message: 'No feed.', field: 'changes' })]
    background.opened(person)
    background.start()
    await pass(24 * minute)
    expect(told.cursors).toEqual([null])
    expect(told.read).toEqual(['p1', 'p1'])
  })

  it('keeps out of the way of an engineer who reads the same log', async () => {
    const { background, told, pass, person, jobs } = await begin({ feed: false })
    background.opened(person)
    const { id } = jobs.start({
      kind: 'refresh-log',
      ...person,
      title: 'Reading',
      key: 'k',
      run: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('over')))),
    })
    background.start()
    await pass(7 * minute)
    expect(told.read).toEqual([])
    jobs.cancel(id)
    await pass(17 * minute)
    expect(told.read).toEqual(['p1'])
  })
})
