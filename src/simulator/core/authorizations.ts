import { createHash } from 'node:crypto'
import type { SimPerson, SimTenant } from '../world/world'
import type { SimContext } from './context'

/** What a person agreed to, and for which client. */
export interface Authorization {
  readonly tenantKey: string
  readonly personId: string
  readonly clientId: string
  readonly scopes: readonly string[]
}

interface Code extends Authorization {
  readonly redirectUri: string
  readonly challenge: string
  readonly until: number
  used: boolean
}

export type Unredeemable = 'unknown' | 'redeemed' | 'expired' | 'client' | 'redirect' | 'verifier'

/** Codes and refresh tokens of the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636); of this run only. */
export interface Authorizations {
  code(grant: Authorization, redirectUri: string, challenge: string): string
  /** A code is good once; what went before with it is undone when it comes again. */
  redeem(code: string, clientId: string, redirectUri: string, verifier: string): Authorization | Unredeemable
  refreshToken(grant: Authorization): string
  /** Undefined when it is unknown or was revoked. */
  refresh(token: string): Authorization | undefined
}

const codeLifeMs = 10 * 60_000

export const createAuthorizations = (context: SimContext): Authorizations => {
  const codes = new Map<string, Code>()
  const refreshTokens = new Map<string, Authorization & { readonly at: number }>()
  const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
  const revoke = ({ tenantKey, personId }: Authorization): void => {
    for (const [token, one] of refreshTokens)
      if (one.tenantKey === tenantKey && one.personId === personId) refreshTokens.delete(token)
  }
  return {
    code: (grant, redirectUri, challenge) => {
      const text = `0.A${context.random.hex(60)}`
      codes.set(text, { ...grant, redirectUri, challenge, until: context.clock.now() + codeLifeMs, used: false })
      return text
    },
    redeem: (text, clientId, redirectUri, verifier) => {
      const code = codes.get(text)
      if (!code) return 'unknown'
      if (code.used) {
        revoke(code)
        return 'redeemed'
      }
      if (code.until <= context.clock.now()) return 'expired'
      if (code.clientId !== clientId) return 'client'
      if (code.redirectUri !== redirectUri) return 'redirect'
      if (verifier === '' || challengeOf(verifier) !== code.challenge) return 'verifier'
      code.used = true
      return code
    },
    refreshToken: ({ tenantKey, personId, clientId, scopes }) => {
      const text = `1//${context.random.hex(80)}`
      refreshTokens.set(text, { tenantKey, personId, clientId, scopes, at: context.clock.now() })
      return text
    },
    refresh: (text) => {
      const grant = refreshTokens.get(text)
      const revokedAt = grant === undefined ? 0 : context.signIn(grant.tenantKey).revokedAt
      return grant !== undefined && grant.at > revokedAt ? grant : undefined
    },
  }
}

/** Who signs in when the page is opened: whom the page was asked for or the admin API named, else an administrator. */
export const signingIn = (context: SimContext, tenant: SimTenant, hint: string | null): SimPerson | undefined => {
  const named = hint ?? context.signIn(tenant.key).as
  if (named !== null) return context.find.person(named, tenant)?.person
  return tenant.people.find((one) => one.isAdmin) ?? tenant.people.find((one) => one.status === 'active')
}
