import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/main/net/clock'
import type { Transport } from '../../src/main/net/transport'
import { createMicrosoftProvider } from '../../src/main/providers/microsoft/microsoft-provider'
import type { MicrosoftConnection, TenantSecrets } from '../../src/main/tenants/settings'
import type { Failure } from '../../src/shared/model'
import { selfSigned, thumbprintOf, type CertificatePair } from '../../src/simulator/core/certificate'
import { openScene, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'
import { microsoft } from './microsoft.profile'

const day = 86_400_000
const signal = new AbortController().signal

let scene: Scene
beforeAll(async () => {
  scene = await openScene(microsoft)
})
afterAll(() => scene.stop())

const register = async (body: object): Promise<CertificatePair & { clientSecret: string }> =>
  (await scene.admin('POST', `/tenants/${scene.tenant.key}/credentials`, body)) as CertificatePair & {
    clientSecret: string
  }
const secretsOf = ({ certificate, certificateKey }: CertificatePair): TenantSecrets => ({ certificate, certificateKey })
/** Signs in and looks somebody up; the code and sentence of what went wrong, or `signed in`. */
const outcome = async (secrets: TenantSecrets, on: Scene = scene) => {
  const provider = await on.fresh({ secrets })
  return provider.resolvePerson(on.person().address, signal).then(
    () => 'signed in',
    (failure: Failure) => `${failure.facts.providerCode ?? '-'} ${failure.message}`,
  )
}

describe('signing in to Microsoft 365', () => {
  it('uses the certificate where there is one, and never sends key or secret', async () => {
    const pair = await register({ kind: 'certificate' })
    const seen = watchRequests(scene)
    expect(await outcome(secretsOf(pair))).toBe('signed in')
    const [token] = seen.http()
    const fields = Object.keys(token?.body as object)
    expect(fields).toContain('client_assertion')
    expect(fields).not.toContain('client_secret')
  })

  it('uses the client secret where there is no certificate', async () => {
    const { clientSecret } = await register({ kind: 'secret' })
    expect(await outcome({ clientSecret })).toBe('signed in')
  })

  it.each([
    ['a wrong secret', () => ({ clientSecret: 'wrong' }), /^AADSTS7000215 The client secret is wrong/],
    [
      'an expired secret',
      async () => ({ clientSecret: (await register({ kind: 'secret', endsInSeconds: -5 })).clientSecret }),
      /^AADSTS7000222 The client secret has expired/,
    ],
    [
      'a certificate that was never uploaded',
      () => secretsOf(selfSigned('Unknown', Date.now() - day, Date.now() + day)),
      /^AADSTS700027 Microsoft refused the certificate.*uploaded/,
    ],
    [
      'a certificate that has expired',
      async () => secretsOf(await register({ kind: 'certificate', endsInSeconds: -5 })),
      /^AADSTS700027 The certificate has expired/,
    ],
    ['half a certificate', () => ({ certificate: 'x' }), /^- .*only one is stored/],
    ['a key that is none', () => ({ certificate: 'x', certificateKey: 'y' }), /^- .*private key can’t be read/],
    [
      'a key that belongs to another certificate',
      () => ({
        certificate: selfSigned('One', Date.now() - day, Date.now() + day).certificate,
        certificateKey: selfSigned('Other', Date.now() - day, Date.now() + day).certificateKey,
      }),
      /^- .*isn’t the one of this certificate/,
    ],
  ])('says what is wrong with %s', async (_, secrets, words) => {
    expect(await outcome(await secrets())).toMatch(words)
  })

  it('names the clock when the assertion is outside its time', async () => {
    const later = await openScene(microsoft, { now: () => Date.now() + 3_600_000 })
    try {
      const pair = (await later.admin('POST', `/tenants/${later.tenant.key}/credentials`, {
        kind: 'certificate',
      })) as CertificatePair
      expect(await outcome(secretsOf(pair), later)).toMatch(/^AADSTS700024 .*clock/)
    } finally {
      await later.stop()
    }
  })

  it.each([
    ['https://login.microsoftonline.us', 'https://login.microsoftonline.us'],
    ['https://login.partner.microsoftonline.cn', 'https://login.partner.microsoftonline.cn'],
    ['https://gateway.example/entra', 'https://login.microsoftonline.com'],
  ])('makes the assertion out to the cloud behind %s', async (login, cloud) => {
    const pair = selfSigned('Own', Date.now() - day, Date.now() + day)
    const sent: { url: string; body: string }[] = []
    const transport: Transport = {
      send: ({ url, body }) => {
        sent.push({ url, body: body ?? '' })
        return Promise.resolve({ status: 400, headers: new Headers(), text: '{"error":"invalid_client"}' })
      },
    }
    const settings: MicrosoftConnection = {
      provider: 'microsoft',
      directory: 'customer.example',
      clientId: 'app',
      endpoints: { login, graph: 'https://graph.example' },
      scopeHost: 'https://graph.microsoft.us',
    }
    const parts = { tenantId: 't', transport, clock: systemClock, secrets: () => secretsOf(pair) }
    const asking = createMicrosoftProvider(settings, parts).resolvePerson('a@customer.example', signal)
    await expect(asking).rejects.toMatchObject({ code: 'sign-in-refused' })
    const [head = '', claims = ''] = (new URLSearchParams(sent[0]?.body).get('client_assertion') ?? '')
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString())
    expect(sent[0]?.url).toMatch(new RegExp(`^${login}/customer.example/oauth2/v2.0/token`))
    expect(JSON.parse(claims)).toMatchObject({
      aud: `${cloud}/customer.example/oauth2/v2.0/token`,
      ...{ iss: 'app', sub: 'app', jti: expect.any(String) as unknown, exp: expect.any(Number) as unknown },
    })
    expect(JSON.parse(head)).toMatchObject({ alg: 'PS256', 'x5t#S256': thumbprintOf(pair.certificate) })
    expect((JSON.parse(head) as { x5c: string[] }).x5c).toHaveLength(1)
  })
})
