import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { tempFiles } from '../../src/main/ledger/testing/fixtures'
import type { ResendOrder } from '../../src/shared/model'
import { startServer, type RunningServer } from '../../src/simulator/server'
import { killedWhileSending } from '../helpers/killed-while-sending'
import { openResendProgram } from '../helpers/resend-program'

let server: RunningServer
beforeEach(async () => {
  server = await startServer({ seed: 7 })
})
afterEach(() => server.stop())

const id = 'resend-00000001'
const orderOf = (path: ResendOrder['path']): ResendOrder => ({ path, templateId: 'own-training-reminder' })
const fault = (rule: object) => fetch(`${server.bases.admin}/faults`, { method: 'POST', body: JSON.stringify(rule) })

/** Long waits pass so fast where something has to be looked up again and again. */
const hurried = 12

const scene = async (tenantKey: string, speed = 1) => {
  const tenant = server.context.find.tenantByKey(tenantKey)
  const person = tenant?.people.find((one) => one.status === 'active' && tenant.mailboxes.has(one.id))
  if (!tenant || !person) throw new Error(`The seed has nobody in ${tenantKey}.`)
  const files = tempFiles()
  const open = async () => {
    const program = await openResendProgram({ files, admin: server.bases.admin, tenantId: tenant.key, speed })
    onTestFinished(() => program.close().catch(() => undefined))
    return program
  }
  const program = await open()
  /** Where the emails of this app lie in the mailbox, by the server: the truth. */
  const arrived = () => {
    const mailbox = tenant.mailboxes.get(person.id)
    const messages: readonly object[] = [...(mailbox?.messages.values() ?? [])]
    return messages.filter((message) => JSON.stringify(message).includes('<resend.'))
  }
  const inbox = () => {
    const mailbox = tenant.mailboxes.get(person.id)
    if (mailbox?.kind !== 'microsoft') return 'INBOX'
    return [...mailbox.folders.values()].find(({ wellKnownName }) => wellKnownName === 'inbox')?.id
  }
  return { tenant, person, program, key: await program.personKey(person.address), arrived, inbox, open, files }
}
const now = async (
  program: Awaited<ReturnType<typeof scene>>['program'],
  key: { tenantId: string; personId: string },
) => (await program.resends.list(key))[0]

const ways = [
  ['graph-inject', 'northwind', 'microsoft-api', 'graph', '/inbox/messages'],
  ['gmail-insert', 'contoso', 'gmail-api', 'gmail', '/me/messages'],
  ['gmail-import', 'contoso', 'gmail-api', 'gmail', '/messages/import'],
] as const

describe.each(ways)('a resend by %s', (path, tenantKey, method, service, route) => {
  const order = orderOf(path)
  const post = { service, route: `/POST .*${route.replaceAll('/', '\\/')}(\\?|$)/` }

  it('is one unread email in the Inbox, and a row of the log that this app vouches for', async () => {
    const { program, key, arrived, inbox, person } = await scene(tenantKey)
    const preview = await program.resends.preview(key, order)
    expect(preview).toMatchObject({ refusal: null, method, to: person.address })
    const resend = await program.resends.send(key, order, id)
    expect(resend).toMatchObject({ state: 'sent', sendMethod: method, failure: null })
    const [message, ...others] = arrived()
    expect(others).toEqual([])
    const shown = JSON.stringify(message)
    expect(shown).toContain(JSON.stringify(resend.messageId))
    expect(shown).toContain(JSON.stringify(inbox()))
    expect(message).toMatchObject({ subject: preview.subject, to: person.address, from: { address: preview.from } })
    expect(message).toMatchObject(
      tenantKey === 'northwind' ? { isRead: false, isDraft: false } : { labelIds: ['INBOX', 'UNREAD'] },
    )
    const at = Date.parse(resend.sentAt ?? '')
    const { emails } = await program.ledger.readLog(key, at - 1, at + 1)
    expect(emails).toMatchObject([
      {
        method,
        messageId: resend.messageId,
        sources: ['own-sends'],
        subject: preview.subject,
        recipient: person.address,
      },
    ])
  })

  it.each([
    ['a 500 after it was done', { kind: 'status-after', status: 500 }],
    ['a connection that breaks after it was done', { kind: 'drop-after' }],
    ['an answer that is cut off', { kind: 'truncate' }],
  ])('is exactly one, and found by looking, after %s', async (_, kind) => {
    const { program, key, arrived } = await scene(tenantKey, hurried)
    await fault({ ...post, fault: kind, times: 1 })
    await program.resends.send(key, order, id)
    await expect.poll(async () => (await now(program, key))?.state, { timeout: 50_000 }).toBe('sent')
    expect(arrived()).toHaveLength(1)
    expect(program.bugs).toEqual([])
  })

  it('is none, and known to be none, when it never reached the mailbox', async () => {
    const { program, key, arrived } = await scene(tenantKey, hurried)
    await fault({ ...post, fault: { kind: 'drop' }, times: 1 })
    await program.resends.send(key, order, id)
    await expect.poll(async () => (await now(program, key))?.state, { timeout: 50_000 }).toBe('failed')
    expect(arrived()).toEqual([])
  })

  it.each([
    ['before the request leaves', 'sending', 0],
    ['before the result is written', 'sent', 1],
  ] as const)('is once or not at all when the app is killed %s', async (_, detail, count) => {
    const { program, key, arrived, open, files } = await scene(tenantKey, hurried)
    await program.close()
    const at = { what: 'write', detail } as const
    await killedWhileSending({ files, admin: server.bases.admin, key, order, id, at })
    expect(arrived()).toHaveLength(count)
    const next = await open()
    await next.resends.settleOpen()
    await expect
      .poll(async () => (await now(next, key))?.state, { timeout: 50_000 })
      .toBe(count === 1 ? 'sent' : 'failed')
    expect(arrived()).toHaveLength(count)
  })
})

it('is refused as a lack of permission, and known not to be sent, when the consent was withdrawn', async () => {
  const { program, key, arrived } = await scene('northwind')
  await fetch(`${server.bases.admin}/tenants/northwind/grants`, {
    method: 'POST',
    body: JSON.stringify({ grants: ['User.Read.All'] }),
  })
  const resend = await program.resends.send(key, orderOf('graph-inject'), id)
  expect(resend).toMatchObject({ state: 'failed', failure: { code: 'permission-missing' } })
  expect(arrived()).toEqual([])
})
