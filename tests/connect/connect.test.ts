import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openFileVault } from '../../src/main/vault/file-vault'
import { capabilities, type ConnectDraft } from '../../src/shared/model'
import { selfSigned } from '../../src/simulator/core/certificate'
import { startServer, type RunningServer } from '../../src/simulator/server'
import { keyFileOf, openDesk, type Desk } from './connecting'

const day = 86_400_000
/** Of a keychain that is never used. */
const none = () => Promise.reject(new Error('no keychain'))
let server: RunningServer
let desk: Desk
beforeAll(async () => (server = await startServer({ seed: 7 })))
afterAll(() => server.stop())
beforeEach(async () => {
  await fetch(`${server.bases.admin}/reset`, { method: 'POST', body: '{}' })
  desk = await openDesk({ server })
})
afterEach(() => desk.close())

const secret = (kind: 'client-secret' | 'certificate' | 'service-account-key' | 'log-token', value: string) => ({
  kind,
  value,
  passphrase: null,
  expiresAt: null,
})
const enterMicrosoftSecret = async (): Promise<ConnectDraft> => {
  const draft = await desk.draftOf('microsoft')
  const { keys } = desk.tenantOf('microsoft')
  if (keys.kind !== 'microsoft') throw new Error('No Microsoft tenant.')
  await desk.connect.putSecret(draft.id, secret('log-token', keys.logToken))
  return desk.connect.putSecret(draft.id, secret('client-secret', keys.clientSecret))
}
const enterGoogleKey = async (): Promise<ConnectDraft> => {
  const draft = await desk.draftOf('google')
  return desk.connect.putSecret(draft.id, secret('service-account-key', keyFileOf(desk.tenantOf('google'))))
}
const states = (draft: ConnectDraft) =>
  Object.fromEntries((draft.grant?.rows ?? []).map(({ capability, state }) => [capability, state]))
const allRights = {
  'sign-in': 'granted',
  'read-directory': 'granted',
  locate: 'granted',
  move: 'declared',
  'read-rules': 'granted',
  send: 'declared',
}

