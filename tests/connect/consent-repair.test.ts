import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/simulator/server'
import { keyFileOf, openDesk, type Desk } from './connecting'

let server: RunningServer
let desk: Desk
beforeAll(async () => (server = await startServer({ seed: 7 })))
afterAll(() => server.stop())
beforeEach(async () => {
  await fetch(`${server.bases.admin}/reset`, { method: 'POST', body: '{}' })
  desk = await openDesk({ server })
})
afterEach(() => desk.close())

const connected = async (kind: 'microsoft' | 'google') => {
  const { keys, key } = desk.tenantOf(kind)
  const draft = await desk.draftOf(kind)
  const secret = { passphrase: null, expiresAt: null }
  await desk.connect.putSecret(
    draft.id,
    keys.kind === 'microsoft'
      ? { ...secret, kind: 'client-secret', value: keys.clientSecret }
      : { ...secret, kind: 'service-account-key', value: keyFileOf(desk.tenantOf('google')) },
  )
  await desk.connect.putSecret(draft.id, { ...secret, kind: 'log-token', value: keys.logToken })
  const { id } = await desk.connect.finish(draft.id)
  const grant = (body: object) => desk.admin('POST', `/tenants/${key}/grants`, body)
  return {
    id,
    grant,
    repair: () => desk.core.tenantKeeping.consentRepair(id),
    check: () => desk.core.tenantKeeping.check(id),
  }
}
const names = (needs: readonly { readonly name: string }[]) => needs.map(({ name }) => name)

describe('the consent repair', () => {
  it('names exactly the permissions of Microsoft Graph that are missing, with the consent page', async () => {
    const { grant, check, repair } = await connected('microsoft')
    await grant({ without: ['move', 'send'] })
    const { readAt } = await check()
    const { link, missing, text, readAt: of } = await repair()
    expect(names(missing)).toEqual(['Mail.ReadWrite', 'Mail.Send'])
    expect(of).toBe(readAt)
    const url = new URL(link ?? '')
    expect(url.pathname).toMatch(/\/v2\.0\/adminconsent$/)
    expect(url.searchParams.get('scope')).toBe('https://graph.microsoft.com/.default')
    expect(text).toContain(link)
    expect(text).toContain('- Mail.Send: without it')
    expect(text).not.toContain('User.Read.All')
  })

  it('names the scopes of Google that are missing, and how the whole entry has to look', async () => {
    const { grant, check, repair } = await connected('google')
    await grant({ without: ['read-directory'] })
    await check()
    const { link, missing, text } = await repair()
    expect(link).toBeNull()
    expect(names(missing)).toEqual(['https://www.googleapis.com/auth/admin.directory.user.readonly'])
    expect(text).toContain('Manage Domain Wide Delegation')
    expect(text).toMatch(/OAuth scopes: .*gmail\.modify.*admin\.directory\.user\.readonly/)
    expect(text).toContain('Users › Read')
  })

  it('names everything where nothing at all is granted any more', async () => {
    for (const kind of ['microsoft', 'google'] as const) {
      const { grant, check, repair } = await connected(kind)
      await grant({ grants: [] })
      await check()
      expect((await repair()).missing).toHaveLength(4)
    }
  })

  it('names nothing before the first reading, and nothing for what a consent doesn’t mend', async () => {
    const { id, repair, check } = await connected('microsoft')
    const before = await repair()
    expect(before.missing).toEqual([])
    expect(before.text).toContain('What it needs:')
    desk.vault.put(id, { ...desk.vault.get(id), clientSecret: 'wrong' })
    expect((await check()).rows[0]).toMatchObject({ state: 'missing', providerCode: 'AADSTS7000215' })
    expect((await repair()).missing).toEqual([])
  })

  it('is refused for a manual tenant', async () => {
    const { id } = await desk.connect.begin({ tenantId: null, copy: false })
    desk.connect.change(id, { provider: 'manual', name: 'Litware', domains: ['litware.example'], log: null })
    const tenant = await desk.connect.finish(id)
    await expect(desk.core.tenantKeeping.consentRepair(tenant.id)).rejects.toMatchObject({ code: 'manual-tenant' })
  })

  it('is asked for, and the right called missing, only once the change has spread', async () => {
    await desk.close()
    let later = 0
    desk = await openDesk({ server, now: () => Date.now() + later })
    for (const kind of ['microsoft', 'google'] as const) {
      const { id, grant, check } = await connected(kind)
      const missing = () => desk.core.tenantKeeping.missingRights()[id]
      const sendNow = async () => (await check()).rows.find(({ capability }) => capability === 'send')
      await check()
      await grant({ without: ['send'] })
      later += 11_000
      expect(await sendNow()).toMatchObject({ state: 'missing', spreading: { was: 'declared' } })
      expect(missing()).toBeUndefined()
      later += 121_000
      expect((await sendNow())?.spreading).toBeUndefined()
      expect(missing()).toEqual(['send'])

      await grant({ without: [] })
      later += 11_000
      expect(await sendNow()).toMatchObject({ state: 'declared', spreading: { was: 'missing' } })
      later += 121_000
      expect((await sendNow())?.spreading).toBeUndefined()
    }
  })
})
