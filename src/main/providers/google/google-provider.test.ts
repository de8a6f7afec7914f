import { describe, expect, it } from 'vitest'
import { Failure } from '../../../shared/model'
import type { FoundCopy, LocateResult, MailProvider, WantedEmail } from '../provider'
import { createGoogleProvider } from './google-provider'
import { apiError, createFakeGoogle, settings, signal, type FakeMessage } from './testing/fake-google'

const mailbox = { address: 'ana@customer.example', directoryId: '1' }

const message = (n: number, labelIds: string[] = ['INBOX', 'UNREAD']): FakeMessage => ({
  id: `m${n}`,
  labelIds,
  messageId: `<mail+${n}&a='b=c'@sender.example>`,
  from: `"Training <Team>" <training@sender.example>`,
  subject: `Reminder ${n}`,
})
const wantedFor = (one: FakeMessage, knownRefs: string[] = []): WantedEmail => ({
  emailId: `email-${one.id}`,
  messageId: one.messageId,
  sender: 'training@sender.example',
  subject: one.subject,
  sentAt: 1_789_999_000_000,
  knownRefs,
})
const many = (count: number): FakeMessage[] => Array.from({ length: count }, (_, n) => message(n))

const start = (messages: FakeMessage[]) => {
  const google = createFakeGoogle(messages)
  return { google, provider: createGoogleProvider(settings, google.parts) }
}
const locateAll = async (provider: MailProvider, wanted: readonly WantedEmail[]): Promise<LocateResult[]> => {
  const results: LocateResult[] = []
  await provider.locate(mailbox, wanted, signal(), (result) => results.push(result))
  return results
}
const copyOf = (result: LocateResult | undefined): FoundCopy => {
  const copy = result?.located.kind === 'found' ? result.located.copies[0] : undefined
  if (copy === undefined) throw new Error(`nothing found: ${JSON.stringify(result)}`)
  return copy
}
const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof Failure)) throw new Error(`no failure: ${String(thrown)}`)
  return thrown
}

