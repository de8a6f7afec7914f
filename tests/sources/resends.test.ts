import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { tempFiles } from '../../src/main/ledger/testing/fixtures'
import type { ResendOrder } from '../../src/shared/model'
import type { SimPerson, SimTenant } from '../../src/simulator/world/world'
import { startServer, type RunningServer } from '../../src/simulator/server'
import { killedWhileSending } from '../helpers/killed-while-sending'
import { openResendProgram, type ProgramOptions } from '../helpers/resend-program'

let server: RunningServer
beforeEach(async () => {
  server = await startServer({ seed: 7 })
})
afterEach(() => server.stop())

const order: ResendOrder = { path: 'platform', templateId: 'tpl_training_reminder' }
const id = 'resend-00000001'

const scene = async (tenantKey = 'northwind', more: Partial<ProgramOptions> = {}) => {
  const tenant = server.context.find.tenantByKey(tenantKey)
  const able = (one: SimPerson) =>
    one.status === 'active' && (tenant?.provider === 'manual' || tenant?.mailboxes.has(one.id))
  const person = tenant?.people.find(able)
  if (!tenant || !person) throw new Error(`The seed has nobody in ${tenantKey}.`)
  const files = tempFiles()
  const open = async (again: Partial<ProgramOptions> = {}) => {
    const program = await openResendProgram({
      ...{ files, admin: server.bases.admin, tenantId: tenant.key },
      ...more,
      ...again,
    })
    onTestFinished(() => program.close().catch(() => undefined))
    return program
  }
  const program = await open()
  const key = await program.personKey(person.address)
  const before = sentTo(tenant, person).length
  /** What the server has sent to this person since: the truth. */
  const arrived = () => sentTo(tenant, person).slice(before)
  return { tenant, person, program, key, arrived, open, files }
}
const sentTo = (tenant: SimTenant, person: SimPerson) => tenant.sent.get(person.id) ?? []
const copies = (tenant: SimTenant, person: SimPerson, messageId: string | null) => {
  const mailbox = tenant.mailboxes.get(person.id)
  if (mailbox === undefined) return []
  return mailbox.kind === 'microsoft'
    ? [...mailbox.messages.values()]
        .filter((one) => one.internetMessageId === messageId)
        .map((one) => mailbox.folders.get(one.folderId)?.wellKnownName)
    : [...mailbox.messages.values()].filter((one) => one.messageIdHeader === messageId).map((one) => one.labelIds)
}
const fault = (rule: object) =>
  fetch(`${server.bases.admin}/faults`, { method: 'POST', body: JSON.stringify({ service: 'sent-log', ...rule }) })
const settled = (read: () => Promise<{ readonly state: string } | undefined>) =>
  expect.poll(async () => (await read())?.state, { timeout: 50_000 })

describe('a resend by the platform', () => {
  it.each([
    ['northwind', 'microsoft-api'],
    ['contoso', 'gmail-api'],
    ['fabrikam', 'smtp'],
    ['litware', 'smtp'],
  ])('of %s is one new email of the log, sent by %s', async (tenantKey, method) => {
    const { program, key, arrived, person, tenant } = await scene(tenantKey)
    const { ways, templates } = await program.resends.templates(key.tenantId)
    expect(ways).toContainEqual({ path: 'platform', refusal: null })
    expect(templates.map(({ id: one }) => one)).toContain(order.templateId)

    const preview = await program.resends.preview(key, order)
    expect(preview).toMatchObject({ to: person.address, refusal: null, method: null })
    expect(arrived()).toEqual([])

    const resend = await program.resends.send(key, order, id)
    const [email, ...others] = arrived()
    expect(others).toEqual([])
    expect(email).toMatchObject({ method, subject: preview.subject, recipient: person.address })
    expect(resend).toMatchObject({ state: 'sent', sendMethod: method, messageId: email?.realMessageId, failure: null })
    if (tenantKey === 'northwind') expect(copies(tenant, person, resend.messageId)).toEqual(['inbox'])
    if (tenantKey === 'contoso')
      expect(copies(tenant, person, resend.messageId)).toEqual([expect.arrayContaining(['INBOX'])])
    expect(await program.resends.list(key)).toEqual([resend])
    const trail = await program.ledger.listAudit(key.tenantId, key.personId, 9)
    expect(trail.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['resend', 'succeeded'],
      ['resend', 'intended'],
    ])
  })

  it('is sent once, however often the same id is asked for, also by two programs at the same time', async () => {
    const { program, key, arrived, open } = await scene()
    const other = await open()
    const [one, two] = await Promise.all([program.resends.send(key, order, id), other.resends.send(key, order, id)])
    expect([one.state, two.state]).toEqual(['sent', 'sent'])
    await program.resends.send(key, order, id)
    expect(arrived()).toHaveLength(1)
    await expect(program.resends.send(key, { ...order, templateId: 'tpl_welcome' }, id)).resolves.toMatchObject({
      templateId: order.templateId,
    })
    expect(arrived()).toHaveLength(1)
  })

  it.each([
    ['a 500 after it was accepted', { kind: 'status-after', status: 500 }],
    ['a connection that breaks after it was accepted', { kind: 'drop-after' }],
    ['an answer that is cut off', { kind: 'truncate' }],
    ['a page of a proxy instead of an answer', { kind: 'html' }],
  ])('is exactly one, and known to be sent or not, after %s', async (_, kind) => {
    const { program, key, arrived } = await scene()
    await program.resends.templates(key.tenantId)
    await fault({ route: 'POST', fault: kind, times: 1 })
    await program.resends.send(key, order, id)
    const now = async () => (await program.resends.list(key))[0]
    await settled(now).toMatch(/^(sent|failed)$/)
    const resend = await now()
    expect(arrived()).toHaveLength(kind.kind === 'html' ? 0 : 1)
    expect(resend).toMatchObject(
      kind.kind === 'html'
        ? { state: 'failed', failure: { code: 'not-sent' } }
        : { state: 'sent', messageId: arrived()[0]?.realMessageId },
    )
    expect(program.bugs).toEqual([])
  })

  it('is not sent, and says so, when it never reached the platform', async () => {
    const { program, key, arrived } = await scene()
    await program.resends.templates(key.tenantId)
    await fault({ route: 'POST', fault: { kind: 'drop' }, times: 1 })
    const resend = await program.resends.send(key, order, id)
    // It may still be under way: nobody says yet that nothing was sent.
    expect(resend.state).toBe('sending')
    await settled(async () => (await program.resends.list(key))[0]).toBe('failed')
    expect(arrived()).toEqual([])
  })

  it('may have been sent when nobody answers any more, is never sent again by itself, and is decided by the engineer', async () => {
    const { program, key, arrived } = await scene()
    await program.resends.templates(key.tenantId)
    await fault({ route: 'resends', fault: { kind: 'drop-after' } })
    await program.resends.send(key, order, id)
    await settled(async () => (await program.resends.list(key))[0]).toBe('maybe-sent')
    expect(arrived()).toHaveLength(1)
    await expect(program.resends.send(key, order, 'resend-00000002')).rejects.toMatchObject({ code: 'conflict' })
    expect(arrived()).toHaveLength(1)
    const decided = await program.resends.decide(key, id, 'sent')
    expect(decided.state).toBe('sent')
    await expect(program.resends.decide(key, id, 'not-sent')).rejects.toMatchObject({ code: 'conflict' })
    const outcomes = (await program.ledger.listAudit(key.tenantId, key.personId, 9)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['succeeded', 'refused', 'unsure', 'intended'])
  }, 60_000)
})