describe('a Microsoft tenant', () => {
  it('is connected by a client secret, checked, and read like any other', async () => {
    const draft = await enterMicrosoftSecret()
    expect(draft.held).toMatchObject([{ kind: 'client-secret' }])
    const checked = await desk.connect.check(draft.id)
    expect(states(checked)).toEqual(allRights)
    expect(desk.rows.map(({ capability }) => capability).sort()).toEqual([...capabilities].sort())

    const tenant = await desk.connect.finish(draft.id)
    expect(await desk.core.tenants.list()).toMatchObject([{ id: tenant.id, name: desk.tenantOf('microsoft').name }])
    expect(desk.connect.drafts()).toEqual([])
    expect(desk.core.tenantKeeping.grant(tenant.id)).toEqual(checked.grant)
    await desk.core.people.refresh(tenant.id)
    await expect.poll(async () => (await desk.core.people.list(tenant.id)).length).toBeGreaterThan(100)
  })

  it('is connected by a certificate made here, once its public part was uploaded', async () => {
    const { id } = await desk.draftOf('microsoft')
    desk.connect.change(id, { microsoft: { signIn: 'certificate' } })
    const made = await desk.connect.makeCertificate(id)
    const [held] = made.held
    expect(held).toMatchObject({ kind: 'certificate', label: expect.stringMatching(/^[0-9A-F]{40}$/) as string })
    expect(JSON.stringify(made)).not.toContain('PRIVATE KEY')
    const steps = desk.connect.instructions(id).steps.join(' ')
    expect(steps).toContain(held?.label)
    expect(steps).toContain('add http://localhost.')

    const before = await desk.connect.check(id)
    expect(before.grant?.rows[0]).toMatchObject({ state: 'missing', providerCode: 'AADSTS700027' })
    await desk.admin('POST', `/tenants/${desk.tenantOf('microsoft').key}/credentials`, {
      kind: 'certificate',
      certificate: held?.publicPart,
    })
    expect(states(await desk.connect.check(id))).toEqual(allRights)
  })

  it('takes a certificate of one’s own, PEM or PFX, and says what is wrong with one', async () => {
    const { id } = await desk.draftOf('microsoft')
    const put = (value: string, passphrase: string | null = null) =>
      desk.connect.putSecret(id, { ...secret('certificate', value), passphrase })
    const own = selfSigned('Ours', Date.now() - day, Date.now() + day)
    const other = selfSigned('Another', Date.now() - day, Date.now() + day)
    const over = selfSigned('Over', Date.now() - 2 * day, Date.now() - day)
    const refusals: readonly (readonly [string, string])[] = [
      ['hello', 'neither a PEM nor a PFX'],
      [own.certificate, 'without its private key'],
      [own.certificateKey, 'holds no certificate'],
      [`${own.certificate}${other.certificateKey}`, 'not the one of this certificate'],
      [`${over.certificate}${over.certificateKey}`, 'ended on'],
    ]
    for (const [value, words] of refusals)
      await expect(put(value)).rejects.toMatchObject({
        facts: { code: 'bad-input', field: 'value', message: expect.stringContaining(words) as string },
      })
    expect((await put(`${own.certificateKey}${own.certificate}`)).held).toMatchObject([{ kind: 'certificate' }])

    const { default: forge } = await import('node-forge')
    const pfx = forge.pkcs12.toPkcs12Asn1(
      forge.pki.privateKeyFromPem(own.certificateKey),
      [forge.pki.certificateFromPem(own.certificate)],
      'p4ss',
    )
    const file = Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'binary').toString('base64')
    await expect(put(file)).rejects.toMatchObject({ facts: { field: 'passphrase' } })
    await expect(put(file, 'wrong')).rejects.toMatchObject({ facts: { field: 'passphrase' } })
    expect((await put(file, 'p4ss')).held).toMatchObject([{ kind: 'certificate' }])
  })

  it('is connected by a person who signs in in the browser', async () => {
    const { id } = await desk.draftOf('microsoft', 'person')
    const signedIn = await desk.connect.signIn(id)
    expect(signedIn.held).toMatchObject([{ kind: 'person', label: expect.stringContaining('@') as string }])
    expect(states(await desk.connect.check(id))).toMatchObject({ 'sign-in': 'granted', locate: 'granted' })
    const tenant = await desk.connect.finish(id)
    expect(await desk.vault.signIn(tenant.id).read()).not.toBeNull()
  })

  it('says for a wrong secret what the provider said, by its own code, and keeps what was typed', async () => {
    const draft = await desk.draftOf('microsoft')
    await desk.connect.putSecret(draft.id, secret('client-secret', 'not~the~right~one'))
    const checked = await desk.connect.check(draft.id)
    expect(checked.grant?.rows[0]).toMatchObject({
      capability: 'sign-in',
      state: 'missing',
      providerCode: 'AADSTS7000215',
    })
    expect(checked).toMatchObject({ name: draft.name, microsoft: draft.microsoft })
  })

  it('tells the secret from its ID', async () => {
    const { id } = await desk.draftOf('microsoft')
    const put = desk.connect.putSecret(id, secret('client-secret', 'f00dface-0000-4000-8000-000000000001'))
    await expect(put).rejects.toMatchObject({
      facts: { field: 'value', message: expect.stringContaining('secret’s ID') as string },
    })
  })

  it('shares an application with other tenants, which then need their domain alone', async () => {
    const first = await enterMicrosoftSecret()
    await desk.connect.shareApplication(first.id, 'Support')
    await desk.connect.finish(first.id)
    const [application] = await desk.connect.applications()
    expect(application).toMatchObject({ name: 'Support', tenants: 1, held: [{ kind: 'client-secret' }] })
    await expect(desk.connect.removeApplication(application!.id)).rejects.toMatchObject({
      facts: { code: 'not-allowed' },
    })
    const { id } = await desk.connect.begin({ tenantId: null, copy: false })
    desk.connect.change(id, {
      provider: 'microsoft',
      name: 'Another customer',
      domains: ['another.example'],
      microsoft: { applicationId: application!.id, directory: first.microsoft.directory },
      log: null,
    })
    expect(states(await desk.connect.check(id))).toEqual(allRights)
    const tenant = await desk.connect.finish(id)
    expect(desk.vault.get(tenant.id)).toBeUndefined()
  })
})

