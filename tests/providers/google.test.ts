import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/main/net/clock'
import { createTransport } from '../../src/main/net/create-transport'
import { createGoogleProvider } from '../../src/main/providers/google/google-provider'
import type { FoundCopy, LocateResult, Mailbox, MailProvider, WantedEmail } from '../../src/main/providers/provider'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { GoogleMailbox, GoogleMessage, SimPerson, SimSentEmail, SimTenant } from '../../src/simulator/world/world'
import { demoAdmin } from '../helpers/demo-admin'
import { behaviour } from './behaviour'
import { google } from './google.profile'

behaviour(google)

const gmailScopes = ['gmail.modify', 'gmail.readonly', 'admin.directory.user.readonly'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
)

let server: RunningServer
let admin: ReturnType<typeof demoAdmin>

beforeAll(async () => {
  server = await startServer({ seed: 1 })
  admin = demoAdmin(`http://127.0.0.1:${server.port}`)
})
afterAll(() => server.stop())
beforeEach(async () => {
  await admin.grants(tenant().key, gmailScopes)
  await admin.clearRequests()
})

const tenant = (): SimTenant => {
  const found = server.context.world.tenants.find((one) => one.provider === 'google')
  if (found === undefined) throw new Error('no Google tenant in the demo workspace')
  return found
}
const someone = (fits: (person: SimPerson) => boolean): SimPerson => {
  const found = tenant().people.find(fits)
  if (found === undefined) throw new Error('nobody fits')
  return found
}
const boxOf = (person: SimPerson): GoogleMailbox => {
  const box = tenant().mailboxes.get(person.id)
  if (box?.kind !== 'google') throw new Error('no mailbox')
  return box
}
const sentTo = (person: SimPerson): readonly SimSentEmail[] => tenant().sent.get(person.id) ?? []
const copiesOf = (person: SimPerson, email: SimSentEmail): readonly GoogleMessage[] =>
  [...boxOf(person).messages.values()].filter((one) => one.messageIdHeader === email.realMessageId)
const reached = (person: SimPerson): readonly SimSentEmail[] =>
  sentTo(person).filter((email) => email.messageId !== null && copiesOf(person, email).length === 1)
const withMailbox = (person: SimPerson): boolean => person.status === 'active' && person.hasMailbox
let met = 0
/** Someone with a year of mail, another one each time: Google's quota per person and minute outlives a reset. */
const busy = (): SimPerson => {
  const people = tenant().people.filter((one) => withMailbox(one) && reached(one).length >= 10)
  const person = people[met++ % people.length]
  if (person === undefined) throw new Error('nobody has mail')
  return person
}
/** Puts emails into a mailbox, one copy each, until the next reset; as the log would know them. */
const stock = (person: SimPerson, count: number): readonly SimSentEmail[] =>
  Array.from({ length: count }, (_, n) => {
    const [sample] = sentTo(person)
    if (sample === undefined) throw new Error('nothing was ever sent')
    const email = { ...sample, id: `stock-${n}`, messageId: `<${n}+a&b='c=d'@stock.example>` }
    const realMessageId = email.messageId
    const labelIds = [['INBOX', 'CATEGORY_UPDATES'], ['SPAM'], ['TRASH', 'UNREAD'], []][n % 4] ?? []
    boxOf(person).messages.set(`a${n}`, {
      ...{ id: `a${n}`, threadId: `a${n}`, labelIds, messageIdHeader: realMessageId, subject: email.subject },
      ...{ from: email.sender, to: person.address, internalDate: email.sentAt, historyId: 1, snoozed: false },
    })
    return { ...email, realMessageId }
  })
/** Someone with an email whose only copy carries this label. */
const withLabel = (label: string): { person: SimPerson; email: SimSentEmail; message: GoogleMessage } => {
  for (const person of tenant().people.filter(withMailbox))
    for (const email of reached(person)) {
      const [message] = copiesOf(person, email)
      if (message?.labelIds.includes(label)) return { person, email, message }
    }
  throw new Error(`no email under ${label}`)
}

