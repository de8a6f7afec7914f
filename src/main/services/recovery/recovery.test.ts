import { describe, expect, it } from 'vitest'
import { Failure, outcomeOf, standingOf, type GrantReading, type Recovery } from '../../../shared/model'
import { anEmail, aTenant, noon } from '../../ledger/testing/records'
import type { LogSource, SourceEmail } from '../../sources/source'
import { inbox } from '../testing/fake-provider'
import { asTenantSource, ourMessage, setStage } from '../testing/stage'
import { createRecoveryService, type RecoveryTools, type SentAgain } from './recovery'
import { watchForMs } from './watch'

const month = { kind: 'days', days: 30 } as const
const synced = {
  ...aTenant(),
  provider: 'microsoft' as const,
  connection: {
    provider: 'microsoft' as const,
    directory: 'northwind.example',
    clientId: 'c',
    endpoints: { login: 'https://login.example', graph: 'https://graph.example' },
    scopeHost: 'https://graph.example',
  },
}
const resendId = '3d0f3a5e-6d2b-4a4c-9d2e-1f6f0c0b8a11'
const order = { path: 'platform', templateId: 'reminder' } as const

const begin = async (over: Partial<RecoveryTools> = {}) => {
  const stage = await setStage({
    messages: { m1: ourMessage(inbox), m2: ourMessage(inbox, { messageId: '<new@mail.example>' }) },
  })
  await stage.ledger.putTenant(synced)
  const rows: SourceEmail[] = [anEmail('e1', noon)]
  const source: LogSource = {
    id: 'http',
    people: () => {
      throw new Error('not asked here')
    },
    sentEmails: async function* ({ from, to }) {
      yield { emails: rows.filter(({ sentAt }) => sentAt >= from && sentAt < to), next: null, total: null }
    },
    events: () => Promise.resolve([]),
  }
  const parts = { ...stage.parts, sourcesOf: () => Promise.resolve([asTenantSource(source)]) }
  const told: string[] = []
  const sends: string[] = []
  let grant: GrantReading | null = null
  const sent = (): SentAgain => ({
    id: resendId,
    state: 'sent',
    awaited: { sentAt: stage.clock.now(), messageId: '<new@mail.example>', subject: null },
    sentence: 'The platform took it.',
  })
  const tools: RecoveryTools = {
    jobs: stage.jobs,
    lookUp: stage.lookUp,
    toOthers: () => Promise.resolve(0),
    resync: async (tenantId) =>
      stage.jobs.start({
        kind: 'refresh-people',
        tenantId,
        personId: null,
        title: 'Resync',
        key: `resync|${tenantId}`,
        run: async () => {
          grant = {
            readAt: '2026-03-02T12:00:00.000Z',
            rows: [
              {
                capability: 'send',
                state: 'missing',
                detail: '',
                remedy: 'Mail.Send',
                providerCode: null,
                ms: 1,
                source: '',
              },
            ],
          }
        },
      }),
    lastResync: () => Promise.resolve({ sentence: '214 people, none changed.' }),
    grant: () => grant,
    resend: async (_key, _order, id) => {
      sends.push(id)
      return sent()
    },
    settleResend: async () => sent(),
    notify: ({ body }) => void told.push(body),
    ...over,
  }
  const service = createRecoveryService(parts, tools)
  const recovery = await service.begin(stage.person, month)
  const now = async (): Promise<Recovery> => (await service.read(stage.person, month)).recovery!
  const ended = async (): Promise<Recovery> => {
    for (let turn = 0; turn < 80; turn += 1) {
      await stage.settle()
      const recovery = await now()
      if (recovery.attempts.every(({ state }) => state !== 'running')) return recovery
    }
    return now()
  }
  return { ...stage, parts, tools, service, recovery, rows, told, sends, now, ended }
}

const newRow = (sentAt: number, method: SourceEmail['method'] = 'microsoft-api'): SourceEmail =>
  anEmail('new', sentAt, { messageId: '<new@mail.example>', method })