describe('a shared application', () => {
  const sharedBy = async () => {
    const { id } = await enterMicrosoftSecret()
    await desk.connect.shareApplication(id, 'Support')
    const tenant = await desk.connect.finish(id)
    const { id: secondId } = await desk.draftOf('microsoft')
    const [application] = await desk.connect.applications()
    const { clientId } = application!
    desk.connect.change(secondId, {
      name: 'Second customer',
      domains: ['second.example'],
      microsoft: { applicationId: application!.id, clientId: '' },
    })
    return { first: tenant, second: await desk.connect.finish(secondId), clientId, id: application!.id }
  }
  const settingsOf = async (id: string) => (await desk.core.ledger.readSettings(id))!

  it('holds its secret once, and not beside the tenants that use it', async () => {
    const { first, second } = await sharedBy()
    for (const { id } of [first, second]) {
      expect(desk.vault.get(id) ?? {}).not.toHaveProperty('clientSecret')
      expect((await desk.core.tenantKeeping.check(id)).rows[0]).toMatchObject({ state: 'granted' })
      expect((await settingsOf(id)).held).toMatchObject([{ kind: 'client-secret' }])
    }
  })

  it('is renewed for all its tenants by the secret that one of them was given', async () => {
    const { first, second, id } = await sharedBy()
    const { key } = desk.tenantOf('microsoft')
    const { clientSecret } = (await desk.admin('POST', `/tenants/${key}/credentials`, {
      kind: 'secret',
      endsInSeconds: 3600,
    })) as { clientSecret: string }
    const expiresAt = new Date(Date.now() + 20 * day).toISOString().slice(0, 10)
    const edit = await desk.connect.begin({ tenantId: second.id, copy: false })
    await desk.connect.putSecret(edit.id, { ...secret('client-secret', clientSecret), expiresAt })
    expect(states(await desk.connect.check(edit.id))).toMatchObject({ 'sign-in': 'granted' })
    await desk.connect.finish(edit.id)
    expect(desk.vault.get(`application:${id}`)).toEqual({ clientSecret })
    for (const tenant of [first, second])
      expect((await settingsOf(tenant.id)).signInExpiresAt).toBe(new Date(expiresAt).toISOString())
    expect((await desk.core.tenantKeeping.check(first.id)).rows[0]).toMatchObject({ state: 'granted' })
  })

  it('is left for an application of the tenant’s own only with a secret of its own', async () => {
    const { second, clientId } = await sharedBy()
    const edit = await desk.connect.begin({ tenantId: second.id, copy: false })
    desk.connect.change(edit.id, { microsoft: { applicationId: null, clientId } })
    await expect(desk.connect.finish(edit.id)).rejects.toMatchObject({ facts: { code: 'bad-input', field: 'secret' } })
  })
})

describe('a Google tenant', () => {
  it('is connected by a service account’s key, which tells its client id', async () => {
    const draft = await enterGoogleKey()
    const { keys } = desk.tenantOf('google')
    expect(draft.google).toMatchObject(
      keys.kind === 'google' ? { serviceAccount: keys.serviceAccount, clientId: keys.clientId } : {},
    )
    expect(desk.connect.instructions(draft.id)).toMatchObject({
      clientId: draft.google.clientId,
      scopes: expect.stringContaining('gmail.modify,') as string,
    })
    expect(states(await desk.connect.check(draft.id))).toEqual(allRights)
    await desk.connect.finish(draft.id)
  })

  it('is connected by a person who signs in in the browser', async () => {
    const { id } = await desk.draftOf('google', 'person')
    const { keys } = desk.tenantOf('google')
    if (keys.kind === 'google') await desk.connect.putSecret(id, secret('client-secret', keys.desktopClientSecret))
    expect((await desk.connect.signIn(id)).held.map(({ kind }) => kind).sort()).toEqual(['client-secret', 'person'])
    expect(states(await desk.connect.check(id))).toMatchObject({ 'sign-in': 'granted', locate: 'granted' })
    await desk.connect.finish(id)
  })

  it.each([
    ['{', 'no JSON'],
    ['{"installed": {"client_id": "x"}}', 'OAuth client'],
    ['{"type": "authorized_user"}', 'another kind'],
    ['{"type": "service_account", "client_email": "a@b.example"}', 'lacks client_id'],
  ])('refuses a key file that is none: %s', async (value, words) => {
    const { id } = await desk.draftOf('google')
    await expect(desk.connect.putSecret(id, secret('service-account-key', value))).rejects.toMatchObject({
      facts: { code: 'bad-input', field: 'value', message: expect.stringContaining(words) as string },
    })
  })

  it('says that a key of another account isn’t the one that Google knows', async () => {
    const { id } = await desk.draftOf('google')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const file = JSON.parse(keyFileOf(desk.tenantOf('google'))) as object
    const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' })
    await desk.connect.putSecret(id, secret('service-account-key', JSON.stringify({ ...file, private_key })))
    const [row] = (await desk.connect.check(id)).grant?.rows ?? []
    expect(row).toMatchObject({ state: 'missing', providerCode: 'invalid_grant' })
  })
})

