import { describe, expect, it } from 'vitest'
import { Failure, type GrantReading } from '../../../shared/model'
import { aTenant, noon, tenantId } from '../../ledger/testing/records'
import type { DirectoryEntry, DirectoryPage, MailProvider } from '../../providers/provider'
import { createJobs } from '../jobs'
import { setStage } from '../testing/stage'
import { createResyncService } from './resync'

const entry = (id: string): DirectoryEntry => ({
  directoryId: `id-${id}`,
  name: `Person ${id}`,
  address: `${id}@northwind.example`,
  signInName: null,
  aliases: [],
  status: 'active',
  mailbox: 'present',
  unit: null,
})
const page = (ids: readonly string[], next: string | null, changesFrom: string | null = null): DirectoryPage => ({
  people: ids.map(entry),
  removed: [],
  next,
  changesFrom,
})
const forgotten = () => new Failure({ code: 'conflict', message: 'Forgotten.', field: 'cursor' })
const grant: GrantReading = { readAt: new Date(noon).toISOString(), rows: [] }

const begin = async (granted: GrantReading = grant) => {
  const stage = await setStage()
  await stage.ledger.putTenant({
    ...aTenant(),
    provider: 'microsoft',
    connection: {
      provider: 'microsoft',
      directory: 'd',
      clientId: 'c',
      endpoints: { login: 'https://login.example', graph: 'https://graph.example' },
    } as never,
  })
  const asked: (string | null)[] = []
  let checks = 0
  const lists = (pages: (cursor: string | null) => readonly (DirectoryPage | Error)[]): void =>
    stage.fake.directoryLists(async function* (cursor, signal) {
      asked.push(cursor)
      for (const one of pages(cursor)) {
        await stage.settle()
        if (signal.aborted) throw new Failure({ code: 'cancelled', message: 'Abandoned.' })
        if (one instanceof Error) throw one
        yield one
      }
    } satisfies MailProvider['directory'])
  const service = () =>
    createResyncService(stage.parts, stage.jobs, () => {
      checks += 1
      return Promise.resolve(granted)
    })
  const ended = async (): Promise<string> => {
    await expect.poll(() => stage.jobs.list()[0]?.state).not.toBe('running')
    return stage.jobs.list()[0]!.state
  }
  return { ...stage, asked, lists, service, ended, checks: () => checks }
}

