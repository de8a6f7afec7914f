import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { GoogleMessage } from '../../src/simulator/world/world'
import {
  askToken,
  call,
  googleKeysOf,
  googleTenant,
  messageWith,
  personWithMail,
  reasonOf,
  signedAssertion,
  tokenFor,
} from '../helpers/google-calls'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const someone = () => personWithMail(googleTenant(server))
const messagesUrl = (query: Record<string, string> = {}): string =>
  `${server.bases.gmail}/gmail/v1/users/me/messages?${new URLSearchParams(query).toString()}`
const messageUrl = (id: string, rest = ''): string => `${server.bases.gmail}/gmail/v1/users/me/messages/${id}${rest}`
const idsOf = (body: Record<string, unknown>): string[] =>
  ((body['messages'] ?? []) as { id: string }[]).map(({ id }) => id)

describe('google token endpoint', () => {
  const ask = (parts: Parameters<typeof signedAssertion>[1]) =>
    askToken(server, signedAssertion(googleTenant(server), { sub: someone().person.address, ...parts }))

  it('gives a token for an assertion signed with the key of the service account', async () => {
    const { status, body } = await ask({})
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
  })

  it('refuses a signature made with another key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const { status, body } = await ask({ key: privateKey })
    expect([status, body['error'], body['error_description']]).toEqual([400, 'invalid_grant', 'Invalid JWT Signature.'])
  })

  it('refuses claims that were changed after signing', async () => {
    const [head, , signature] = signedAssertion(googleTenant(server), { sub: someone().person.address }).split('.')
    const { serviceAccount: iss, adminAddress: sub } = googleKeysOf(googleTenant(server))
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss, sub, scope: 'x', aud: 'https://oauth2.googleapis.com/token', iat: now, exp: now + 60 }
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    const { body } = await askToken(server, `${head}.${payload}.${signature}`)
    expect(body['error_description']).toBe('Invalid JWT Signature.')
  })

  it('refuses the whole request when a single scope is not delegated', async () => {
    const scopes = ['gmail.modify', 'gmail.settings.sharing'].map((name) => `https://www.googleapis.com/auth/${name}`)
    const { status, body } = await ask({ scope: scopes.join(' ') })
    expect([status, body['error']]).toEqual([401, 'unauthorized_client'])
  })

  it('refuses someone who is not in the directory, and someone who was removed', async () => {
    const stranger = await ask({ sub: 'nobody@contoso.example' })
    expect([stranger.status, stranger.body['error_description']]).toEqual([400, 'Invalid email or User ID'])
    const removed = googleTenant(server).people.find((person) => person.status === 'removed')
    const gone = await ask({ sub: removed?.address ?? '' })
    expect(gone.body['error_description']).toBe('The account has been deleted')
  })

  it('refuses another audience and an assertion whose time is over', async () => {
    expect((await ask({ aud: 'https://elsewhere.example/token' })).body['error']).toBe('invalid_grant')
    expect((await ask({ iat: Math.floor(Date.now() / 1000) - 7200 })).body['error_description']).toMatch(
      /^Invalid JWT: /,
    )
  })
})