describe.each(['microsoft', 'google'] as const)('with a right of %s taken away', (kind) => {
  it.each(['read-directory', 'locate', 'move', 'send'])('the check says exactly that: %s', async (away) => {
    const draft = kind === 'microsoft' ? await enterMicrosoftSecret() : await enterGoogleKey()
    await desk.admin('POST', `/tenants/${desk.tenantOf(kind).key}/grants`, { without: [away] })
    const checked = await desk.connect.check(draft.id)
    const missing = checked.grant?.rows.filter(({ state }) => state === 'missing') ?? []
    expect(missing.map(({ capability }) => capability)).toEqual(away === 'locate' ? ['locate', 'move'] : [away])
    for (const { remedy } of missing) expect(remedy).toMatch(/admin center|Admin console/)
  })
})

it('says of a Microsoft tenant that its rules can’t be read when just that right is missing', async () => {
  const draft = await enterMicrosoftSecret()
  await desk.admin('POST', `/tenants/${desk.tenantOf('microsoft').key}/grants`, { without: ['read-rules'] })
  expect(states(await desk.connect.check(draft.id))).toEqual({ ...allRights, 'read-rules': 'missing' })
})

describe('a draft', () => {
  it('is there again after a restart, as it was left, without its secrets in the file', async () => {
    const draft = await enterMicrosoftSecret()
    desk.connect.change(draft.id, { step: 'consent', tags: ['gold'] })
    const again = await openDesk({ server, folder: desk.folder, vault: desk.vault })
    expect(again.connect.drafts()).toMatchObject([{ id: draft.id, step: 'consent', tags: ['gold'], held: [{}] }])
    expect(states(await again.connect.check(draft.id))).toEqual(allRights)
    await again.core.close()
  })

  it('is finished only when nothing is missing, and names the field', async () => {
    const { id } = await desk.connect.begin({ tenantId: null, copy: false })
    const steps: readonly (readonly [string, Parameters<Desk['connect']['change']>[1]])[] = [
      ['provider', {}],
      ['microsoft.directory', { provider: 'microsoft' }],
      ['microsoft.clientId', { domains: ['https://Northwind.example/', 'info@clinic.example'] }],
      ['name', { microsoft: { clientId: 'f00d' } }],
      ['timeZone', { name: 'Northwind', timeZone: 'Mars/Olympus' }],
      ['log.platformTenantId', { timeZone: 'Europe/Berlin', log: { base: 'https://log.example' } }],
      ['log.base', { log: { base: 'http://log.example', platformTenantId: 'n' } }],
      ['secret', { log: null }],
    ]
    for (const [field, change] of steps) {
      desk.connect.change(id, change)
      await expect(desk.connect.finish(id)).rejects.toMatchObject({ facts: { code: 'bad-input', field } })
    }
    expect(desk.connect.drafts()[0]?.domains).toEqual(['northwind.example', 'clinic.example'])
  })

  it('can’t take a domain that belongs to another tenant', async () => {
    await desk.connect.finish((await enterMicrosoftSecret()).id)
    const second = await enterGoogleKey()
    desk.connect.change(second.id, { domains: ['other.example', desk.tenantOf('microsoft').domains[0]!] })
    await expect(desk.connect.finish(second.id)).rejects.toMatchObject({
      facts: {
        code: 'domain-taken',
        field: 'domains',
        message: expect.stringContaining('connected already') as string,
      },
    })
  })

  it('changes a connected tenant, and leaves it alone when discarded', async () => {
    const tenant = await desk.connect.finish((await enterMicrosoftSecret()).id)
    const edit = await desk.connect.begin({ tenantId: tenant.id, copy: false })
    expect(edit).toMatchObject({ tenantId: tenant.id, name: tenant.name, held: [{ kind: 'client-secret' }] })
    desk.connect.change(edit.id, { name: 'Renamed' })
    desk.connect.discard(edit.id)
    expect(await desk.core.tenants.list()).toMatchObject([{ name: tenant.name }])
    const again = await desk.connect.begin({ tenantId: tenant.id, copy: false })
    desk.connect.change(again.id, { name: 'Renamed' })
    await desk.connect.finish(again.id)
    expect(await desk.core.tenants.list()).toMatchObject([{ id: tenant.id, name: 'Renamed' }])
    expect(states({ ...again, grant: await desk.core.tenantKeeping.check(tenant.id) })).toEqual(allRights)
  })

  it('begins as a copy of a tenant without what only one can have', async () => {
    const tenant = await desk.connect.finish((await enterMicrosoftSecret()).id)
    const copy = await desk.connect.begin({ tenantId: tenant.id, copy: true })
    expect(copy).toMatchObject({ tenantId: null, name: '', domains: [], held: [], microsoft: { directory: '' } })
    expect(desk.vault.get(copy.id)).toBeUndefined()
  })
})

