import { expect, it } from 'vitest'
import type { FoundCopy, MailProvider } from '../../src/main/providers/provider'
import { folderOf, locateAll, wantedOf, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'

const signal = new AbortController().signal

/** An email that its owner has put elsewhere, and the one copy that a provider then finds. */
const putAway = async (scene: Scene, provider: MailProvider, to = scene.profile.places[0]?.to ?? '') => {
  const { person, email, mailbox } = scene.inInbox(to === folderOf(scene) ? to : undefined)
  await scene.act(person, 'move', { messageId: email.realMessageId, to })
  const result = (await locateAll(provider, mailbox, [wantedOf(email)])).get(email.id)
  const copy = result?.located.kind === 'found' ? result.located.copies[0] : undefined
  const before = scene.copies(person, email)[0]
  if (!copy || !before) throw new Error(`The email put into ${to} was not found.`)
  return { person, email, mailbox, copy, before, now: () => scene.copies(person, email) }
}

export const moving = (open: () => Scene): void => {
  it('brings an email from every kind of place into the Inbox, and back exactly', async () => {
    const scene = open()
    const provider = await scene.fresh()
    for (const { to, kind } of scene.profile.places.filter((place) => place.kind !== 'inbox')) {
      const { mailbox, copy, before, now } = await putAway(scene, provider, to)
      const moved = await provider.moveToInbox(mailbox, copy, signal)
      expect({ to, place: moved.place.kind, ref: moved.ref }).toEqual({ to, place: 'inbox', ref: copy.ref })
      expect(now()).toMatchObject([{ id: before.id, kind: 'inbox', unread: before.unread }])
      expect((await provider.readCopy(mailbox, copy.ref, signal))?.place.kind).toBe('inbox')
      expect(provider.undoRefusal(copy.origin)).toBeNull()
      expect([copy, moved].map((one) => provider.isAt(one, copy.origin))).toEqual([true, false])

      const back = await provider.putBack(mailbox, copy.ref, copy.origin, signal)
      expect({ to, kind: back.place.kind }).toEqual({ to, kind })
      expect(provider.isAt(back, copy.origin)).toBe(true)
      expect(now().map(({ exactly }) => exactly)).toEqual([before.exactly])
    }
  })

  it('sends one move for one email', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { mailbox, copy } = await putAway(scene, provider)
    const seen = watchRequests(scene)
    await provider.moveToInbox(mailbox, copy, signal)
    expect(seen.moves()).toHaveLength(1)
  })

  it('does not repeat a move whose answer was lost: it looks, and finds it done', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { mailbox, copy, now } = await putAway(scene, provider)
    await scene.faults({
      service: scene.profile.mail,
      route: moveRoute(scene),
      fault: { kind: 'drop-after' },
      times: 1,
    })
    const seen = watchRequests(scene)
    expect((await provider.moveToInbox(mailbox, copy, signal)).place.kind).toBe('inbox')
    expect(now().map(({ kind }) => kind)).toEqual(['inbox'])
    expect(seen.moves()).toHaveLength(1)
  })

  it.each([
    ['is dropped', { kind: 'drop' }],
    ['meets a server fault', { kind: 'status', status: 503 }],
    ['meets a server fault that names a time', { kind: 'status', status: 503, retryAfter: '1' }],
    ['is answered by a page in HTML', { kind: 'html' }],
  ])('looks before it repeats a move that %s', async (_name, fault) => {
    const scene = open()
    const provider = await scene.fresh()
    const { mailbox, copy, now } = await putAway(scene, provider)
    await scene.faults({ service: scene.profile.mail, route: moveRoute(scene), fault, times: 1 })
    const seen = watchRequests(scene)
    expect((await provider.moveToInbox(mailbox, copy, signal)).place.kind).toBe('inbox')
    expect(now().map(({ kind }) => kind)).toEqual(['inbox'])
    const kinds = seen.calls().map((row) => (seen.moves().includes(row) ? 'move' : 'look'))
    expect(kinds.join(' ')).toMatch(/^move (look )+move( look)*$/)
  })

  it('repeats a throttled move, because the server did nothing', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { mailbox, copy, now } = await putAway(scene, provider)
    await scene.faults({
      service: scene.profile.mail,
      route: moveRoute(scene),
      fault: { kind: 'status', status: 429, retryAfter: '1' },
      times: 2,
    })
    expect((await provider.moveToInbox(mailbox, copy, signal)).place.kind).toBe('inbox')
    expect(now().map(({ kind }) => kind)).toEqual(['inbox'])
  })

  it('moves and puts back while 30% of all answers fail', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { mailbox, copy, before, now } = await putAway(scene, provider)
    const kinds = [{ kind: 'status', status: 503 }, { kind: 'drop' }, { kind: 'drop-after' }, { kind: 'html' }]
    await scene.faults(...kinds.map((fault) => ({ service: scene.profile.mail, fault, probability: 0.3 / 4 })))
    await provider.moveToInbox(mailbox, copy, signal)
    expect(now().map(({ kind }) => kind)).toEqual(['inbox'])
    await provider.putBack(mailbox, copy.ref, copy.origin, signal)
    expect(now().map(({ exactly }) => exactly)).toEqual([before.exactly])
  })

  it('does not say "moved" when the server fails for good', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { mailbox, copy, before, now } = await putAway(scene, provider)
    await scene.faults({ service: scene.profile.mail, fault: { kind: 'status', status: 500 } })
    await expect(provider.moveToInbox(mailbox, copy, signal)).rejects.toMatchObject({
      code: expect.stringMatching(/^(move-unsure|server-error)$/) as unknown,
    })
    expect(now().map(({ exactly }) => exactly)).toEqual([before.exactly])
  })

  it('says so when the email is gone', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { person, email, mailbox, copy } = await putAway(scene, provider)
    await scene.act(person, 'purge', { messageId: email.realMessageId })
    expect(await provider.readCopy(mailbox, copy.ref, signal)).toBeNull()
    await expect(provider.moveToInbox(mailbox, copy, signal)).rejects.toMatchObject({ code: 'message-gone' })
  })

  it('says so when the former folder is gone, and leaves the email in the Inbox', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const folder = folderOf(scene)
    const { person, mailbox, copy, now } = await putAway(scene, provider, folder)
    await provider.moveToInbox(mailbox, copy, signal)
    await scene.act(person, 'remove-folder', { folder })
    await expect(provider.putBack(mailbox, copy.ref, copy.origin, signal)).rejects.toMatchObject({
      code: 'folder-gone',
    })
    expect(now().map(({ kind }) => kind)).toEqual(['inbox'])
  })

  it('reads a copy without changing anything', async () => {
    const scene = open()
    const provider = await scene.fresh()
    const { mailbox, copy, before, now } = await putAway(scene, provider)
    const read: FoundCopy | null = await provider.readCopy(mailbox, copy.ref, signal)
    expect(read).toEqual(copy)
    expect(now()).toEqual([before])
  })
}

const moveRoute = (scene: Scene): string => `/${scene.profile.moveRoute}/`
