import { describe, expect, it } from 'vitest'
import { inWords, locateAll, mailboxOf, openScene, wantedOf } from '../helpers/provider-scene'
import { everyCall, lineOf, watchRequests } from '../helpers/provider-requests'
import { stock } from '../helpers/provider-world'
import { behaviour } from './behaviour'
import { microsoft } from './microsoft.profile'

behaviour(microsoft)

describe('Microsoft 365 alone', () => {
  it('asks two requests for 60 visible emails, and one more for each 20 that only recoverable items hold', async () => {
    const scene = await openScene(microsoft)
    try {
      const person = scene.person()
      const emails = [
        ...Array.from({ length: 20 }, () => stock(scene.tenant, person)),
        ...Array.from({ length: 40 }, () => stock(scene.tenant, person, 'recoverable')),
      ]
      const seen = watchRequests(scene)
      const results = await locateAll(
        await scene.fresh(),
        mailboxOf(person),
        emails.map((one) => wantedOf(one)),
      )
      expect(emails.map((one) => inWords(results.get(one.id)))).toEqual(
        emails.map((_, index) => (index < 20 ? 'inbox' : 'recoverable')),
      )
      expect(seen.http().length).toBeLessThanOrEqual(2 + 2)
      expect(seen.http().every((row) => (Array.isArray(row.notes) ? row.notes.length === 0 : true))).toBe(true)
    } finally {
      await scene.stop()
    }
  })

  it('reads the folders of a mailbox with hundreds of them in the same two requests', async () => {
    const scene = await openScene(microsoft)
    try {
      const { person, email, mailbox } = scene.inInbox()
      const box = scene.tenant.mailboxes.get(person.id)
      if (box?.kind !== 'microsoft') throw new Error('not a Microsoft mailbox')
      const top = [...box.folders.values()].find((folder) => folder.wellKnownName === 'msgfolderroot')
      for (let n = 0; n < 300; n += 1) {
        const id = `AAMkAGI2TAAAAAAuAAAAfolder${String(n).padStart(6, '0')}AAA=`
        const folder = {
          id,
          displayName: `Project ${n}`,
          parentId: top?.id ?? null,
          wellKnownName: null,
          hidden: false,
        }
        box.folders.set(id, folder)
      }
      await scene.act(person, 'move', { messageId: email.realMessageId, to: 'Project 299' })
      const seen = watchRequests(scene)
      const found = (await locateAll(await scene.fresh(), mailbox, [wantedOf(email)])).get(email.id)
      expect(found?.located).toMatchObject({ kind: 'found', copies: [{ place: { path: ['Project 299'] } }] })
      expect(seen.http().length).toBeLessThanOrEqual(2)
    } finally {
      await scene.stop()
    }
  })

  it('calls a missing right to move missing, and moves as soon as the consent has it', async () => {
    const scene = await openScene(microsoft)
    const consent = (...grants: string[]) =>
      scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { grants: ['User.Read.All', ...grants] })
    const signal = new AbortController().signal
    try {
      await consent('Mail.ReadBasic.All')
      const { person, email, mailbox } = scene.inInbox()
      await scene.act(person, 'move', { messageId: email.realMessageId, to: 'junkemail' })
      const provider = await scene.fresh()
      const found = (await locateAll(provider, mailbox, [wantedOf(email)])).get(email.id)
      const copy = found?.located.kind === 'found' ? found.located.copies[0] : undefined
      if (!copy) throw new Error('The email was not found.')
      // Twice: the sign-in made for the first try is no reason to believe its answer the second time.
      for (const _ of [1, 2])
        await expect(provider.moveToInbox(mailbox, copy, signal)).rejects.toMatchObject({ code: 'permission-missing' })
      await consent('Mail.ReadWrite')
      expect((await provider.moveToInbox(mailbox, copy, signal)).place.kind).toBe('inbox')
    } finally {
      await scene.stop()
    }
  })

  it('asks for immutable ids and never for a body, on every request about messages', async () => {
    const scene = await openScene(microsoft)
    try {
      const { email, mailbox } = scene.inInbox()
      const provider = await scene.fresh()
      const result = (await locateAll(provider, mailbox, [wantedOf(email)])).get(email.id)
      const ref = result?.located.kind === 'found' ? (result.located.copies[0]?.ref ?? '') : ''
      await provider.readCopy(mailbox, ref, new AbortController().signal)
      const about = everyCall(scene).filter((row) => /\/messages/.test(lineOf(row)))
      expect(about.length).toBeGreaterThanOrEqual(2)
      for (const row of about) {
        expect(Object.entries(row.headers).find(([name]) => name.toLowerCase() === 'prefer')?.[1]).toContain(
          'IdType="ImmutableId"',
        )
        const asked = new URL(row.url).searchParams.get('$select') ?? ''
        expect(asked.split(',')).toContain('parentFolderId')
        expect(asked).not.toMatch(/body|attachment/i)
      }
    } finally {
      await scene.stop()
    }
  })
})
