import { expect, it } from 'vitest'
import { folderOf, inWords, locateAll, mailboxOf, wantedOf, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'
import { addCopy, stock } from '../helpers/provider-world'

/** The kinds of place in which the world has the copies, as `inWords` writes them. */
const truth = (kinds: readonly { readonly kind: string }[]): string =>
  kinds.length === 0 ? 'not-found' : kinds.map(({ kind }) => kind).join('+')
const sorted = (words: string): string => words.split('+').sort().join('+')

export const finding = (open: () => Scene): void => {
  it('agrees with the mailbox about every email of people with unusual Message-IDs', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const people = scene.people.filter((one) =>
      scene.emailsOf(one).some(({ messageId }) => messageId !== null && /[+&'=]/.test(messageId)),
    )
    expect(people.length).toBeGreaterThan(3)
    for (const person of people.slice(0, 6)) {
      const emails = scene
        .emailsOf(person)
        .filter(({ messageId }) => messageId !== null)
        .slice(0, 80)
      const results = await locateAll(
        provider,
        mailboxOf(person),
        emails.map((one) => wantedOf(one)),
      )
      for (const email of emails)
        expect({ id: email.messageId, at: sorted(inWords(results.get(email.id))) }).toEqual({
          id: email.messageId,
          at: sorted(truth(scene.copies(person, email))),
        })
    }
  })

  it('sees an email wherever its owner puts it', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { person, email, mailbox } = scene.inInbox(folderOf(scene))
    for (const { to, kind } of scene.profile.places) {
      await scene.act(person, 'move', { messageId: email.realMessageId, to })
      const results = await locateAll(provider, mailbox, [wantedOf(email)])
      expect({ to, seen: inWords(results.get(email.id)) }).toEqual({ to, seen: kind })
    }
  })

  it('tells sender, Message-ID, time and whether it was read', async () => {
    const scene = open()
    const { person, email, mailbox } = scene.inInbox()
    const [copy] = scene.copies(person, email)
    const result = (await locateAll(await scene.fresh(), mailbox, [wantedOf(email)])).get(email.id)
    expect(result?.located).toMatchObject({
      kind: 'found',
      copies: [
        {
          ref: copy?.id,
          match: 'exact',
          unread: copy?.unread,
          sender: email.sender.address,
          messageId: email.realMessageId,
        },
      ],
    })
    expect(result?.call).toMatch(/^(GET|POST) \//)
  })

  it('shows every copy, the one in the Inbox first', async () => {
    const scene = open()
    const twice = scene.people
      .flatMap((person) =>
        scene.emailsOf(person).map((email) => ({ person, email, copies: scene.copies(person, email) })),
      )
      .filter(({ email, copies }) => copies.length > 1 && email.messageId !== null)
    expect(twice.length).toBeGreaterThan(0)
    for (const { person, email, copies } of twice.slice(0, 3)) {
      const provider = await scene.fresh()
      const result = (await locateAll(provider, mailboxOf(person), [wantedOf(email)])).get(email.id)
      expect(sorted(inWords(result))).toBe(sorted(truth(copies)))
      const first = copies[0]
      if (first && first.kind !== 'inbox') {
        const isRecoverable = copies.some(({ kind }) => kind === 'recoverable')
        if (isRecoverable) continue
        await scene.act(person, 'move', { messageId: email.realMessageId, id: copies.at(-1)?.id, to: 'inbox' })
      }
      const after = (await locateAll(provider, mailboxOf(person), [wantedOf(email)])).get(email.id)
      expect(inWords(after).split('+')[0]).toBe('inbox')
    }
  })

  it('says "likely" of what it found without a Message-ID', async () => {
    const scene = open()
    const person = scene.people.find((one) =>
      scene.emailsOf(one).some((email) => email.messageId === null && scene.copies(one, email).length > 0),
    )
    const email =
      person && scene.emailsOf(person).find((one) => one.messageId === null && scene.copies(person, one).length > 0)
    if (!person || !email) throw new Error('The seed has no email whose Message-ID the log does not know.')
    const result = (await locateAll(await scene.fresh(), mailboxOf(person), [wantedOf(email)])).get(email.id)
    expect(inWords(result)).toBe(truth(scene.copies(person, email)))
    expect(result?.located).toMatchObject({
      kind: 'found',
      copies: [{ match: 'likely', ref: scene.copies(person, email)[0]?.id }],
    })
  })

  it('does not take an email of another subject or sender for a likely one', async () => {
    const scene = open()
    const { email, mailbox } = scene.inInbox()
    const unknown = { ...wantedOf(email), messageId: null }
    const results = await locateAll(await scene.fresh(), mailbox, [
      { ...unknown, emailId: 'subject', subject: `${email.subject}, but another` },
      { ...unknown, emailId: 'sender', sender: 'someone.else@elsewhere.example' },
      { ...unknown, emailId: 'time', sentAt: email.sentAt - 3 * 86_400_000 },
    ])
    expect([...results.values()].map(inWords)).toEqual(['not-found', 'not-found', 'not-found'])
  })

  it('says "not found" of what was purged and of what never was', async () => {
    const scene = open()
    const { person, email, mailbox } = scene.inInbox()
    await scene.act(person, 'purge', { messageId: email.realMessageId })
    const results = await locateAll(await scene.fresh(), mailbox, [
      wantedOf(email),
      { ...wantedOf(email), emailId: 'never', messageId: `<never+'&=@${scene.tenant.domains[0]}>` },
    ])
    expect([...results.values()].map(inWords)).toEqual(['not-found', 'not-found'])
  })

  it('asks little for 60 emails the first time, and with everything known', async () => {
    const scene = open()
    const person = scene.person()
    const emails = Array.from({ length: 60 }, () => stock(scene.tenant, person))
    const provider = await scene.fresh()
    const first = watchRequests(scene)
    const results = await locateAll(
      provider,
      mailboxOf(person),
      emails.map((one) => wantedOf(one)),
    )
    expect(emails.map((one) => inWords(results.get(one.id)))).toEqual(emails.map(() => 'inbox'))
    expect(first.http().length).toBeLessThanOrEqual(scene.profile.most.first)

    const again = watchRequests(scene)
    const known = emails.map((one) =>
      wantedOf(
        one,
        scene.copies(person, one).map(({ id }) => id),
      ),
    )
    const second = await locateAll(provider, mailboxOf(person), known)
    expect(emails.map((one) => inWords(second.get(one.id)))).toEqual(emails.map(() => 'inbox'))
    expect(again.http().length).toBeLessThanOrEqual(scene.profile.most.again)
  })

  it('finds a copy that came beside the known one, when it is asked again', async () => {
    const scene = open()
    const { person, email, mailbox } = scene.inInbox()
    const provider = await scene.fresh()
    const known = scene.copies(person, email).map(({ id }) => id)
    await scene.act(person, 'move', { messageId: email.realMessageId, to: scene.profile.places[0]?.to })
    addCopy(scene.tenant, person, email)
    const results = await locateAll(provider, mailbox, [{ ...wantedOf(email, known), again: true }])
    expect(inWords(results.get(email.id))).toBe(truth(scene.copies(person, email)))
    expect(scene.copies(person, email)).toHaveLength(2)
  })

  it('signs in once for many look-ups at the same time', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { email, mailbox } = scene.inInbox()
    const seen = watchRequests(scene)
    await Promise.all([1, 2, 3].map(() => locateAll(provider, mailbox, [wantedOf(email)])))
    expect(seen.http().filter((row) => row.service === scene.profile.token)).toHaveLength(1)
  })
}