const provider = (): MailProvider => {
  const { keys } = tenant()
  if (keys.kind !== 'google') throw new Error('no Google keys')
  const { googleToken, gmail, googleDirectory } = server.bases
  const transport = createTransport({
    fetch,
    clock: systemClock,
    random: Math.random,
    basesOf: () => [googleToken, gmail, googleDirectory],
  })
  return createGoogleProvider(
    {
      provider: 'google',
      serviceAccount: keys.serviceAccount,
      adminAddress: keys.adminAddress,
      endpoints: { token: googleToken, gmail, directory: googleDirectory },
    },
    { tenantId: tenant().key, transport, clock: systemClock, secrets: () => ({ privateKey: keys.privateKeyPem }) },
  )
}
const mailboxOf = (person: SimPerson): Mailbox => ({ address: person.address, directoryId: person.directoryId })
const wantedFor = (email: SimSentEmail, knownRefs: readonly string[] = []): WantedEmail => ({
  emailId: email.id,
  messageId: email.messageId,
  sender: email.sender.address,
  subject: email.subject,
  sentAt: email.sentAt,
  knownRefs,
})
const signal = (): AbortSignal => new AbortController().signal
const locate = async (
  by: MailProvider,
  person: SimPerson,
  wanted: readonly WantedEmail[],
): Promise<readonly LocateResult[]> => {
  const results: LocateResult[] = []
  await by.locate(mailboxOf(person), wanted, signal(), (result) => results.push(result))
  return results
}
const copiesIn = (result: LocateResult | undefined): readonly FoundCopy[] =>
  result?.located.kind === 'found' ? result.located.copies : []
const onlyCopy = (results: readonly LocateResult[]): FoundCopy => {
  const [copy] = copiesIn(results[0])
  if (copy === undefined) throw new Error(`nothing found: ${JSON.stringify(results[0])}`)
  return copy
}
const httpRequests = async () => (await admin.requests()).filter((row) => row.member !== true)