describe('gmail messages', () => {
  let token: string
  let message: GoogleMessage
  beforeAll(async () => {
    token = await tokenFor(server, someone().person.address, 'gmail.modify')
    message = messageWith(someone().mailbox, 'INBOX')
  })

  it('finds by Message-ID with and without angle brackets', async () => {
    const bare = message.messageIdHeader.replace(/^<|>$/g, '')
    for (const id of [bare, `<${bare}>`]) {
      const { body } = await call(token, messagesUrl({ q: `rfc822msgid:${id}` }))
      expect(idsOf(body)).toContain(message.id)
    }
  })

  it('finds by sender, subject and time', async () => {
    const seconds = Math.floor(message.internalDate / 1000)
    const q = `from:"${message.from.address}" subject:"${message.subject.replaceAll('"', '')}" after:${seconds} before:${seconds + 1}`
    const { body } = await call(token, messagesUrl({ q }))
    expect(idsOf(body)).toEqual([message.id])
    expect(idsOf((await call(token, messagesUrl({ q: `${q} in:snoozed` }))).body)).toEqual([])
  })

  it('leaves the list out when nothing is found', async () => {
    const { status, body } = await call(token, messagesUrl({ q: 'rfc822msgid:<nothing@here>' }))
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('messages')
  })

  it('leaves Spam and Trash out unless they are asked for', async () => {
    const { person, mailbox } = personWithMail(googleTenant(server))
    const spam = [...mailbox.messages.values()].find((one) => one.labelIds.includes('SPAM')) ?? message
    const own = await tokenFor(server, person.address, 'gmail.modify')
    if (!spam.labelIds.includes('SPAM'))
      await call(own, messageUrl(spam.id, '/modify'), { addLabelIds: ['SPAM'], removeLabelIds: ['INBOX'] })
    const q = `rfc822msgid:${spam.messageIdHeader}`
    expect(idsOf((await call(own, messagesUrl({ q }))).body)).not.toContain(spam.id)
    expect(idsOf((await call(own, messagesUrl({ q, includeSpamTrash: 'true' }))).body)).toContain(spam.id)
    expect(idsOf((await call(own, messagesUrl({ q: `${q} in:anywhere` }))).body)).toContain(spam.id)
  })

  it('pages with tokens that belong to their search', async () => {
    const seen: string[] = []
    let next: string | undefined
    do {
      const query = { maxResults: '7', includeSpamTrash: 'true', ...(next === undefined ? {} : { pageToken: next }) }
      const { body } = await call(token, messagesUrl(query))
      seen.push(...idsOf(body))
      next = body['nextPageToken'] as string | undefined
      if (next !== undefined && seen.length === 7)
        expect((await call(token, messagesUrl({ q: 'other', pageToken: next }))).status).toBe(400)
    } while (next !== undefined)
    expect(new Set(seen).size).toBe(someone().mailbox.messages.size)
    expect(seen).toHaveLength(someone().mailbox.messages.size)
  })

  it('gives only the headers and fields that are asked for', async () => {
    const url = messageUrl(message.id, '?format=metadata&metadataHeaders=message-id&fields=id,payload/headers')
    const { body } = await call(token, url)
    expect(Object.keys(body).sort()).toEqual(['id', 'payload'])
    const { headers } = body['payload'] as { headers: { name: string; value: string }[] }
    expect(headers.map(({ name, value }) => [name.toLowerCase(), value])).toEqual([
      ['message-id', message.messageIdHeader],
    ])
  })

  it('never gives out a body, and notes the attempt', async () => {
    for (const rest of ['', '?format=full', '?format=raw'])
      expect((await call(token, messageUrl(message.id, rest))).status).toBe(403)
    expect(server.requests().filter((row) => row.notes?.includes('asked for a body'))).toHaveLength(3)
  })

  it('refuses to delete, trash and untrash', async () => {
    expect((await call(token, messageUrl(message.id), undefined, 'DELETE')).status).toBe(405)
    for (const action of ['trash', 'untrash'])
      expect((await call(token, messageUrl(message.id, `/${action}`), {})).status).toBe(405)
    expect(someone().mailbox.messages.get(message.id)).toBeDefined()
  })

  it('answers 401 to no token and 403 to a scope or a mailbox that the token does not open', async () => {
    expect((await call('nonsense', messagesUrl())).status).toBe(401)
    const readonly = await tokenFor(server, someone().person.address, 'gmail.readonly')
    const modify = await call(readonly, messageUrl(message.id, '/modify'), { addLabelIds: ['INBOX'] })
    expect([modify.status, reasonOf(modify)]).toEqual([403, 'insufficientPermissions'])
    const other = await call(token, `${server.bases.gmail}/gmail/v1/users/admin%40contoso.example/messages`)
    expect([other.status, other.body['error']]).toMatchObject([
      403,
      { message: expect.stringMatching(/^Delegation denied/) },
    ])
  })

  it('says that a person without a mailbox has none', async () => {
    const person = googleTenant(server).people.find((one) => !one.hasMailbox && one.status === 'active')
    const answer = await call(await tokenFor(server, person?.address ?? '', 'gmail.readonly'), messagesUrl())
    expect([answer.status, reasonOf(answer)]).toEqual([400, 'failedPrecondition'])
  })

  it('lists the mail of a suspended person but opens none of it', async () => {
    const { people, mailboxes } = googleTenant(server)
    const person = people.find((one) => one.status === 'suspended' && (mailboxes.get(one.id)?.messages.size ?? 0) > 0)
    const theirs = await tokenFor(server, person?.address ?? '', 'gmail.readonly')
    const list = await call(theirs, messagesUrl({ includeSpamTrash: 'true' }))
    expect(list.status).toBe(200)
    expect((await call(theirs, messageUrl(idsOf(list.body)[0] ?? '', '?format=minimal'))).status).toBe(403)
  })
})