describe('a connected tenant', () => {
  it('takes its secrets with it when it is removed, and comes back with its history', async () => {
    const tenant = await desk.connect.finish((await enterMicrosoftSecret()).id)
    await desk.core.tenantKeeping.remove(tenant.id, 'keep')
    expect(await desk.core.tenants.list()).toEqual([])
    expect(desk.vault.get(tenant.id)).toBeUndefined()
    expect(desk.core.tenantKeeping.grant(tenant.id)).toBeNull()
    const again = await desk.connect.finish((await enterMicrosoftSecret()).id)
    expect(again.id).toBe(tenant.id)
  })

  it('leaves none of its secrets in the file when it is removed, nor in a change of it that was begun', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'removed-'))
    const file = join(folder, 'vault.json')
    const system = { refusal: () => Promise.resolve('None here.'), seal: none, open: none }
    const passphrase = 'correct horse battery'
    const vault = await openFileVault({ file, system, now: Date.now })
    await vault.create(passphrase)
    const own = await openDesk({ server, folder, vault })
    const { keys } = own.tenantOf('microsoft')
    const value = keys.kind === 'microsoft' ? keys.clientSecret : ''
    const draft = await own.draftOf('microsoft')
    await own.connect.putSecret(draft.id, secret('client-secret', value))
    const tenant = await own.connect.finish(draft.id)
    const change = await own.connect.begin({ tenantId: tenant.id, copy: false })

    const heldNow = async () => {
      const again = await openFileVault({ file, system, now: Date.now })
      await again.unlock(passphrase)
      return [tenant.id, draft.id, change.id].map((holder) => again.get(holder)?.clientSecret ?? null)
    }
    expect(await heldNow()).toEqual([value, null, value])
    await own.core.tenantKeeping.remove(tenant.id, 'keep')
    expect(await heldNow()).toEqual([null, null, null])
    expect(own.connect.drafts()).toEqual([])
    await own.core.close()
    for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (name.isFile()) {
        const bytes = readFileSync(join(name.parentPath, name.name), 'latin1')
        for (const form of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)])
          expect(bytes, name.name).not.toContain(form)
      }
    rmSync(folder, { recursive: true })
  })

  it('tells how it is reached and what it signs in with, and nothing secret', async () => {
    const draft = await enterMicrosoftSecret()
    const { id } = await desk.connect.finish(draft.id)
    const told = await desk.core.tenantKeeping.connection(id)
    expect(told).toMatchObject({
      microsoft: { signIn: 'secret', clientId: draft.microsoft.clientId },
      google: null,
      sharedApplication: null,
      held: [{ kind: 'client-secret' }],
    })
    const { keys } = desk.tenantOf('microsoft')
    expect(JSON.stringify(told)).not.toContain(keys.kind === 'microsoft' ? keys.clientSecret : '')
    expect(desk.connect.drafts()).toEqual([])
  })

  it('reaches nothing while it is disabled', async () => {
    const tenant = await desk.connect.finish((await enterMicrosoftSecret()).id)
    await desk.core.tenantKeeping.edit(tenant.id, { disabled: true })
    await desk.admin('DELETE', '/requests')
    await expect(desk.core.tenantKeeping.check(tenant.id)).rejects.toMatchObject({ facts: { code: 'not-allowed' } })
    expect(await (await fetch(`${server.bases.admin}/requests`)).text()).toBe('')
  })

  it('keeps the order that the engineer gave', async () => {
    const ids: string[] = []
    for (const name of ['Beta', 'Alpha', 'Gamma']) {
      const { id } = await desk.connect.begin({ tenantId: null, copy: false })
      desk.connect.change(id, { provider: 'manual', name, domains: [`${name.toLowerCase()}.example`], log: null })
      ids.push((await desk.connect.finish(id)).id)
    }
    const names = async () => (await desk.core.tenants.list()).map(({ name }) => name)
    expect(await names()).toEqual(['Alpha', 'Beta', 'Gamma'])
    await desk.core.tenantKeeping.reorder([ids[2]!, ids[0]!])
    expect(await names()).toEqual(['Gamma', 'Beta', 'Alpha'])
  })
})