describe('locate', () => {
  it('finds 60 new emails with one token and five full batches', async () => {
    const { google, provider } = start(many(60))
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one)),
    )
    expect(results.map((result) => result.located.kind)).toEqual(Array(60).fill('found'))
    expect(new Set(results.map((result) => result.emailId)).size).toBe(60)
    expect(google.calls()).toEqual(['token', 'batch', 'batch', 'batch', 'batch', 'batch'])
    expect(google.sent.map(({ parts }) => parts.length)).toEqual([0, 25, 25, 25, 25, 21])
  })

  it('reads 60 known copies with one token and three batches', async () => {
    const { google, provider } = start(many(60))
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one, [one.id])),
    )
    expect(
      results.every(
        (result) => result.located.kind === 'found' && result.call === 'GET /gmail/v1/users/{userId}/messages/{id}',
      ),
    ).toBe(true)
    expect(google.calls()).toEqual(['token', 'batch', 'batch', 'batch'])
  })

  it('reports the first emails before it asks for the last', async () => {
    const { google, provider } = start(many(60))
    const reportedAt: number[] = []
    await provider.locate(
      mailbox,
      google.messages.map((one) => wantedFor(one)),
      signal(),
      () => reportedAt.push(google.sent.length),
    )
    expect(reportedAt[0]).toBe(3)
    expect(reportedAt.at(-1)).toBe(6)
  })

  it('gives the mailbox to itself in every batch and marks it a read', async () => {
    const { google, provider } = start([message(1)])
    await locateAll(provider, [wantedFor(message(1))])
    const lanes = google.sent.map(({ lane }) => lane)
    expect(lanes[0]).toMatchObject({ tenantId: 'acme', mailbox: null, batch: false, effect: 'read' })
    expect(lanes[1]).toMatchObject({ tenantId: 'acme', mailbox: mailbox.address, batch: true, effect: 'read' })
  })

  it('searches Spam and Trash too, by the encoded Message-ID, and asks for metadata only', async () => {
    const { google, provider } = start([message(1)])
    await locateAll(provider, [wantedFor(message(1))])
    const targets = google.sent.flatMap(({ parts }) => parts.map((part) => new URL(part.slice(4), 'https://x.example')))
    const list = targets.find((url) => url.pathname.endsWith('/messages'))
    expect(list?.search).toContain('%2B1%26a%3D')
    expect(list?.searchParams.get('q')).toBe(`rfc822msgid:${message(1).messageId}`)
    expect(list?.searchParams.get('includeSpamTrash')).toBe('true')
    const get = targets.find((url) => url.pathname.endsWith('/m1'))
    expect(get?.searchParams.get('format')).toBe('metadata')
    expect(get?.searchParams.getAll('metadataHeaders')).toEqual(['Message-ID', 'From'])
  })

  it('searches again for the one email whose known ref is gone', async () => {
    const { google, provider } = start([message(1), message(2)])
    const wanted = [wantedFor(message(1), ['m1']), wantedFor(message(2), ['purged'])]
    const results = await locateAll(provider, wanted)
    expect(copyOf(results.find((one) => one.emailId === 'email-m2')).ref).toBe('m2')
    expect(google.sent.flatMap(({ parts }) => parts).filter((part) => part.includes('rfc822msgid'))).toHaveLength(1)
  })

  it('finds a second copy beside the known one when it is asked again, and only then', async () => {
    const { provider } = start([message(1, ['TRASH']), { ...message(1), id: 'delivered-later' }])
    const known = wantedFor(message(1), ['m1'])
    const refsOf = (results: LocateResult[]): string[] =>
      results.flatMap(({ located }) => (located.kind === 'found' ? located.copies.map((copy) => copy.ref) : []))
    expect(refsOf(await locateAll(provider, [known]))).toEqual(['m1'])
    expect(refsOf(await locateAll(provider, [{ ...known, again: true }]))).toEqual(['delivered-later', 'm1'])
  })

  it('refuses a known ref that now holds another email', async () => {
    const { provider } = start([message(1), message(2)])
    const [result] = await locateAll(provider, [wantedFor(message(1), ['m2'])])
    expect(copyOf(result)).toMatchObject({ ref: 'm1', match: 'exact', sender: 'training@sender.example' })
  })

  it('shows every copy, the one in the Inbox first, and leaves drafts out', async () => {
    const copies = [['TRASH'], ['DRAFT'], ['INBOX', 'CATEGORY_UPDATES'], ['Label_1']].map((labelIds, n) => ({
      ...message(1, labelIds),
      id: `c${n}`,
    }))
    const { provider } = start(copies)
    const [result] = await locateAll(provider, [wantedFor(message(1))])
    const places = result?.located.kind === 'found' ? result.located.copies.map((copy) => copy.place) : []
    expect(places).toHaveLength(3)
    expect(places[0]).toEqual({ kind: 'inbox', path: ['Inbox'], tab: 'updates' })
    expect(places).toContainEqual({ kind: 'folder', path: ['Clients', 'Acme'], tab: null })
  })

  it('tells a snoozed email from an archived one, asking once for all', async () => {
    const { google, provider } = start([
      { ...message(1, []), snoozed: true },
      message(2, []),
      { ...message(3, ['Label_1']), snoozed: true },
      message(4),
    ])
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one)),
    )
    const placeOf = (n: number) => copyOf(results.find((one) => one.emailId === `email-m${n}`)).place
    expect([1, 2, 3, 4].map(placeOf)).toEqual([
      { kind: 'archive', path: ['All Mail', 'Snoozed'], tab: null, snoozed: true },
      { kind: 'archive', path: ['All Mail'], tab: null },
      { kind: 'folder', path: ['Clients', 'Acme'], tab: null, snoozed: true },
      { kind: 'inbox', path: ['Inbox'], tab: 'primary' },
    ])
    const asked = google.sent.flatMap(({ parts }) => parts).filter((part) => part.includes('in%3Asnoozed'))
    expect(asked).toHaveLength(1)
  })

  it('says "perhaps snoozed" of an archived email when that cannot be read', async () => {
    const { google, provider } = start([message(1, [])])
    google.interfereWith((call) => (call.includes('in%3Asnoozed') ? apiError(400, 'invalidArgument', 'No.') : null))
    const [found] = await locateAll(provider, [wantedFor(message(1))])
    const place = { kind: 'archive', path: ['All Mail', 'perhaps snoozed'], tab: null, snoozed: null }
    expect(copyOf(found).place).toEqual(place)
    expect((await provider.readCopy(mailbox, 'm1', signal()))?.place).toEqual(place)
  })

  it('leaves out a hit whose Message-ID differs in a letter’s case', async () => {
    const { provider } = start([{ ...message(1), messageId: '<ABC@sender.example>' }])
    const [result] = await locateAll(provider, [{ ...wantedFor(message(1)), messageId: '<abc@sender.example>' }])
    expect(result?.located).toEqual({ kind: 'not-found' })
  })

  it('follows every page before it says not found', async () => {
    const { google, provider } = start([message(1)])
    google.interfereWith((call) => {
      if (!call.includes('rfc822msgid')) return null
      return call.includes('pageToken=second')
        ? { status: 200, body: { messages: [{ id: 'm1' }] } }
        : { status: 200, body: { nextPageToken: 'second' } }
    })
    const [result] = await locateAll(provider, [wantedFor(message(1))])
    expect(copyOf(result).ref).toBe('m1')
  })

  it('calls a match by sender, subject and time likely', async () => {
    const { google, provider } = start([message(1), { ...message(2), subject: 'Re: Reminder 1' }])
    const [result] = await locateAll(provider, [{ ...wantedFor(message(1)), messageId: null }])
    expect(copyOf(result)).toMatchObject({ ref: 'm1', match: 'likely' })
    const query = new URL(
      google.sent[1]?.parts.find((part) => part.includes('q='))?.slice(4) ?? '',
      'https://x.example',
    )
    expect(query.searchParams.get('q')).toMatch(
      /^from:"training@sender\.example" subject:"Reminder 1" after:\d{10} before:\d{10}$/,
    )
  })

  it('sends only the throttled parts again, after a wait', async () => {
    const { google, provider } = start(many(10))
    const refused = new Set<string>()
    google.interfereWith((call) => {
      if (!/messages\/m[37]\?/.test(call) || refused.has(call)) return null
      refused.add(call)
      return apiError(call.includes('m3') ? 429 : 403, 'userRateLimitExceeded', 'Too many concurrent requests for user')
    })
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one)),
    )
    expect(results.every((result) => result.located.kind === 'found')).toBe(true)
    expect(results.slice(-2).map((result) => result.emailId)).toEqual(['email-m3', 'email-m7'])
    expect(google.sent.at(-1)?.parts).toHaveLength(2)
    expect(google.slept).toHaveLength(1)
    expect(google.slept[0]).toBeGreaterThanOrEqual(500)
  })

  it('says throttled and stays away when Google names a time far ahead', async () => {
    const { google, provider } = start(many(2))
    const until = new Date(google.parts.clock.now() + 900_000).toISOString()
    google.interfereWith((call) =>
      call.includes('/messages/')
        ? apiError(403, 'userRateLimitExceeded', `User-rate limit exceeded.  Retry after ${until}`)
        : null,
    )
    const wanted = google.messages.map((one) => wantedFor(one))
    const first = await locateAll(provider, wanted)
    expect(first.map((result) => result.located)).toEqual(
      Array(2).fill(expect.objectContaining({ kind: 'unknown', reason: 'throttled' })),
    )
    const sentBefore = google.sent.length
    expect((await locateAll(provider, wanted))[0]?.located).toMatchObject({ reason: 'throttled' })
    expect(google.sent.length).toBe(sentBefore)
    google.advance(901_000)
    google.interfereWith(() => null)
    expect((await locateAll(provider, wanted))[0]?.located.kind).toBe('found')
  })

  it('asks again after a quarter of an hour, however far ahead Google named a time', async () => {
    const { google, provider } = start([message(1)])
    let busy = true
    google.interfereWith((call) =>
      busy && call.startsWith('GET')
        ? apiError(403, 'userRateLimitExceeded', 'User-rate limit exceeded.  Retry after 2099-01-01T00:00:00.000Z')
        : null,
    )
    const look = async () => (await locateAll(provider, [wantedFor(message(1))]))[0]?.located.kind
    expect(await look()).toBe('unknown')
    busy = false
    google.advance(14 * 60_000)
    expect(await look()).toBe('unknown')
    google.advance(60_001)
    expect(await look()).toBe('found')
  })

  it('lets the transport tell a whole batch from a web page', async () => {
    const { google, provider } = start([message(1)])
    await locateAll(provider, [wantedFor(message(1))])
    const { accepts } = google.sent.at(-1)?.request ?? {}
    const page = { status: 200, headers: new Headers({ 'content-type': 'text/html' }), text: '<html>' }
    expect(accepts?.(page)).toBe(false)
  })

  it('fails only the emails of one batch that is lost, and all when the next is lost too', async () => {
    const { google, provider } = start(many(30))
    let lost = 1
    google.interfereWith((call) =>
      call.includes('/batch/') && lost-- > 0 ? new Failure({ code: 'timeout', message: 'No answer in time.' }) : null,
    )
    const wanted = google.messages.map((one) => wantedFor(one, [one.id]))
    const kinds = (await locateAll(provider, wanted)).map((result) => result.located.kind)
    expect(kinds.filter((kind) => kind === 'unknown')).toHaveLength(24)
    lost = 9
    expect((await locateAll(provider, wanted)).map((result) => result.located.kind)).toEqual(Array(30).fill('unknown'))
    expect(lost).toBe(7)
  })

  it('reports a part that never makes sense as a server error and the others as found', async () => {
    const { google, provider } = start(many(3))
    google.interfereWith((call) => (call.includes('/messages/m1?') ? { status: 200, body: '<html>' } : null))
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one)),
    )
    const kinds = Object.fromEntries(results.map((result) => [result.emailId, result.located]))
    expect(kinds['email-m1']).toMatchObject({ kind: 'unknown', reason: 'server-error' })
    expect([kinds['email-m0']?.kind, kinds['email-m2']?.kind]).toEqual(['found', 'found'])
  })

  it('works with a tenant that delegated reading only, and remembers that', async () => {
    const { google, provider } = start([message(1)])
    google.delegate('gmail.readonly')
    expect((await locateAll(provider, [wantedFor(message(1))]))[0]?.located.kind).toBe('found')
    expect(google.calls()).toEqual(['token', 'token', 'batch', 'batch'])
    await provider.locate({ ...mailbox, address: 'bo@customer.example' }, [wantedFor(message(1))], signal(), () => null)
    expect(google.calls().slice(4)).toEqual(['token', 'batch', 'batch'])
  })

  it('reports every email as permission-missing when nothing is delegated, in Google’s words', async () => {
    const { google, provider } = start(many(30))
    google.delegate()
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one)),
    )
    expect(results).toHaveLength(30)
    expect(results[29]?.located).toEqual({
      kind: 'unknown',
      reason: 'permission-missing',
      detail: 'unauthorized_client: Client is unauthorized.',
    })
    expect(google.calls()).toEqual(['token', 'token'])
  })

  it('stops asking when the mailbox doesn’t exist', async () => {
    const { google, provider } = start(many(60))
    google.interfereWith((call) =>
      call.includes('/messages') ? apiError(400, 'failedPrecondition', 'Mail service not enabled') : null,
    )
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one)),
    )
    expect(new Set(results.map((result) => JSON.stringify(result.located))).size).toBe(1)
    expect(results[0]?.located).toMatchObject({
      reason: 'no-mailbox',
      detail: 'failedPrecondition: Mail service not enabled',
    })
    expect(google.calls()).toEqual(['token', 'batch'])
  })

  it('reports offline for all when nothing is reached', async () => {
    const { google, provider } = start(many(30))
    google.interfereWith(() => new Failure({ code: 'offline', message: 'No network.' }))
    const results = await locateAll(
      provider,
      google.messages.map((one) => wantedFor(one)),
    )
    expect(results.map((result) => result.located)).toEqual(
      Array(30).fill(expect.objectContaining({ kind: 'unknown', reason: 'offline' })),
    )
  })

  it('throws when it is cancelled and reports nothing more', async () => {
    const { google, provider } = start(many(60))
    const stop = new AbortController()
    const seen: LocateResult[] = []
    google.interfereWith((call) => {
      if (call.includes('/batch/') && google.sent.length === 4) stop.abort()
      return stop.signal.aborted ? new Failure({ code: 'cancelled', message: 'Stopped.' }) : null
    })
    const work = provider.locate(
      mailbox,
      google.messages.map((one) => wantedFor(one)),
      stop.signal,
      (one) => seen.push(one),
    )
    expect((await failureOf(work)).code).toBe('cancelled')
    expect(seen.length).toBeLessThan(60)
  })

  it('reads the labels once, and again when it meets one it doesn’t know', async () => {
    const { google, provider } = start([message(1, ['Label_1'])])
    const wanted = [wantedFor(message(1))]
    await locateAll(provider, wanted)
    await locateAll(provider, wanted)
    const labelCalls = () => google.sent.flatMap(({ parts }) => parts).filter((part) => part.includes('/labels')).length
    expect(labelCalls()).toBe(1)
    google.messages.splice(0, 1, message(1, ['Label_2']))
    google.relabel([{ id: 'Label_2', name: 'New' }])
    expect(copyOf((await locateAll(provider, wanted))[0]).place.path).toEqual(['New'])
    expect(labelCalls()).toBe(2)
  })

  it('asks for a new token once Google no longer takes the old one', async () => {
    const { google, provider } = start([message(1)])
    await locateAll(provider, [wantedFor(message(1))])
    let expired = true
    google.interfereWith((call) => {
      if (call.includes('/token')) expired = false
      return expired ? apiError(401, 'authError', 'Invalid Credentials') : null
    })
    expect((await locateAll(provider, [wantedFor(message(1))]))[0]?.located.kind).toBe('found')
  })

  it('signs in once for callers at the same time and again after 55 minutes', async () => {
    const { google, provider } = start([message(1)])
    await Promise.all([provider.readCopy(mailbox, 'm1', signal()), provider.readCopy(mailbox, 'm1', signal())])
    expect(google.calls().filter((call) => call === 'token')).toHaveLength(1)
    google.advance(56 * 60_000)
    await provider.readCopy(mailbox, 'm1', signal())
    expect(google.calls().filter((call) => call === 'token')).toHaveLength(2)
  })
})