describe('locate over HTTP', () => {
  it('takes 6 requests for 60 emails the first time and 4 once their refs are known', async () => {
    const person = busy()
    const emails = stock(person, 60)
    const first = await locate(
      provider(),
      person,
      emails.map((email) => wantedFor(email)),
    )
    expect(first.map((one) => one.located.kind)).toEqual(Array(60).fill('found'))
    expect(await httpRequests()).toHaveLength(6)

    await admin.clearRequests()
    const refs = new Map(first.map((one) => [one.emailId, copiesIn(one).map((copy) => copy.ref)]))
    const again = await locate(
      provider(),
      person,
      emails.map((email) => wantedFor(email, refs.get(email.id))),
    )
    expect(again.map((one) => one.located.kind)).toEqual(Array(60).fill('found'))
    expect(await httpRequests()).toHaveLength(4)
  })

  it('asks for metadata only, in batches of 25 at most', async () => {
    const person = busy()
    await locate(
      provider(),
      person,
      stock(person, 60).map((email) => wantedFor(email)),
    )
    const rows = await admin.requests()
    const gets = rows.filter((row) => row.member === true && /\/messages\/\w+\?/.test(row.url))
    expect(gets.length).toBeGreaterThan(0)
    expect(gets.every((row) => new URL(row.url).searchParams.get('format') === 'metadata')).toBe(true)
    expect(rows.every((row) => ['GET', 'POST'].includes(row.method))).toBe(true)
    expect(rows.filter((row) => row.member === true).every((row) => row.mailbox === person.address)).toBe(true)
  })

  it('shows every copy with its place, as the mailbox has it', async () => {
    const person = busy()
    const emails = sentTo(person)
      .filter((email) => email.messageId !== null)
      .slice(0, 40)
    const results = await locate(
      provider(),
      person,
      emails.map((email) => wantedFor(email)),
    )
    for (const email of emails) {
      const copies = copiesIn(results.find((one) => one.emailId === email.id))
      expect(copies.map((copy) => copy.ref).sort()).toEqual(
        copiesOf(person, email)
          .map((one) => one.id)
          .sort(),
      )
      for (const copy of copies) {
        const labels = boxOf(person).messages.get(copy.ref)?.labelIds ?? []
        expect(copy.sender).toBe(email.sender.address)
        expect(copy.place.kind === 'inbox').toBe(labels.includes('INBOX') && !labels.includes('TRASH'))
      }
    }
  })

  it('spells a nested label as a path', async () => {
    const nested = tenant()
      .people.filter(withMailbox)
      .flatMap((person) => [...boxOf(person).labels.values()].map((label) => ({ person, label })))
      .filter(({ label }) => label.name.includes('/'))
      .map(({ person, label }) => ({
        person,
        label,
        email: reached(person).find((one) => copiesOf(person, one)[0]?.labelIds.includes(label.id)),
      }))
      .find(({ email }) => email !== undefined)
    if (nested?.email === undefined) throw new Error('no email under a nested label')
    const copy = onlyCopy(await locate(provider(), nested.person, [wantedFor(nested.email)]))
    expect(copy.place).toEqual({ kind: 'folder', path: nested.label.name.split('/'), tab: null })
  })

  it('says of a snoozed email that it is snoozed, until it is in the Inbox again', async () => {
    const { person, email } = withLabel('INBOX')
    const google = provider()
    await fetch(`http://127.0.0.1:${server.port}/admin/mailboxes/${encodeURIComponent(person.address)}/snooze`, {
      method: 'POST',
      body: JSON.stringify({ messageId: email.messageId }),
    })
    const copy = onlyCopy(await locate(google, person, [wantedFor(email)]))
    expect(copy.place).toEqual({ kind: 'archive', path: ['All Mail', 'Snoozed'], tab: null, snoozed: true })
    await google.moveToInbox(mailboxOf(person), copy, signal())
    expect(copiesOf(person, email)[0]?.snoozed).toBe(false)
  })

  it('finds an email whose Message-ID the log doesn’t know as likely', async () => {
    const found = tenant()
      .people.filter(withMailbox)
      .flatMap((person) => sentTo(person).map((email) => ({ person, email })))
      .find(({ person, email }) => email.messageId === null && copiesOf(person, email).length > 0)
    if (found === undefined) throw new Error('every Message-ID is known')
    const copy = onlyCopy(await locate(provider(), found.person, [wantedFor(found.email)]))
    expect(copy).toMatchObject({ match: 'likely', ref: copiesOf(found.person, found.email)[0]?.id })
  })

  it('says not found only of what was searched for, and finds the rest', async () => {
    const person = busy()
    const [first, second] = reached(person)
    if (first === undefined || second === undefined) throw new Error('too few emails')
    await fetch(`http://127.0.0.1:${server.port}/admin/mailboxes/${encodeURIComponent(person.address)}/purge`, {
      method: 'POST',
      body: JSON.stringify({ messageId: first.messageId }),
    })
    const results = await locate(provider(), person, [wantedFor(first), wantedFor(second)])
    expect(results.find((one) => one.emailId === first.id)?.located.kind).toBe('not-found')
    expect(results.find((one) => one.emailId === second.id)?.located.kind).toBe('found')
  })

  it('finds everything although a third of the parts and of the batches fail', { timeout: 60_000 }, async () => {
    const person = busy()
    const emails = stock(person, 60)
    await admin.faults([
      { service: 'gmail', route: '/messages', fault: { kind: 'status', status: 429 }, probability: 0.1 },
      { service: 'gmail', route: '/messages', fault: { kind: 'status', status: 403 }, probability: 0.1 },
      { service: 'gmail', route: '/messages', fault: { kind: 'status', status: 503 }, probability: 0.1 },
      { service: 'gmail', route: '/batch', fault: { kind: 'html' }, probability: 0.1 },
      { service: 'gmail', route: '/batch', fault: { kind: 'truncate' }, probability: 0.1 },
      { service: 'gmail', route: '/batch', fault: { kind: 'drop' }, probability: 0.1 },
    ])
    const results = await locate(
      provider(),
      person,
      emails.map((email) => wantedFor(email)),
    ).finally(() => admin.clearFaults())
    expect(results.map((one) => one.located.kind)).toEqual(Array(60).fill('found'))
  })

  it('finds mail with reading delegated only, and cannot move it', async () => {
    const { person, email, message } = withLabel('SPAM')
    await admin.grants(
      tenant().key,
      gmailScopes.filter((scope) => !scope.endsWith('modify')),
    )
    const google = provider()
    const copy = onlyCopy(await locate(google, person, [wantedFor(email)]))
    await expect(google.moveToInbox(mailboxOf(person), copy, signal())).rejects.toMatchObject({
      facts: { code: 'permission-missing', providerCode: 'unauthorized_client' },
    })
    expect(message.labelIds).toContain('SPAM')
  })

  it.each([
    ['permission-missing', (): SimPerson => someone(withMailbox), [] as string[]],
    ['no-mailbox', (): SimPerson => someone((one) => one.status === 'active' && !one.hasMailbox), gmailScopes],
    ['person-not-found', (): SimPerson => someone((one) => one.status === 'removed'), gmailScopes],
  ] as const)('reports %s', async (reason, who, grants) => {
    const person = who()
    await admin.grants(tenant().key, grants)
    const [email] = sentTo(busy())
    if (email === undefined) throw new Error('no email')
    const [result] = await locate(provider(), person, [wantedFor(email)])
    expect(result?.located).toMatchObject({ kind: 'unknown', reason })
  })

  it('reports a suspended person’s mailbox as out of scope, in Google’s words', async () => {
    const person = busy()
    await fetch(`http://127.0.0.1:${server.port}/admin/mailboxes/${encodeURIComponent(person.address)}/status`, {
      method: 'POST',
      body: JSON.stringify({ status: 'suspended' }),
    })
    const [email] = reached(person)
    if (email === undefined) throw new Error('no email')
    const [result] = await locate(provider(), person, [wantedFor(email)])
    expect(result?.located).toMatchObject({ kind: 'unknown', reason: 'mailbox-out-of-scope' })
    expect(JSON.stringify(result?.located)).toContain('suspended')
  })
})

