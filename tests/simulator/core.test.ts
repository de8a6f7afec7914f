import { mkdtempSync, readFileSync, rmSync, appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startServer } from '../../src/simulator/server'
import { buildWorld } from '../../src/simulator/world/seed/index'
import { call, dueReminder, simulator } from './simulator-client'

const sim = simulator()
const ana = 'ana.maria@northwind.example'
const folderOf = async (base: string): Promise<{ messageId: string; place: string }> => {
  const { text } = await call('GET', `${base}/mailboxes/${ana}/messages?subject=${encodeURIComponent(dueReminder)}`)
  const [one] = JSON.parse(text) as { messageId: string; place: string }[]
  if (!one) throw new Error('The email is gone.')
  return one
}

describe('the seed', () => {
  const anchor = Date.parse('2026-11-23T14:00:00Z')
  const facts = (seed: number) =>
    buildWorld(seed, anchor).tenants.map(({ people, sent, mailboxes }) => ({
      people,
      sent: [...sent],
      mailboxes: [...mailboxes].map(([id, box]) => [id, [...box.messages.values()]]),
    }))

  it('gives the same world for the same seed and anchor, and another for another seed', () => {
    const one = JSON.stringify(facts(1))
    expect(JSON.stringify(facts(1)) === one).toBe(true)
    expect(JSON.stringify(facts(2)) === one).toBe(false)
  })

  it('makes secrets anew every time', () => {
    const secrets = () => JSON.stringify(buildWorld(1, anchor).tenants.map(({ keys }) => keys.logToken))
    expect(secrets()).not.toBe(secrets())
  })

  it('sends nothing after its anchor and nothing older than a year', () => {
    const emails = buildWorld(1, anchor).tenants.flatMap(({ sent }) => [...sent.values()].flat())
    expect(emails.every((email) => email.sentAt < anchor && email.sentAt > anchor - 367 * 86_400_000)).toBe(true)
    expect(emails.every((email) => email.events.every((event) => event.at <= anchor))).toBe(true)
    expect(new Set(emails.map((email) => email.id)).size).toBe(emails.length)
  })

  it('holds the people that tests rely on', () => {
    const [northwind] = buildWorld(1, anchor).tenants
    const counts = northwind?.people.map((person) => northwind.sent.get(person.id)?.length ?? 0) ?? []
    const longest = Math.max(...(northwind?.people.map((person) => person.name.replace(/[^\p{L}]/gu, '').length) ?? []))
    expect(Math.max(...counts)).toBe(10_000)
    expect(longest).toBe(60)
  })
})

describe('the state file', () => {
  it('keeps what was moved over a restart and survives a line that was cut off', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-state-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const stateFile = join(folder, 'state.ndjson')
    const first = await startServer({ stateFile })
    const { messageId, place } = await folderOf(first.bases.admin)
    await call('POST', `${first.bases.admin}/mailboxes/${ana}/move`, {}, { messageId, to: 'Vendors/Training' })
    await first.stop()
    expect(readFileSync(stateFile, 'utf8').trim().split('\n')).toHaveLength(2)
    appendFileSync(stateFile, '{"kind":"move","tenant":"north')
    const second = await startServer({ stateFile })
    onTestFinished(() => second.stop())
    expect(second.context.world.anchoredAt).toBe(first.context.world.anchoredAt)
    expect(await folderOf(second.bases.admin)).toEqual({
      ...(await folderOf(second.bases.admin)),
      messageId,
      place: 'Vendors/Training',
    })
    await call('POST', `${second.bases.admin}/reset`, {}, {})
    expect((await folderOf(second.bases.admin)).place).toBe(place)
  })

  it('holds no secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-state-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const stateFile = join(folder, 'state.ndjson')
    const server = await startServer({ stateFile })
    onTestFinished(() => server.stop())
    const text = readFileSync(stateFile, 'utf8')
    const secrets = server.context.world.tenants.map(({ keys }) => keys.logToken)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })
})