describe('a resend whose app is killed', () => {
  it.each([
    ['after the intent was written', { what: 'write', detail: 'sending' }, 0],
    ['when the request is about to leave', { what: 'request', detail: 'POST' }, 0],
    ['when the request was answered', { what: 'answer', detail: 'POST' }, 1],
    ['before the result is written', { what: 'write', detail: 'sent' }, 1],
  ] as const)('%s is sent once or not at all, and the next start knows which', async (_, at, count) => {
    const { program, key, arrived, open, files } = await scene()
    await program.close()
    await killedWhileSending({ files, admin: server.bases.admin, key, order, id, at })
    expect(arrived()).toHaveLength(count)

    const next = await open()
    const now = async () => (await next.resends.list(key))[0]
    expect((await now())?.state).toMatch(/^(intended|sending)$/)
    await next.resends.settleOpen()
    await settled(now).toBe(count === 1 ? 'sent' : 'failed')
    expect(await now()).toMatchObject(
      count === 1 ? { messageId: arrived()[0]?.realMessageId } : { failure: { code: 'not-sent' } },
    )
    expect(arrived()).toHaveLength(count)
  })
})

describe('a resend is refused', () => {
  it('to somebody who was removed, and without being asked to somebody suspended', async () => {
    const { program, key, arrived, person } = await scene()
    const status = (to: string) =>
      fetch(`${server.bases.admin}/mailboxes/${person.address}/status`, {
        method: 'POST',
        body: JSON.stringify({ status: to }),
      })
    await status('suspended')
    await program.personKey(person.address)
    await expect(program.resends.send(key, order, id)).rejects.toMatchObject({
      facts: { code: 'not-allowed', field: 'evenSuspended' },
    })
    await expect(program.resends.send(key, { ...order, evenSuspended: true }, id)).resolves.toMatchObject({
      state: 'sent',
    })
    await status('removed')
    await program.personKey(person.address)
    await expect(program.resends.send(key, { ...order, evenSuspended: true }, 'resend-00000002')).rejects.toMatchObject(
      { code: 'not-allowed' },
    )
    expect(arrived()).toHaveLength(1)
  })

  it('when a person, or the tenant, was sent enough within a day', async () => {
    const { program, key, arrived, tenant, person } = await scene('northwind', {
      change: (settings) => ({ ...settings, resends: { perPerson: 1, perTenant: 2 } }),
    })
    await program.resends.send(key, order, id)
    await expect(program.resends.send(key, order, 'resend-00000002')).rejects.toMatchObject({
      code: 'too-many-resends',
    })
    expect((await program.resends.preview(key, order)).refusal).toContain('within a day')
    expect(arrived()).toHaveLength(1)

    const others = tenant.people.filter((one) => one.status === 'active' && one !== person).slice(0, 2)
    const [second, third] = await Promise.all(others.map(({ address }) => program.personKey(address)))
    await program.resends.send(second!, order, 'resend-00000003')
    await expect(program.resends.send(third!, order, 'resend-00000004')).rejects.toMatchObject({
      message: expect.stringContaining('people of this tenant'),
    })
  })

  it('by a way that the tenant does not have, and of a template that does not exist', async () => {
    const { program, key } = await scene()
    await expect(program.resends.send(key, { ...order, path: 'smtp' }, id)).rejects.toMatchObject({
      facts: { code: 'not-allowed', field: 'path' },
    })
    await expect(program.resends.send(key, { ...order, templateId: 'none' }, id)).rejects.toMatchObject({
      facts: { code: 'unknown-template' },
    })
    expect(await program.resends.list(key)).toEqual([])
  })
})