describe('the way back', () => {
  it('goes on with the one that is open instead of beginning a second one', async () => {
    const { service, recovery, person } = await begin()
    expect((await service.begin(person, month)).id).toBe(recovery.id)
  })

  it('is refused to a manual tenant, which shows no evidence either', async () => {
    const { service, ledger, person } = await begin()
    await ledger.putTenant(aTenant())
    expect(await service.read(person, month)).toEqual({ evidence: null, recovery: null })
    await expect(service.begin(person, month)).rejects.toMatchObject({ code: 'manual-tenant' })
  })

  it('shows the rights before and after the resync', async () => {
    const { service, recovery, person, ended } = await begin()
    await service.run(person, recovery.id, 'resync')
    const { state, attempt } = standingOf(await ended(), 'resync')
    expect(state).toBe('done')
    expect(attempt?.note).toBe('214 people, none changed.')
    expect(attempt?.grants).toEqual({
      before: null,
      after: [{ capability: 'send', state: 'missing', remedy: 'Mail.Send' }],
    })
  })

  it('keeps what kept a resync from being done, and lets it be repeated', async () => {
    let broken = true
    const stage = await begin()
    const { resync } = stage.tools
    const service = createRecoveryService(stage.parts, {
      ...stage.tools,
      resync: (tenantId) => {
        if (broken) throw new Failure({ code: 'offline', message: 'No network.' })
        return resync(tenantId)
      },
    })
    await service.run(stage.person, stage.recovery.id, 'resync')
    expect(standingOf(await stage.ended(), 'resync')).toMatchObject({
      state: 'failed',
      attempt: { note: 'No network.' },
    })
    broken = false
    await service.run(stage.person, stage.recovery.id, 'resync')
    expect(standingOf(await stage.ended(), 'resync')).toMatchObject({ state: 'done', tries: 2 })
  })

  it('watches for what was resent and ends repaired when it is in the Inbox', async () => {
    const { service, recovery, person, rows, clock, ended, told, settle } = await begin()
    await service.skip(person, recovery.id, 'resync', 'done by hand')
    await service.resend(person, recovery.id, order, resendId)
    for (let turn = 0; turn < 20; turn += 1) await settle()
    rows.push(newRow(clock.now()))
    await clock.advance(60_000)
    const done = await ended()
    expect(outcomeOf(done)).toBe('repaired')
    expect(standingOf(done, 'watch').attempt?.arrival).toMatchObject({
      method: 'microsoft-api',
      place: { kind: 'inbox' },
    })
    for (let turn = 0; turn < 10 && told.length === 0; turn += 1) await settle()
    expect(told).toEqual(['It came by microsoft-api and is in “Inbox”.'])
  })

  it('ends as still SMTP when the new row went by SMTP', async () => {
    const { service, recovery, person, rows, clock, ended } = await begin()
    await service.skip(person, recovery.id, 'resync', 'done by hand')
    rows.push(newRow(clock.now(), 'smtp'))
    await service.resend(person, recovery.id, order, resendId)
    await clock.advance(60_000)
    expect(outcomeOf(await ended())).toBe('still-smtp')
  })

  it('ends with the reason when the row came and the mailbox can’t be read', async () => {
    const { service, recovery, person, rows, clock, ended, fake } = await begin()
    fake.searchesFail('permission-missing')
    rows.push(newRow(clock.now()))
    await service.run(person, recovery.id, 'watch')
    await clock.advance(5_000)
    const { attempt } = standingOf(await ended(), 'watch')
    expect(attempt?.arrival).toMatchObject({ method: 'microsoft-api', place: null, unknown: 'permission-missing' })
  })

  it('gives up at the time it announced, and says that nothing came', async () => {
    const { service, recovery, person, clock, ended } = await begin()
    const running = await service.run(person, recovery.id, 'watch')
    const until = running.attempts.at(-1)?.givesUpAt
    expect(until).toBe(new Date(clock.now() + watchForMs).toISOString())
    await clock.advance(watchForMs + 1)
    const { attempt } = standingOf(await ended(), 'watch')
    expect(attempt).toMatchObject({ state: 'done', arrival: null, note: 'No new row came into the log.' })
  })

  it('sends once for one id, however often it is asked', async () => {
    const { service, recovery, person, sends, settle } = await begin()
    await service.resend(person, recovery.id, order, resendId)
    for (let turn = 0; turn < 20; turn += 1) await settle()
    await service.resend(person, recovery.id, order, resendId)
    expect(sends).toEqual([resendId])
  })

  it('refuses a second step while one runs, and ends a watch on demand', async () => {
    const { service, recovery, person, now } = await begin()
    await service.run(person, recovery.id, 'watch')
    await expect(service.run(person, recovery.id, 'resync')).rejects.toMatchObject({ code: 'conflict' })
    await service.stopRunning(person, recovery.id)
    expect(standingOf(await now(), 'watch')).toMatchObject({
      state: 'failed',
      attempt: { note: 'Stopped by the engineer.' },
    })
  })

  it('asks for a reason to skip a step, and keeps it', async () => {
    const { service, recovery, person } = await begin()
    await expect(service.skip(person, recovery.id, 'resend', '  ')).rejects.toMatchObject({
      facts: { field: 'reason' },
    })
    const skipped = await service.skip(person, recovery.id, 'resend', 'the platform is down')
    expect(standingOf(skipped, 'resend')).toMatchObject({ state: 'skipped', attempt: { note: 'the platform is down' } })
  })

  it('goes on after the app was killed: a watch is gone on with, a resend is asked for and never sent again', async () => {
    const stage = await begin({ resend: () => new Promise(() => undefined) })
    await stage.service.skip(stage.person, stage.recovery.id, 'resync', 'done by hand')
    await stage.service.resend(stage.person, stage.recovery.id, order, resendId)
    stage.service.stop()
    const sends: string[] = []
    const next = createRecoveryService(stage.parts, {
      ...stage.tools,
      resend: async (_key, _order, id) => {
        sends.push(id)
        throw new Error('must not be sent again')
      },
    })
    stage.rows.push(newRow(stage.clock.now()))
    await next.resume()
    for (let turn = 0; turn < 20; turn += 1) await stage.settle()
    next.stop()
    const last = createRecoveryService(stage.parts, stage.tools)
    await last.resume()
    await stage.clock.advance(60_000)
    expect(outcomeOf(await stage.ended())).toBe('repaired')
    expect(sends).toEqual([])
  })

  it('says that nothing was sent when the app was killed before the resend began', async () => {
    const stage = await begin({ resend: () => new Promise(() => undefined) })
    await stage.service.resend(stage.person, stage.recovery.id, order, resendId)
    stage.service.stop()
    await createRecoveryService(stage.parts, { ...stage.tools, settleResend: () => Promise.resolve(null) }).resume()
    expect(standingOf(await stage.ended(), 'resend')).toMatchObject({
      state: 'failed',
      attempt: { note: 'Nothing was sent.' },
    })
  })

  it('writes each step into the audit trail', async () => {
    const { service, recovery, person, ledger } = await begin()
    await service.skip(person, recovery.id, 'resync', 'done by hand')
    await service.close(person, recovery.id)
    const lines = (await ledger.listAudit(person.tenantId, person.personId, 10)).map(({ action, detail }) => [
      action,
      detail,
    ])
    expect(lines).toEqual([
      ['recovery', 'closed before its end'],
      ['recovery', 'resync: skipped, done by hand'],
      ['recovery', 'begun'],
    ])
    await expect(service.skip(person, recovery.id, 'resend', 'x')).rejects.toMatchObject({ code: 'unknown-recovery' })
  })
})
