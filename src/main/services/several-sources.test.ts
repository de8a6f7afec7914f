import { describe, expect, it } from 'vitest'
import { Failure } from '../../shared/model'
import { anEmail, aPerson, aTenant, noon, sourceId, tenantId } from '../ledger/testing/records'
import { settle } from '../net/testing/fake-clock'
import type { LogSource, SourceEmail, SourcePerson } from '../sources/source'
import { createLogService } from './log'
import { createPeopleService } from './people'
import { asTenantSource, setStage } from './testing/stage'

const week = { kind: 'days', days: 7 } as const
const away = new Failure({ code: 'source-unreachable', message: 'It did not answer: try again.' })

/** A source whose answers a test sets; what fails is thrown instead. */
const aSource = (id: string) => {
  const told = {
    emails: [] as readonly SourceEmail[],
    people: [] as readonly SourcePerson[],
    failure: null as Error | null,
    asked: [] as string[],
  }
  const refuse = (): void => {
    if (told.failure !== null) throw told.failure
  }
  const reader: LogSource = {
    id,
    people: async function* () {
      await settle()
      refuse()
      yield { people: told.people, next: null, total: told.people.length }
    },
    sentEmails: async function* ({ personRef }) {
      told.asked.push(personRef)
      await settle()
      refuse()
      yield { emails: told.emails, next: null, total: told.emails.length }
    },
    events: (ref) => Promise.resolve([{ kind: 'opened', at: new Date(noon + ref.length).toISOString(), detail: ref }]),
  }
  return { reader, told }
}

const begin = async (settings: readonly string[] = [sourceId, 'phish']) => {
  const stage = await setStage()
  const logSources = settings.map((id) => ({ ...aTenant().logSources[0]!, id }))
  await stage.ledger.putTenant({ ...aTenant(), logSources })
  const [platform, phish] = [aSource(sourceId), aSource('phish')]
  const all = [asTenantSource(platform.reader), asTenantSource(phish.reader, 'Phishing server')]
  const sourcesOf = () => Promise.resolve(all.filter(({ id }) => settings.includes(id)))
  const parts = { ...stage.parts, sourcesOf }
  const log = createLogService(parts, stage.jobs, stage.visits)
  const people = createPeopleService(parts, stage.jobs)
  const ended = async () => {
    for (let turn = 0; turn < 60 && stage.jobs.list().some((job) => job.state === 'running'); turn += 1) await settle()
    return stage.jobs.list()[0]
  }
  const refreshLog = async () => {
    await log.refresh(stage.person, week)
    return ended()
  }
  const refreshPeople = async () => {
    await people.refresh(tenantId)
    return ended()
  }
  await stage.ledger.mergePeople(tenantId, 'phish', [aPerson('17', { address: 'p1@northwind.example' })], 'm')
  platform.told.emails = [anEmail('e1', noon), anEmail('e2', noon - 1_000)]
  phish.told.emails = [
    anEmail('r-1', noon, { personRef: '17', messageId: '<e2@mail.example>' }),
    anEmail('r-22', noon - 2_000, { personRef: '17', messageId: null }),
  ]
  return { ...stage, log, people, refreshLog, refreshPeople, platform: platform.told, phish: phish.told }
}

describe('reading a log from several sources', () => {
  it('asks each by its own id of the person and merges what they say', async () => {
    const { refreshLog, log, person, platform, phish, clock } = await begin()
    expect(await refreshLog()).toMatchObject({ state: 'done', done: 4, total: 4 })
    expect([platform.asked, phish.asked]).toEqual([['p1'], ['17']])
    const page = await log.read(person, week)
    expect(page.emails.map(({ sources }) => sources)).toEqual([[sourceId], [sourceId, 'phish'], ['phish']])
    expect(page.refreshedAt).toBe(new Date(clock.now()).toISOString())
  })

  it('keeps the rows of the others when one fails, and names it; the window counts as read only when all were', async () => {
    const { refreshLog, log, person, phish } = await begin()
    phish.failure = away
    expect(await refreshLog()).toMatchObject({
      state: 'failed',
      error: {
        code: 'source-unreachable',
        message: 'Phishing server: It did not answer: try again. Platform log was read.',
      },
    })
    const { emails, refreshedAt } = await log.read(person, week)
    expect(emails).toHaveLength(2)
    expect(refreshedAt).toBeNull()
    phish.failure = null
    await refreshLog()
    expect((await log.read(person, week)).refreshedAt).not.toBeNull()
  })

  it('says each reason when none answers', async () => {
    const { refreshLog, platform, phish } = await begin()
    platform.failure = new Failure({ code: 'token-rejected', message: 'The token is wrong.' })
    phish.failure = away
    expect((await refreshLog())?.error).toEqual({
      code: 'token-rejected',
      message: 'Platform log: The token is wrong. Phishing server: It did not answer: try again.',
    })
  })

  it('reports a bug of one as a bug, with the rows of the others kept', async () => {
    const { refreshLog, log, person, phish, bugs } = await begin()
    phish.failure = new TypeError('nobody expected this')
    expect(await refreshLog()).toMatchObject({ state: 'failed', error: { code: 'bug' } })
    expect(bugs).toHaveLength(1)
    expect((await log.read(person, week)).emails).toHaveLength(2)
  })

  it('leaves out a source that finds people by its own ids and has none for this person', async () => {
    const { refreshLog, log, ledger, phish } = await begin()
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p2')], 'm')
    const other = (await ledger.listPeople(tenantId)).find(({ name }) => name === 'Person p2')!
    const key = { tenantId, personId: other.id }
    await log.refresh(key, week)
    await settle()
    expect(phish.asked).toEqual([])
    await refreshLog()
  })

  it('says so when no source knows the person', async () => {
    const { refreshLog, platform } = await begin([])
    expect(await refreshLog()).toMatchObject({ state: 'failed', error: { code: 'unknown-person' } })
    expect(platform.asked).toEqual([])
  })

  it('asks every source of an email for its events and shows them as one list', async () => {
    const { refreshLog, log, person, events } = await begin()
    await refreshLog()
    const both = (await log.read(person, week)).emails[1]!
    const key = { ...person, emailId: both.id }
    const before = events.length
    await log.readEmail(key)
    const changes = () => events.slice(before).filter((event) => event.kind === 'log-changed').length
    for (let turn = 0; turn < 40 && changes() < 2; turn += 1) await settle()
    expect((await log.readEmail(key)).events.map(({ detail }) => detail)).toEqual(['e2', 'r-1'])
  })
})

describe('reading people from several sources', () => {
  it('keeps those of one source when another fails, and reads again at the next start', async () => {
    const { refreshPeople, ledger, platform, phish, people } = await begin()
    platform.people = [aPerson('p1'), aPerson('p2')]
    phish.failure = away
    expect((await refreshPeople())?.error?.message).toMatch(/^Phishing server: .* Platform log was read\.$/)
    expect((await people.list(tenantId)).map(({ name }) => name)).toEqual(['Person p1', 'Person p2'])
    expect((await ledger.readTenant(tenantId))?.peopleRefreshedAt).toBeNull()

    phish.failure = null
    phish.people = [aPerson('18', { address: 'new@northwind.example' })]
    expect(await refreshPeople()).toMatchObject({ state: 'done', done: 3 })
    expect((await ledger.readTenant(tenantId))?.peopleRefreshedAt).not.toBeNull()
    expect(await people.list(tenantId)).toHaveLength(3)
  })
})
