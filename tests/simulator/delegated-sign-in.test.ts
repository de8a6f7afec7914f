import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { call, simulator, type Answer } from './simulator-client'

const sim = simulator()
const verifier = 'a-verifier-that-is-long-enough-to-be-one-0123456789'
const challenge = createHash('sha256').update(verifier).digest('base64url')

interface Side {
  readonly name: string
  readonly tenant: string
  readonly redirect: string
  readonly scope: string
  page(): string
  token(): string
  client(): Record<string, string>
}

const keysOf = (key: string) => {
  const found = sim.server().context.find.tenantByKey(key)?.keys
  if (!found) throw new Error(`No tenant ${key}.`)
  return found
}
const sides: readonly Side[] = [
  {
    name: 'Microsoft',
    tenant: 'northwind',
    redirect: 'http://localhost:5123',
    scope: 'openid offline_access https://graph.microsoft.com/Mail.ReadWrite',
    page: () => `${sim.server().bases.login}/northwind.example/oauth2/v2.0/authorize`,
    token: () => `${sim.server().bases.login}/northwind.example/oauth2/v2.0/token`,
    client: () => {
      const keys = keysOf('northwind')
      return { client_id: keys.kind === 'microsoft' ? keys.clientId : '' }
    },
  },
  {
    name: 'Google',
    tenant: 'contoso',
    redirect: 'http://127.0.0.1:5123',
    scope: 'openid email https://www.googleapis.com/auth/gmail.modify',
    page: () => `${sim.server().bases.googleAccounts}/o/oauth2/v2/auth`,
    token: () => `${sim.server().bases.googleToken}/token`,
    client: () => {
      const keys = keysOf('contoso')
      return keys.kind === 'google' ? { client_id: keys.desktopClientId, client_secret: keys.desktopClientSecret } : {}
    },
  },
]

describe.each(sides)('a person’s sign-in at $name', (side) => {
  const open = async (over: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      client_id: side.client()['client_id'] ?? '',
      response_type: 'code',
      redirect_uri: side.redirect,
      scope: side.scope,
      state: 's',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
      ...over,
    })
    return fetch(`${side.page()}?${query.toString()}`, { redirect: 'manual' })
  }
  const back = async (over?: Record<string, string>): Promise<URLSearchParams> =>
    new URL((await open(over)).headers.get('location') ?? 'http://nowhere').searchParams
  const redeem = (fields: Record<string, string>): Promise<Answer> =>
    call(
      'POST',
      side.token(),
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({ ...side.client(), redirect_uri: side.redirect, ...fields }).toString(),
    )
  const byCode = (code: string, over: Record<string, string> = {}) =>
    redeem({ grant_type: 'authorization_code', code, code_verifier: verifier, ...over })

  it('gives a code for the state, and tokens for code and verifier', async () => {
    const query = await back()
    expect(query.get('state')).toBe('s')
    const { status, json } = await byCode(query.get('code') ?? '')
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(expect.arrayContaining(['access_token', 'refresh_token', 'id_token', 'scope']))
    const again = await redeem({ grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) })
    expect(again.status).toBe(200)
  })

  it.each([
    ['another verifier', { code_verifier: 'another' }],
    ['no verifier', { code_verifier: '' }],
    ['another way back', { redirect_uri: 'http://localhost:1' }],
    ['a made-up code', { code: 'made-up' }],
  ])('refuses %s', async (_, over) => {
    const answer = await byCode((await back()).get('code') ?? '', over)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.json).not.toHaveProperty('access_token')
  })

  it('takes a code once, and ends what came of it when it comes again', async () => {
    const code = (await back()).get('code') ?? ''
    const first = await byCode(code)
    expect((await byCode(code)).json['error']).toBe('invalid_grant')
    const refresh = { grant_type: 'refresh_token', refresh_token: String(first.json['refresh_token']) }
    expect((await redeem(refresh)).json['error']).toBe('invalid_grant')
  })

  it('sends nobody to an address that is not registered, and nobody without PKCE a code', async () => {
    const stranger = await open({ redirect_uri: 'https://evil.example/' })
    expect([stranger.status, stranger.headers.get('location')]).toEqual([400, null])
    expect((await back({ code_challenge: '' })).get('code')).toBeNull()
    expect((await back({ code_challenge_method: 'plain' })).get('code')).toBeNull()
  })

  it('comes back with a refusal when the admin API says so', async () => {
    await sim.admin('POST', `/tenants/${side.tenant}/sign-in`, { refuse: true })
    const query = await back()
    expect([query.get('error'), query.get('code')]).toEqual(['access_denied', null])
  })
})

it('takes no secret from a public client of Microsoft', async () => {
  const [side] = sides
  if (!side) throw new Error('There is no side.')
  const form = new URLSearchParams({
    ...side.client(),
    grant_type: 'authorization_code',
    client_secret: 'x',
    code: 'c',
  })
  const answer = await call(
    'POST',
    side.token(),
    { 'content-type': 'application/x-www-form-urlencoded' },
    form.toString(),
  )
  expect(answer.json['error_codes']).toEqual([700025])
})

it('answers /me to a person alone', async () => {
  const answer = await call('GET', sim.graph('/me?$select=id'), await sim.bearer('northwind'))
  expect(answer.status).toBe(400)
})
