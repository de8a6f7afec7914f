import { beforeAll, describe, expect, it } from 'vitest'
import { selfSigned, thumbprintOf, type CertificatePair } from '../../src/simulator/core/certificate'
import { clientAssertion, type AssertionOver } from '../helpers/client-assertion'
import { call, simulator } from './simulator-client'

const sim = simulator()
const day = 86_400_000

describe('sign-in by certificate', () => {
  let registered: CertificatePair
  let stranger: CertificatePair
  beforeAll(async () => {
    registered = (await sim.admin('POST', '/tenants/northwind/credentials', { kind: 'certificate' }))
      .json as unknown as CertificatePair
    stranger = selfSigned('Somebody else', Date.now() - day, Date.now() + day)
  })

  const ask = async (pair: CertificatePair, over: AssertionOver = {}, form: Record<string, string> = {}) => {
    const { clientId, directory } = (await sim.tenant('northwind')).settings.connection
    const audience = `https://login.microsoftonline.com/${directory}/oauth2/v2.0/token`
    return call(
      'POST',
      `${sim.server().bases.login}/${directory}/oauth2/v2.0/token`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({
        client_id: clientId,
        grant_type: 'client_credentials',
        scope: 'https://graph.microsoft.com/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: clientAssertion(pair, clientId, audience, over),
        ...form,
      }).toString(),
    )
  }

  it('gives a token for an assertion signed with the key of a registered certificate', async () => {
    const { status, json } = await ask(registered)
    expect([status, json['token_type']]).toEqual([200, 'Bearer'])
  })

  it('takes a certificate that its owner uploads, and no longer once it is removed', async () => {
    const own = selfSigned('Own', Date.now() - day, Date.now() + day)
    const { json } = await sim.admin('POST', '/tenants/northwind/credentials', {
      kind: 'certificate',
      certificate: own.certificate,
    })
    expect((await ask(own)).status).toBe(200)
    await sim.admin('DELETE', '/tenants/northwind/credentials', { id: json['id'] })
    expect((await ask(own)).json['error_codes']).toEqual([700027])
  })

  it('refuses a certificate that has expired', async () => {
    const { json } = await sim.admin('POST', '/tenants/northwind/credentials', {
      kind: 'certificate',
      endsInSeconds: -60,
    })
    const answer = await ask(json as unknown as CertificatePair)
    expect([answer.status, answer.json['error_codes']]).toEqual([401, [700027]])
    expect(answer.json['error_description']).toContain('The key used is expired')
  })

  it.each<[string, () => AssertionOver, () => CertificatePair, number]>([
    ['a certificate that is not registered', () => ({}), () => stranger, 700027],
    ['a signature by another key', () => ({ key: stranger.certificateKey }), () => registered, 700027],
    ['another audience', () => ({ claims: { aud: 'https://elsewhere.example' } }), () => registered, 700023],
    ['another app', () => ({ claims: { iss: 'other', sub: 'other' } }), () => registered, 700021],
    ['an assertion whose time is over', () => ({ claims: { nbf: 1, exp: 600 } }), () => registered, 700024],
    ['an assertion from the future', () => ({ claims: { nbf: 9e9, exp: 9e9 + 600 } }), () => registered, 700024],
    ['an assertion without an end', () => ({ claims: { exp: undefined } }), () => registered, 700024],
    ['an assertion without jti', () => ({ claims: { jti: undefined } }), () => registered, 50027],
    ['an unsigned assertion', () => ({ header: { alg: 'none' } }), () => registered, 50027],
    ['no thumbprint', () => ({ header: { 'x5t#S256': undefined } }), () => registered, 50027],
  ])('refuses %s', async (_, over, pair, code) => {
    const answer = await ask(pair(), over())
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.json['error_codes']).toEqual([code])
  })

  it('refuses claims that were changed after signing', async () => {
    const { clientId, directory } = (await sim.tenant('northwind')).settings.connection
    const audience = `https://login.microsoftonline.com/${directory}/oauth2/v2.0/token`
    const [head, , signature] = clientAssertion(registered, clientId, audience).split('.')
    const [, claims] = clientAssertion(registered, clientId, audience).split('.')
    const answer = await ask(registered, {}, { client_assertion: `${head}.${claims}.${signature}` })
    expect(answer.json['error_codes']).toEqual([700027])
  })

  it('keeps assertions out of its request log', async () => {
    await ask(registered)
    const rows = JSON.stringify(await sim.rows())
    expect(rows).toContain('client_assertion')
    expect(rows).not.toContain(thumbprintOf(registered.certificate))
    expect(rows).not.toContain('eyJ')
  })
})