describe('move and put back', () => {
  const away: readonly (readonly [string, string[]])[] = [
    ['Spam', ['SPAM', 'UNREAD', 'CATEGORY_PROMOTIONS']],
    ['Trash', ['TRASH', 'UNREAD', 'Label_1']],
    ['the archive', ['IMPORTANT']],
    ['a label', ['Label_1', 'STARRED']],
  ]
  it.each(away)('moves from %s to the Inbox and back to exactly the same labels', async (_place, labelIds) => {
    const { google, provider } = start([message(1, [...labelIds])])
    const copy = copyOf((await locateAll(provider, [wantedFor(message(1))]))[0])
    const moved = await provider.moveToInbox(mailbox, copy, signal())
    expect(moved).toMatchObject({ ref: 'm1', place: { kind: 'inbox' }, match: 'exact' })
    expect(google.messages[0]?.labelIds).toContain('INBOX')
    const back = await provider.putBack(mailbox, 'm1', copy.origin, signal())
    expect(back.place).toEqual(copy.place)
    expect([...(google.messages[0]?.labelIds ?? [])].sort()).toEqual([...labelIds].sort())
  })

  it('removes only the labels that are there and marks the change as a write', async () => {
    const { google, provider } = start([message(1, ['TRASH'])])
    const copy = await provider.readCopy(mailbox, 'm1', signal())
    await provider.moveToInbox(mailbox, copy as FoundCopy, signal())
    const write = google.sent.find(({ lane }) => lane.effect === 'write')
    expect(JSON.parse(write?.request.body ?? '')).toEqual({ addLabelIds: ['INBOX'], removeLabelIds: ['TRASH'] })
    expect(google.sent.filter(({ lane }) => lane.effect === 'write')).toHaveLength(1)
  })

  it('leaves what the person did since as it is', async () => {
    const { google, provider } = start([message(1, ['SPAM', 'UNREAD'])])
    const copy = (await provider.readCopy(mailbox, 'm1', signal())) as FoundCopy
    await provider.moveToInbox(mailbox, copy, signal())
    google.messages[0]?.labelIds.splice(0, 9, 'INBOX', 'STARRED')
    await provider.putBack(mailbox, 'm1', copy.origin, signal())
    expect(google.messages[0]?.labelIds.sort()).toEqual(['SPAM', 'STARRED'])
  })

  it('takes Trash away too when the copy was trashed after it was found', async () => {
    const { google, provider } = start([message(1, [])])
    const copy = copyOf((await locateAll(provider, [wantedFor(message(1))]))[0])
    google.messages[0]?.labelIds.push('TRASH')
    expect((await provider.moveToInbox(mailbox, copy, signal())).place.kind).toBe('inbox')
    expect(google.messages[0]?.labelIds).toEqual(['INBOX'])
  })

  it('gives a lost label back, and refuses when the label itself is gone', async () => {
    const { google, provider } = start([message(1, ['Label_1'])])
    const copy = copyOf((await locateAll(provider, [wantedFor(message(1))]))[0])
    google.messages.splice(0, 1, message(1, ['INBOX']))
    expect((await provider.putBack(mailbox, 'm1', copy.origin, signal())).place).toEqual(copy.place)
    google.messages.splice(0, 1, message(1, ['INBOX']))
    google.relabel([])
    expect((await failureOf(provider.putBack(mailbox, 'm1', copy.origin, signal()))).code).toBe('folder-gone')
    expect(google.messages[0]?.labelIds).toEqual(['INBOX'])
  })

  const loseAnswers = (google: ReturnType<typeof createFakeGoogle>, takesEffect: boolean, times: number) => {
    let left = times
    google.interfereWith((call) => {
      if (!call.includes('/modify') || left-- <= 0) return null
      if (takesEffect) google.messages[0]?.labelIds.splice(0, 9, 'INBOX')
      return new Failure({ code: 'timeout', message: 'No answer in time.' })
    })
  }

  it('looks after a lost answer and takes a move that happened for done', async () => {
    const { google, provider } = start([message(1, ['SPAM'])])
    const copy = (await provider.readCopy(mailbox, 'm1', signal())) as FoundCopy
    loseAnswers(google, true, 1)
    expect((await provider.moveToInbox(mailbox, copy, signal())).place.kind).toBe('inbox')
    expect(google.calls().filter((call) => call.endsWith('/modify'))).toHaveLength(1)
  })

  it('repeats a move only after looking showed that it did not happen', async () => {
    const { google, provider } = start([message(1, ['SPAM'])])
    const copy = (await provider.readCopy(mailbox, 'm1', signal())) as FoundCopy
    loseAnswers(google, false, 1)
    expect((await provider.moveToInbox(mailbox, copy, signal())).place.kind).toBe('inbox')
    expect(
      google
        .calls()
        .slice(-3)
        .map((call) => call.split('/').at(-1)),
    ).toEqual(['modify', 'm1', 'modify'])
  })

  it('is unsure when it cannot look after a lost answer', async () => {
    const { google, provider } = start([message(1, ['SPAM'])])
    const copy = (await provider.readCopy(mailbox, 'm1', signal())) as FoundCopy
    let lost = false
    google.interfereWith((call) => {
      if (lost) return new Failure({ code: 'offline', message: 'No network.' })
      lost = call.includes('/modify')
      return lost ? new Failure({ code: 'timeout', message: 'No answer in time.' }) : null
    })
    expect((await failureOf(provider.moveToInbox(mailbox, copy, signal()))).code).toBe('move-unsure')
  })

  it('is sure that nothing was moved when Google was not even reached', async () => {
    const { google, provider } = start([message(1, ['SPAM'])])
    const copy = (await provider.readCopy(mailbox, 'm1', signal())) as FoundCopy
    google.interfereWith(() => new Failure({ code: 'offline', message: 'No network.' }))
    expect((await failureOf(provider.moveToInbox(mailbox, copy, signal()))).code).toBe('offline')
  })

  it('refuses to move with reading only, and moves as soon as moving is delegated', async () => {
    const { google, provider } = start([message(1, ['SPAM'])])
    google.delegate('gmail.readonly')
    const copy = copyOf((await locateAll(provider, [wantedFor(message(1))]))[0])
    expect((await failureOf(provider.moveToInbox(mailbox, copy, signal()))).code).toBe('permission-missing')
    expect(google.messages[0]?.labelIds).toEqual(['SPAM'])
    google.delegate('gmail.modify')
    google.advance(1000)
    expect((await provider.moveToInbox(mailbox, copy, signal())).place.kind).toBe('inbox')
  })

  it('says that a purged message is gone', async () => {
    const { google, provider } = start([message(1, ['SPAM'])])
    const copy = (await provider.readCopy(mailbox, 'm1', signal())) as FoundCopy
    google.messages.length = 0
    expect(await provider.readCopy(mailbox, 'm1', signal())).toBeNull()
    expect((await failureOf(provider.moveToInbox(mailbox, copy, signal()))).code).toBe('message-gone')
    expect((await failureOf(provider.putBack(mailbox, 'm1', copy.origin, signal()))).code).toBe('message-gone')
  })

  it('refuses to undo a move that woke a snoozed email, because no program can snooze it again', async () => {
    const { google, provider } = start([{ ...message(1, []), snoozed: true }])
    const copy = await provider.readCopy(mailbox, 'm1', signal())
    if (copy === null) throw new Error('the email is gone')
    expect(copy.place.snoozed).toBe(true)
    expect((await provider.moveToInbox(mailbox, copy, signal())).place.kind).toBe('inbox')
    expect(provider.undoRefusal(copy.origin)).toContain('snoozed')
    const thrown = await failureOf(provider.putBack(mailbox, 'm1', copy.origin, signal()))
    expect(thrown.code).toBe('not-allowed')
    expect(google.messages[0]?.labelIds).toEqual(['INBOX'])
  })

  it('refuses to undo without a recorded place', () => {
    const { provider } = start([])
    expect(provider.undoRefusal('{"labelIds":["SPAM"]}')).toBeNull()
    expect(provider.undoRefusal('{}')).toContain('recorded')
    expect(provider.undoRefusal('gibberish')).toContain('recorded')
  })
})

