import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedgerHere } from '../../src/main/ledger/store'
import { startServer, type RunningServer } from '../../src/simulator/server'
import { copiesInWorld, type WorldCopy } from '../helpers/provider-world'
import { shell, shellHome } from '../helpers/shell'

let server: RunningServer
beforeAll(async () => void (server = await startServer()))
afterAll(() => server.stop())

/** An email that lies outside the Inbox, how to name it to a command, and where the simulated mailbox has it. */
const lostEmail = (key: string, address: string, subject: string) => {
  const tenant = server.context.find.tenantByKey(key)
  const person = tenant?.people.find((one) => one.address === address)
  const email = person && tenant?.sent.get(person.id)?.find((one) => one.subject === subject)
  if (!tenant || !person || !email?.messageId) throw new Error(`The seed has no ${subject} for ${address}.`)
  const home = shellHome()
  const where = [`--demo-server=http://127.0.0.1:${server.port}`, '--home', home]
  const named = ['--tenant', tenant.name, '--person', address]
  return {
    home,
    where,
    named,
    about: [...named, '--message-id', email.messageId, ...where],
    messageId: email.messageId,
    inWorld: (): readonly WorldCopy[] => copiesInWorld(tenant, person, email),
  }
}

const actors = [
  ['Microsoft 365', 'northwind', 'ana.maria@northwind.example', 'Reminder: Your November training is due'],
  ['Google Workspace', 'contoso', 'ben.carter@contoso.example', 'Reminder: Your November training is due'],
] as const

describe.each(actors)('from a shell, on %s', (_, key, address, subject) => {
  it('reads the log, locates an email, moves it only when told so, and undoes it', async () => {
    const lost = lostEmail(key, address, subject)
    const before = lost.inWorld()

    const log = await shell(['log', ...lost.named, '--days', '30', '--json', ...lost.where])
    expect(log).toMatchObject({ code: 0, stderr: '' })
    const messageIds = log.json().emails.map((email: { messageId: string }) => email.messageId)
    expect(messageIds).toContain(lost.messageId)

    const located = await shell(['locate', ...lost.about, '--json'])
    expect(located.code).toBe(0)
    expect(located.json().sighting.copies[0].place.kind).toBe(before[0]?.kind)

    const dry = await shell(['move', ...lost.about])
    expect(dry.code).toBe(0)
    expect(dry.stdout).toContain('Would move')
    expect(lost.inWorld()).toEqual(before)

    const moved = await shell(['move', ...lost.about, '--yes'])
    expect(moved).toMatchObject({ code: 0, stderr: '' })
    expect(lost.inWorld().map(({ kind }) => kind)).toEqual(['inbox'])

    const again = await shell(['move', ...lost.about, '--yes', '--json'])
    expect(again.code).toBe(4)
    expect(again.json().failure.code).toBe('already-in-inbox')

    const undone = await shell(['undo', ...lost.about])
    expect(undone).toMatchObject({ code: 0, stderr: '' })
    expect(lost.inWorld().map(({ exactly }) => exactly)).toEqual(before.map(({ exactly }) => exactly))
  })
})

describe('two commands at one mailbox', () => {
  const [, key, address, subject] = actors[0]

  it('let one of them move the email, and the other one sees that it is there', async () => {
    const lost = lostEmail(key, address, subject)
    await shell(['log', ...lost.named, ...lost.where])
    const moves = () => server.requests().filter(({ method, url }) => method === 'POST' && url.endsWith('/move')).length
    const before = moves()
    const runs = await Promise.all([1, 2, 3].map(() => shell(['move', ...lost.about, '--yes', '--json'])))
    expect(runs.filter(({ code }) => code === 0)).toHaveLength(1)
    expect(runs.filter(({ code }) => code === 4)).toHaveLength(2)
    expect(moves() - before).toBe(1)
    await shell(['undo', ...lost.about])
  })

  it('wait for a mailbox that another program holds, and refuse nothing of its own', async () => {
    const lost = lostEmail(key, address, subject)
    const log = await shell(['log', ...lost.named, '--json', ...lost.where])
    const mailbox = { tenantId: key, personId: log.json().personId as string }
    const files = { file: `${lost.home}/demo/ledger.sqlite`, keyFile: `${lost.home}/demo/ledger.key` }
    const other = await openLedgerHere(files)
    const [now, heldMs] = [Date.now(), 4_000]
    expect(await other.lockMailbox(mailbox, 'another program', now, now + 60_000)).toBe(true)
    const moving = shell(['move', ...lost.about, '--yes'])
    await new Promise((resolve) => setTimeout(resolve, heldMs))
    expect(lost.inWorld().map(({ kind }) => kind)).not.toContain('inbox')
    await other.unlockMailbox(mailbox, 'another program')
    expect(await moving).toMatchObject({ code: 0, stderr: '' })
    expect(lost.inWorld().map(({ kind }) => kind)).toContain('inbox')
    await other.close()
    await shell(['undo', ...lost.about])
  })
})

describe('what a command refuses', () => {
  const at = () => [`--demo-server=http://127.0.0.1:${server.port}`, '--home', shellHome()]

  it.each([
    ['an unknown tenant', ['log', '--tenant', 'nobody', '--person', 'x'], 3, 'unknown-tenant'],
    ['an unknown person', ['log', '--tenant', 'northwind', '--person', 'x@northwind.example'], 3, 'unknown-person'],
    ['days that are none', ['log', '--tenant', 'northwind', '--person', 'x', '--days', 'many'], 2, 'bad-input'],
  ])('%s, by its code and exit code', async (_, args, code, failure) => {
    const run = await shell([...args, '--json', ...at()])
    expect(run.json().failure.code).toBe(failure)
    expect(run.code).toBe(code)
    expect(run.stderr.trim()).not.toBe('')
  })

  it('a manual tenant’s mailbox, which nobody can look into', async () => {
    const tenant = server.context.find.tenantByKey('litware')
    const person = tenant?.people.find(({ id }) => tenant.sent.get(id)?.some(({ messageId }) => messageId))
    const messageId = person && tenant?.sent.get(person.id)?.find((email) => email.messageId)?.messageId
    const about = ['--tenant', 'litware', '--person', person?.address ?? '', '--message-id', messageId ?? '']
    const run = await shell(['locate', ...about, '--json', ...at()])
    expect(run.json().failure.code).toBe('manual-tenant')
    expect(run.code).toBe(4)
  })

  it('a demo server that is not there, as something to try again', async () => {
    const run = await shell(['tenants', 'list', '--demo-server=http://127.0.0.1:9', '--home', shellHome()])
    expect(run).toMatchObject({ code: 5, stdout: '' })
    expect(run.stderr).toContain('nothing answers')
  })
})
