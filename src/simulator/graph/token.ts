import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SimContext } from '../core/context'
import type { SimPerson, SimTenant } from '../world/world'

/** What a token says, as far as this server reads it back. Microsoft identity platform: access token claims reference. */
export interface TokenClaims {
  readonly aud: string
  readonly tid: string
  readonly appid: string
  /** Granted application permissions; missing when there are none. */
  readonly roles?: readonly string[]
  /** Delegated tokens: what the person consented to, space-separated, and the person's directory id. */
  readonly scp?: string
  readonly oid?: string
  /** Epoch seconds. */
  readonly exp: number
}

export interface AccessTokens {
  issue(tenant: SimTenant, audience: string, seconds: number): string
  /** For a person who signed in. */
  issueDelegated(
    tenant: SimTenant,
    person: SimPerson,
    clientId: string,
    scopes: readonly string[],
    seconds: number,
  ): string
  /** Null for a token that isn't ours. Doesn't look at the time. */
  read(token: string): TokenClaims | null
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Tokens are signed with a key of this run, so that a forged or stale one is refused. */
export const accessTokens = (context: SimContext): AccessTokens => {
  const key = randomBytes(32)
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const seal = (claims: object): string => {
    const text = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`
    return `${text}.${sign(text).toString('base64url')}`
  }
  return {
    issue: (tenant, audience, seconds) => {
      if (tenant.keys.kind !== 'microsoft') throw new Error('Only Microsoft tenants have such tokens.')
      const now = Math.floor(context.clock.now() / 1000)
      const { directory, clientId } = tenant.keys
      const claims = {
        aud: audience,
        iss: `https://sts.windows.net/${directory}/`,
        iat: now,
        nbf: now - 5,
        exp: now + seconds,
        app_displayname: 'Whereabouts',
        appid: clientId,
        appidacr: '1',
        idtyp: 'app',
        oid: `${clientId.slice(0, 24)}${directory.slice(24)}`,
        ...(tenant.grants.length > 0 ? { roles: tenant.grants } : {}),
        tid: directory,
        uti: context.random.hex(22),
        ver: '1.0',
      }
      return seal(claims)
    },
    issueDelegated: (tenant, person, clientId, scopes, seconds) => {
      if (tenant.keys.kind !== 'microsoft') throw new Error('Only Microsoft tenants have such tokens.')
      const now = Math.floor(context.clock.now() / 1000)
      return seal({
        ...{ aud: 'https://graph.microsoft.com', iat: now, nbf: now - 5, exp: now + seconds, appid: clientId },
        ...{ idtyp: 'user', oid: person.directoryId, upn: person.signInName, scp: scopes.join(' ') },
        ...{ tid: tenant.keys.directory, uti: context.random.hex(22), ver: '1.0' },
      })
    },
    read: (token) => {
      const [head, claims, signature, ...more] = token.split('.')
      if (!head || !claims || !signature || more.length > 0) return null
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(`${head}.${claims}`)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as TokenClaims
    },
  }
}
