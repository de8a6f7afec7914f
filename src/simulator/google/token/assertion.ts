import { verify } from 'node:crypto'

/** The claims of a service account's assertion (Google Identity, "Using OAuth 2.0 for server to server applications"). */
export interface Claims {
  readonly iss: string
  readonly sub: string | undefined
  readonly scope: string
  readonly aud: string
  /** Epoch seconds. */
  readonly iat: number
  readonly exp: number
}

export interface Assertion {
  readonly claims: Claims
  /** True when the signature over this very text was made with the key's private half, RS256. */
  signedWith(publicKeyPem: string): boolean
}

/** Reads a compact JWT without trusting it; undefined when it is malformed or not RS256. */
export const readAssertion = (text: string): Assertion | undefined => {
  const [head, payload, signature, ...rest] = text.split('.')
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined
  const header = decode(head)
  const claims = decode(payload)
  if (header?.['alg'] !== 'RS256' || claims === undefined) return undefined
  const { iss, sub, scope, aud, iat, exp } = claims
  if (typeof iss !== 'string' || typeof scope !== 'string' || typeof aud !== 'string') return undefined
  if (typeof iat !== 'number' || typeof exp !== 'number' || (sub !== undefined && typeof sub !== 'string'))
    return undefined
  return {
    claims: { iss, sub, scope, aud, iat, exp },
    signedWith: (publicKeyPem) =>
      verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), publicKeyPem, Buffer.from(signature, 'base64url')),
  }
}

const decode = (part: string): Record<string, unknown> | undefined => {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