describe('move and put back over HTTP', () => {
  it.each(['SPAM', 'TRASH', 'IMPORTANT'])('moves out of %s to the Inbox and back exactly', async (label) => {
    const { person, email, message } = withLabel(label)
    const before = [...message.labelIds].sort()
    const google = provider()
    const copy = onlyCopy(await locate(google, person, [wantedFor(email)]))
    expect((await google.moveToInbox(mailboxOf(person), copy, signal())).place.kind).toBe('inbox')
    expect((await google.readCopy(mailboxOf(person), copy.ref, signal()))?.place.kind).toBe('inbox')
    expect((await google.putBack(mailboxOf(person), copy.ref, copy.origin, signal())).place).toEqual(copy.place)
    expect([...(boxOf(person).messages.get(message.id)?.labelIds ?? [])].sort()).toEqual(before)
  })

  it.each([
    ['drop', 2],
    ['drop-after', 1],
    ['truncate', 1],
    ['html', 1],
  ])('settles a move whose answer meets “%s” by looking', async (kind) => {
    const { person, email } = withLabel('SPAM')
    const google = provider()
    const copy = onlyCopy(await locate(google, person, [wantedFor(email)]))
    await admin.faults([{ service: 'gmail', route: '/modify', fault: { kind }, times: 1 }])
    const moved = await google.moveToInbox(mailboxOf(person), copy, signal()).finally(() => admin.clearFaults())
    expect(moved.place.kind).toBe('inbox')
    const rows = await httpRequests()
    const last = rows.slice(-4).map((row) => (row.url.includes('/modify') ? 'modify' : 'look'))
    // Each repeat of the write comes after a look.
    expect(last.join(' ')).not.toContain('modify modify')
  })
})

describe('resolvePerson over HTTP', () => {
  it('finds a person by address in 2 requests, token included', async () => {
    const person = someone((one) => withMailbox(one) && one.aliases.length > 0)
    const found = await provider().resolvePerson(person.aliases[0] ?? '', signal())
    expect(found).toMatchObject({ directoryId: person.directoryId, status: 'active', mailbox: 'present' })
    expect(await httpRequests()).toHaveLength(2)
  })

  it('finds a deleted person as removed, and says so of an address nobody has', async () => {
    const gone = someone((one) => one.status === 'removed')
    expect((await provider().resolvePerson(gone.address, signal())).status).toBe('removed')
    await expect(provider().resolvePerson('nobody@nowhere.example', signal())).rejects.toMatchObject({
      facts: { code: 'person-not-found' },
    })
  })
})