describe('mailbox acts', () => {
  it('deletes as a mail program does: bin, recoverable items, then by purge for good', async () => {
    const { messageId } = await folderOf(sim.server().bases.admin)
    const remove = (how: string) => sim.admin('POST', `/mailboxes/${ana}/${how}`, { messageId })
    expect((await remove('delete')).text).toContain('"place":"Deleted Items"')
    expect((await remove('delete')).text).toContain('recoverableitemsdeletions')
    expect((await remove('purge')).text).toBe('[]')
    expect((await remove('delete')).status).toBe(404)
  })

  it('plays a rule once, when the email next enters the Inbox', async () => {
    const { messageId } = await folderOf(sim.server().bases.admin)
    await sim.admin('POST', `/mailboxes/${ana}/rules`, { messageId, to: 'junkemail', afterMs: 0 })
    await sim.admin('POST', `/mailboxes/${ana}/move`, { messageId, to: 'inbox' })
    await expect.poll(async () => (await folderOf(sim.server().bases.admin)).place).toBe('Junk Email')
    await sim.admin('POST', `/mailboxes/${ana}/move`, { messageId, to: 'inbox' })
    expect((await folderOf(sim.server().bases.admin)).place).toBe('Inbox')
  })

  it('moves Gmail messages by label, tab and archive', async () => {
    const ben = '/mailboxes/ben.carter@contoso.example'
    const found = await sim.admin('GET', `${ben}/messages?subject=${encodeURIComponent(dueReminder)}`)
    const [before] = JSON.parse(found.text) as { messageId: string; place: string }[]
    expect(before?.place).toBe('archive')
    const places: unknown[] = []
    for (const to of ['INBOX', 'SPAM', 'CATEGORY_PROMOTIONS', 'archive', 'Vendors › Training']) {
      const { text } = await sim.admin('POST', `${ben}/move`, { messageId: before?.messageId, to })
      places.push((JSON.parse(text) as { place: string }[])[0]?.place)
    }
    expect(places).toEqual(['INBOX', 'SPAM', 'INBOX', 'archive', 'Vendors/Training'])
  })
})

describe('faults', () => {
  const url = () => sim.graph('/users?$top=1')

  it('plays a status as often as it was told, in the words of the service', async () => {
    const headers = await sim.bearer('northwind')
    await sim.admin('POST', '/faults', [
      { service: 'graph', route: '/^GET .*users/', fault: { kind: 'status', status: 503, retryAfter: '2' }, times: 1 },
    ])
    const refused = await call('GET', url(), headers)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
    expect(refused.text).toContain('ErrorServerBusy')
    expect((await call('GET', url(), headers)).status).toBe(200)
  })

  it.each(['drop', 'truncate', 'drop-after'])('breaks the answer by %s', async (kind) => {
    const headers = await sim.bearer('northwind')
    await sim.admin('POST', '/faults', [{ service: 'graph', fault: { kind }, times: 1 }])
    await expect(call('GET', url(), headers)).rejects.toThrow()
  })

  it('answers with a page of a stranger', async () => {
    const headers = await sim.bearer('northwind')
    await sim.admin('POST', '/faults', [{ service: 'graph', fault: { kind: 'html' } }])
    const answer = await call('GET', url(), headers)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
    await sim.admin('DELETE', '/faults')
    expect((await call('GET', url(), headers)).headers.get('content-type')).toContain('application/json')
  })

  it('carries out a move whose answer is dropped afterwards', async () => {
    const headers = await sim.bearer('northwind')
    const found = await sim.admin('GET', `/mailboxes/${ana}/messages?subject=${encodeURIComponent(dueReminder)}`)
    const [before] = JSON.parse(found.text) as { id: string }[]
    const move = () =>
      call('POST', sim.graph(`/users/${ana}/messages/${encodeURIComponent(before?.id ?? '')}/move`), headers, {
        destinationId: 'inbox',
      })
    await sim.admin('POST', '/faults', [{ service: 'graph', route: '/move', fault: { kind: 'drop' }, times: 1 }])
    await expect(move()).rejects.toThrow()
    expect((await folderOf(sim.server().bases.admin)).place).toBe('Junk Email')
    await sim.admin('POST', '/faults', [{ service: 'graph', route: '/move', fault: { kind: 'drop-after' }, times: 1 }])
    await expect(move()).rejects.toThrow()
    expect((await folderOf(sim.server().bases.admin)).place).toBe('Inbox')
  })

  it('refuses a fault it does not know', async () => {
    expect((await sim.admin('POST', '/faults', [{ service: 'graph', fault: { kind: 'fire' } }])).status).toBe(400)
  })
})