describe('gmail modify', () => {
  let token: string
  const modify = (id: string, add: string[], remove: string[]) =>
    call(token, messageUrl(id, '/modify'), { addLabelIds: add, removeLabelIds: remove })
  beforeAll(async () => {
    token = await tokenFor(server, someone().person.address, 'gmail.modify')
  })

  it('changes exactly the labels named and says what is left', async () => {
    const message = messageWith(someone().mailbox, 'INBOX')
    const before = [...message.labelIds]
    const away = await modify(message.id, [], ['INBOX'])
    expect(away.body['labelIds'] ?? []).toEqual(before.filter((label) => label !== 'INBOX'))
    const back = await modify(message.id, ['INBOX'], ['SPAM', 'TRASH'])
    expect(new Set(back.body['labelIds'] as string[])).toEqual(new Set(before))
  })

  it.each([
    ['two places at once', ['INBOX', 'TRASH'], []],
    ['a label that no hand can change', [], ['SENT']],
    ['a label that the mailbox does not have', ['Label_none'], []],
    ['the same label on and off', ['INBOX'], ['INBOX']],
    ['nothing', [], []],
  ])('refuses %s', async (_, add, remove) => {
    const message = messageWith(someone().mailbox, 'INBOX')
    const before = [...message.labelIds]
    const answer = await modify(message.id, add, remove)
    expect([answer.status, reasonOf(answer)]).toEqual([400, 'invalidArgument'])
    expect(message.labelIds).toEqual(before)
  })
})

describe('google directory', () => {
  const users = (rest: string): string => `${server.bases.googleDirectory}/admin/directory/v1/users${rest}`
  const adminToken = () =>
    tokenFor(server, googleKeysOf(googleTenant(server)).adminAddress, 'admin.directory.user.readonly')

  it('lists every user that was not removed, page by page', async () => {
    const token = await adminToken()
    const emails: string[] = []
    let next = ''
    do {
      const { body } = await call(token, users(`?customer=my_customer&maxResults=50${next}`))
      emails.push(...(body['users'] as { primaryEmail: string }[]).map(({ primaryEmail }) => primaryEmail))
      next = typeof body['nextPageToken'] === 'string' ? `&pageToken=${body['nextPageToken']}` : ''
    } while (next !== '')
    const present = googleTenant(server).people.filter((person) => person.status !== 'removed')
    expect(emails.sort()).toEqual(present.map((person) => person.signInName).sort())
  })

  it('finds a user by primary address, alias and id', async () => {
    const token = await adminToken()
    const person = googleTenant(server).people.find((one) => one.aliases.length > 0 && one.status === 'active')
    for (const key of [person?.signInName, person?.aliases[0], person?.directoryId]) {
      const { body } = await call(token, users(`/${encodeURIComponent(key ?? '')}`))
      expect(body['id']).toBe(person?.directoryId)
    }
    expect((await call(token, users('/nobody%40contoso.example'))).status).toBe(404)
  })

  it('refuses someone who is no administrator, and a list of no customer', async () => {
    const token = await tokenFor(server, someone().person.address, 'admin.directory.user.readonly')
    expect((await call(token, users('?customer=my_customer'))).status).toBe(403)
    expect((await call(await adminToken(), users(''))).status).toBe(400)
  })
})
