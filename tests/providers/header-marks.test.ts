import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FoundCopy } from '../../src/main/providers/provider'
import { platformMark } from '../../src/simulator/world/seed/texts'
import { locateAll, mailboxOf, openScene, wantedOf, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'
import { google } from './google.profile'
import { microsoft } from './microsoft.profile'

const signal = new AbortController().signal
const headerMarks = [{ name: platformMark.name.toUpperCase(), value: '' }]

describe.each([microsoft, google])('the headers that mark the platform’s mail at $name', (profile) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene(profile)
  })
  afterAll(() => scene.stop())

  /** Somebody with an email that lies in their mailbox once. */
  const somebody = () => {
    for (const person of scene.people)
      for (const email of scene.emailsOf(person))
        if (email.messageId !== null && scene.copies(person, email).length === 1)
          return { mailbox: mailboxOf(person), wanted: wantedOf(email) }
    throw new Error('Nobody has such an email.')
  }
  const copyIn = async (provider: Awaited<ReturnType<Scene['fresh']>>): Promise<FoundCopy> => {
    const { mailbox, wanted } = somebody()
    const found = (await locateAll(provider, mailbox, [wanted])).get(wanted.emailId)?.located
    if (found?.kind !== 'found' || !found.copies[0]) throw new Error('It was not found.')
    return found.copies[0]
  }

  it('are told of a copy, and no other header is', async () => {
    const provider = await scene.fresh({ headerMarks })
    const copy = await copyIn(provider)
    expect(copy.headers).toEqual([platformMark])
    const read = await provider.readCopy(somebody().mailbox, copy.ref, signal)
    expect(read?.headers).toEqual([platformMark])
  })

  it('are not asked for where none is set: no call grows', async () => {
    const seen = watchRequests(scene)
    const provider = await scene.fresh()
    const copy = await copyIn(provider)
    await provider.readCopy(somebody().mailbox, copy.ref, signal)
    expect(copy.headers).toEqual([])
    expect(
      seen
        .calls()
        .map(({ url }) => decodeURIComponent(url).toLowerCase())
        .join(),
    ).not.toMatch(/internetmessageheaders|x-platform/)
  })

  it('cost no call more than the look itself, and no body', async () => {
    const callsOf = async (more: Parameters<Scene['fresh']>[0]) => {
      const provider = await scene.fresh(more)
      const seen = watchRequests(scene)
      await copyIn(provider)
      expect(seen.calls().flatMap(({ notes }) => notes ?? [])).toEqual([])
      return seen.http().length
    }
    expect(await callsOf({ headerMarks })).toBe(await callsOf({}))
  })
})

describe('headers that Microsoft 365 doesn’t show', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene(microsoft)
    await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, {
      grants: ['User.Read.All', 'Mail.ReadBasic.All'],
    })
  })
  afterAll(() => scene.stop())

  it('leave the email found, its headers unknown, and are asked for once', async () => {
    const provider = await scene.fresh({ headerMarks })
    const person = scene.person(3)
    const wanted = scene
      .emailsOf(person)
      .filter(({ messageId }) => messageId !== null)
      .slice(0, 3)
      .map((one) => wantedOf(one))
    const first = [...(await locateAll(provider, mailboxOf(person), wanted)).values()]
    const copies = first.flatMap(({ located }) => (located.kind === 'found' ? located.copies : []))
    expect(first.map(({ located }) => located.kind)).not.toContain('unknown')
    expect(copies.length).toBeGreaterThan(0)
    expect(new Set(copies.map(({ headers }) => headers))).toEqual(new Set([null]))

    const seen = watchRequests(scene)
    await locateAll(provider, mailboxOf(person), wanted)
    expect(seen.calls().filter(({ url }) => url.includes('internetMessageHeaders'))).toEqual([])
  })

  it('are read for a move as soon as they are granted', async () => {
    const provider = await scene.fresh({ headerMarks })
    const person = scene.person()
    const [email] = scene
      .emailsOf(person)
      .filter((one) => one.messageId !== null && scene.copies(person, one).length > 0)
    const found = (await locateAll(provider, mailboxOf(person), [wantedOf(email!)])).get(email!.id)?.located
    const ref = found?.kind === 'found' ? (found.copies[0]?.ref ?? '') : ''
    expect((await provider.readCopy(mailboxOf(person), ref, signal))?.headers).toBeNull()

    await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { grants: ['User.Read.All', 'Mail.ReadWrite'] })
    const later = await scene.fresh({ headerMarks })
    expect((await later.readCopy(mailboxOf(person), ref, signal))?.headers).toEqual([platformMark])
  })
})