describe('resolvePerson', () => {
  const user = {
    id: '1077',
    primaryEmail: 'ana@customer.example',
    aliases: ['a.n@customer.example'],
    isMailboxSetup: true,
  }

  it('reads the directory as the admin in one request', async () => {
    const { google, provider } = start([])
    google.interfereWith((call) => (call.includes('/users/') ? { status: 200, body: user } : null))
    expect(await provider.resolvePerson('a.n@customer.example', signal())).toEqual({
      directoryId: '1077',
      address: 'ana@customer.example',
      signInName: 'ana@customer.example',
      aliases: ['a.n@customer.example'],
      status: 'active',
      mailbox: 'present',
    })
    expect(google.calls()).toEqual(['token', 'GET /admin/directory/v1/users/a.n%40customer.example'])
  })

  it.each([
    [{ suspended: true }, 'suspended', 'present'],
    [{ archived: true }, 'suspended', 'present'],
    [{ isMailboxSetup: false }, 'active', 'absent'],
  ])('reads %o', async (facts, status, state) => {
    const { google, provider } = start([])
    google.interfereWith((call) => (call.includes('/users/') ? { status: 200, body: { ...user, ...facts } } : null))
    expect(await provider.resolvePerson('ana@customer.example', signal())).toMatchObject({ status, mailbox: state })
  })

  it('finds who was deleted lately, with one request more', async () => {
    const { google, provider } = start([])
    google.interfereWith((call) =>
      call.includes('/users/')
        ? apiError(404, 'notFound', 'Resource Not Found: userKey')
        : call.includes('showDeleted=true')
          ? { status: 200, body: { users: [user] } }
          : null,
    )
    expect(await provider.resolvePerson('ana@customer.example', signal())).toMatchObject({ status: 'removed' })
    expect(google.calls()).toHaveLength(3)
  })

  it('says that nobody has the address, and that the admin may not look', async () => {
    const { google, provider } = start([])
    google.interfereWith((call) =>
      call.includes('/users/')
        ? apiError(404, 'notFound', 'Resource Not Found: userKey')
        : call.includes('/users?')
          ? { status: 200, body: {} }
          : null,
    )
    expect((await failureOf(provider.resolvePerson('x@customer.example', signal()))).code).toBe('person-not-found')
    google.interfereWith((call) =>
      call.includes('/users/') ? apiError(403, 'forbidden', 'Not Authorized to access this resource/api') : null,
    )
    expect((await failureOf(provider.resolvePerson('x@customer.example', signal()))).code).toBe('permission-missing')
  })
})