describe('a file of tenants', () => {
  const csv = (...lines: string[]) => ({
    format: 'csv' as const,
    text: ['name,provider,domains,timeZone,serviceAccount,adminAddress', ...lines].join('\r\n'),
  })

  it('tells line by line and field by field what it would come to, and changes nothing', async () => {
    const report = await desk.core.tenantFile.read(
      csv(
        'Northwind,manual,northwind.example,Europe/Berlin,,',
        '"Smith, Jones ""& Co""",manual,smith.example;jones.example,,,',
        'Contoso,google,contoso.example,Europe/Berlin,,',
        ',manual,x.example,,,',
        'Twice,manual,jones.example,,,',
        'Strange,exchange,strange.example,,,',
        'Mars,manual,mars.example,Mars/Olympus,,',
      ),
    )
    expect(report.counts).toEqual({ add: 2, change: 0, same: 0, refused: 5 })
    expect(report.rows.map(({ line, outcome, errors }) => [line, outcome, errors[0]?.field])).toEqual([
      [2, 'add', undefined],
      [3, 'add', undefined],
      [4, 'refused', 'serviceAccount'],
      [5, 'refused', 'name'],
      [6, 'refused', 'domains'],
      [7, 'refused', 'provider'],
      [8, 'refused', 'timeZone'],
    ])
    expect(report.rows[1]?.name).toBe('Smith, Jones "& Co"')
    expect(await desk.core.tenants.list()).toEqual([])
  })

  it('adds what it says; the same file twice changes nothing', async () => {
    const file = csv(
      'Northwind,manual,northwind.example,Europe/Berlin,,',
      'Litware,manual,litware.example,Europe/Paris,,',
    )
    await desk.core.tenantFile.take(file)
    expect((await desk.core.tenants.list()).map(({ name }) => name)).toEqual(['Litware', 'Northwind'])
    expect((await desk.core.tenantFile.take(file)).counts).toMatchObject({ add: 0, change: 0, same: 2 })
    const renamed = csv('Northwind Dental,manual,northwind.example,Europe/Berlin,,')
    expect((await desk.core.tenantFile.take(renamed)).counts).toMatchObject({ change: 1 })
  })

  it.each(['csv', 'json'] as const)('has a template in %s that can be read back', async (format) => {
    const { tenantTemplate } = await import('../../src/main/services/connect/tenant-file')
    const report = await desk.core.tenantFile.read({ format, text: tenantTemplate(format) })
    expect(report.rows.map(({ errors }) => errors[0]?.field)).toEqual(['application', undefined])
  })

  it.each([
    [{ format: 'json' as const, text: '{' }, 'no JSON'],
    [{ format: 'json' as const, text: '{}' }, 'list of tenants'],
    [{ format: 'csv' as const, text: 'company,domain\nx,y' }, 'no column “company”'],
    [{ format: 'csv' as const, text: '' }, 'name the columns'],
  ])('that is none is refused as a whole', async (file, words) => {
    await expect(desk.core.tenantFile.read(file)).rejects.toMatchObject({
      facts: { code: 'bad-input', field: 'text', message: expect.stringContaining(words) as string },
    })
  })
})
