import type { SimContext } from '../core/context'

/** What an access token stands for: one person of one tenant, and exactly the scopes it was asked for. */
export interface AccessToken {
  readonly tenantKey: string
  readonly personId: string
  readonly scopes: readonly string[]
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** The tokens given out in this run. They are opaque, so a restart of the server ends them all. */
export interface AccessTokens {
  /** Returns the token's text and the seconds it lives. */
  issue(grant: Omit<AccessToken, 'expiresAt'>): { readonly text: string; readonly seconds: number }
  /** The token of an `Authorization` header; undefined when there is none, it is unknown or over. */
  read(authorization: string | undefined): AccessToken | undefined
}

export const createAccessTokens = (context: SimContext): AccessTokens => {
  const issued = new Map<string, AccessToken>()
  return {
    issue: (grant) => {
      const seconds = context.tokenSeconds(grant.tenantKey)
      const text = `ya29.${context.random.hex(64)}`
      issued.set(text, { ...grant, expiresAt: context.clock.now() + seconds * 1000 })
      return { text, seconds }
    },
    read: (authorization) => {
      const text = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
      const token = text === undefined ? undefined : issued.get(text)
      return token !== undefined && token.expiresAt > context.clock.now() ? token : undefined
    },
  }
}