describe('a resync of the directory', () => {
  it('reads everybody, then what changed, and the permissions each time', async () => {
    const { lists, service, ended, asked, checks, ledger } = await begin()
    lists((cursor) => (cursor === null ? [page(['a', 'b'], 'p2'), page(['c'], null, 't1')] : [page(['d'], null, 't2')]))
    const resyncs = service()
    expect(await resyncs.lastResync(tenantId)).toBeNull()
    await resyncs.resync(tenantId, { full: false })
    expect(await ended()).toBe('done')
    expect(await resyncs.lastResync(tenantId)).toMatchObject({ full: true, first: true, read: 3, grant })
    await resyncs.resync(tenantId, { full: false })
    expect(await ended()).toBe('done')
    const last = await resyncs.lastResync(tenantId)
    expect(last).toMatchObject({ full: false, counts: { added: 1 } })
    expect(await resyncs.changes(tenantId, last!.id, 'added')).toMatchObject([{ name: 'Person d' }])
    expect(asked).toEqual([null, 't1'])
    expect(checks()).toBe(2)
    const [line] = await ledger.listAudit(tenantId, null, 1)
    expect(line).toMatchObject({ action: 'resync-directory', outcome: 'succeeded', engineer: 'R. Ortega' })
  })

  it('reads once more when only the token was older than the consent, and not where the right is missing', async () => {
    const refusal = () => new Failure({ code: 'permission-missing', message: 'The consent is gone.' })
    const told = (state: 'granted' | 'missing'): GrantReading => ({
      ...grant,
      rows: [
        {
          capability: 'read-directory',
          state,
          detail: '',
          remedy: null,
          providerCode: null,
          ms: 1,
          source: 'GET /users',
        },
      ],
    })
    const mended = await begin(told('granted'))
    mended.lists(() => (mended.asked.length === 1 ? [refusal()] : [page(['a'], null, 't1')]))
    await mended.service().resync(tenantId, { full: false })
    expect(await mended.ended()).toBe('done')
    expect(mended.asked).toHaveLength(2)

    const broken = await begin(told('missing'))
    broken.lists(() => [refusal()])
    await broken.service().resync(tenantId, { full: false })
    expect(await broken.ended()).toBe('failed')
    expect([broken.asked.length, broken.checks()]).toEqual([1, 1])
  })

  it('starts over when the provider forgot where the last one ended', async () => {
    const { lists, service, ended, asked } = await begin()
    lists((cursor) => (cursor === null ? [page(['a'], null, 't1')] : [forgotten()]))
    const resyncs = service()
    await resyncs.resync(tenantId, { full: false })
    await ended()
    await resyncs.resync(tenantId, { full: false })
    expect(await ended()).toBe('done')
    expect(asked).toEqual([null, 't1', null])
    expect(await resyncs.lastResync(tenantId)).toMatchObject({
      full: true,
      first: false,
      counts: { added: 0, removed: 0 },
    })
  })

  it('gives up when the provider forgets it again and again', async () => {
    const { lists, service, ended } = await begin()
    lists(() => [page(['a'], 'p2'), forgotten()])
    await service().resync(tenantId, { full: true })
    expect(await ended()).toBe('failed')
  })

  it('goes on at the page that failed, in another run of the app too', async () => {
    const { lists, service, ended, asked, checks } = await begin()
    const away = new Failure({ code: 'server-error', message: 'Away.' })
    lists((cursor) => (cursor === null ? [page(['a'], 'p2'), away] : [page(['b'], null, 't1')]))
    await service().resync(tenantId, { full: false })
    expect(await ended()).toBe('failed')
    // What is granted is read all the same: it may be why.
    expect(checks()).toBe(1)
    const next = service()
    await next.resume()
    expect(await ended()).toBe('done')
    expect(asked).toEqual([null, 'p2'])
    expect(await next.lastResync(tenantId)).toMatchObject({ read: 2, counts: { added: 2, removed: 0 } })
  })

  it('waits for the engineer once they cancelled it, and not when the app was closed', async () => {
    const stage = await begin()
    const { lists, service, fake, asked, ledger } = stage
    lists((cursor) => (cursor === null ? [page(['a'], 'p2'), page(['b'], null, 't1')] : [page(['b'], null, 't1')]))
    const open = fake.hold()
    const job = await service().resync(tenantId, { full: false })
    stage.jobs.cancel(job.id)
    open()
    expect(await stage.ended()).toBe('cancelled')
    await expect.poll(async () => (await ledger.openResync(tenantId))?.stopped).toBe(true)
    await service().resume()
    expect(asked).toHaveLength(1)

    const jobs = createJobs(stage.parts)
    const again = createResyncService(stage.parts, jobs, () => Promise.resolve(grant))
    await again.resync(tenantId, { full: false })
    jobs.cancelAll()
    await expect.poll(() => jobs.list()[0]?.state).toBe('cancelled')
    await again.resync(tenantId, { full: false })
    await expect.poll(() => jobs.list()[0]?.state).toBe('done')
  })

  it('reads everybody when that is asked for, whatever was begun before', async () => {
    const { lists, service, ended, asked } = await begin()
    lists(() => [page(['a'], null, 't1')])
    await service().resync(tenantId, { full: false })
    await ended()
    await service().resync(tenantId, { full: true })
    expect(await ended()).toBe('done')
    expect(asked).toEqual([null, null])
  })

  it('is refused for a manual tenant', async () => {
    const { service, ledger } = await begin()
    await ledger.putTenant(aTenant())
    await expect(service().resync(tenantId, { full: false })).rejects.toMatchObject({ code: 'manual-tenant' })
  })
})
