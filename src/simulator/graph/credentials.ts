import { constants, createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto'
import { thumbprintOf } from '../core/certificate'
import type { TenantKeys } from '../world/world'
import type { Aadsts } from './login-errors'

type MicrosoftKeys = Extract<TenantKeys, { kind: 'microsoft' }>

/** Why a credential isn't taken; null when it is. `detail` goes into the sentence of the error. */
export type Refused = { readonly code: Aadsts; readonly detail: string } | null

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** Clocks may differ by a few minutes. Milliseconds. */
const skewMs = 300_000

/** Looks at the secret or the assertion of a token request (Microsoft identity platform: client credentials flow). */
export const checkCredential = (
  form: URLSearchParams,
  keys: MicrosoftKeys,
  audiences: readonly string[],
  now: number,
): Refused => {
  const secret = form.get('client_secret')
  if (secret !== null) return checkSecret(secret, keys, now)
  const assertion = form.get('client_assertion')
  if (assertion === null) return { code: 7000218, detail: '' }
  if (form.get('client_assertion_type') !== assertionType) return { code: 900144, detail: 'client_assertion_type' }
  return checkAssertion(assertion, keys, audiences, now)
}

/** An app may have several secrets; any that matches and hasn't ended will do. */
const checkSecret = (secret: string, keys: MicrosoftKeys, now: number): Refused => {
  const matching = keys.credentials.filter(
    (one) => one.kind === 'secret' && timingSafeEqual(digest(one.secret), digest(secret)),
  )
  if (matching.length === 0) return { code: 7000215, detail: keys.clientId }
  return matching.some((one) => one.endsAt > now) ? null : { code: 7000222, detail: keys.clientId }
}

/** Microsoft identity platform: application authentication certificate credentials. */
const checkAssertion = (text: string, keys: MicrosoftKeys, audiences: readonly string[], now: number): Refused => {
  const [head = '', body = '', signature = '', ...more] = text.split('.')
  const header = decode(head)
  const claims = decode(body)
  const malformed = (why: string): Refused => ({ code: 50027, detail: why })
  if (more.length > 0 || signature === '' || !header || !claims) return malformed('token format is not proper')
  if (header['alg'] !== 'PS256' && header['alg'] !== 'RS256')
    return malformed(`unexpected alg '${String(header['alg'])}'`)
  const thumbprint = header['x5t#S256']
  if (typeof thumbprint !== 'string') return malformed('no certificate thumbprint specified in token header')
  const found = keys.credentials.find(
    (one) => one.kind === 'certificate' && thumbprintOf(one.certificate) === thumbprint,
  )
  const hex = Buffer.from(thumbprint, 'base64url').toString('hex').toUpperCase()
  const refused = (reason: string): Refused => ({
    code: 700027,
    detail: `[Reason - ${reason}, Thumbprint of key used by client: '${hex}']`,
  })
  if (found?.kind !== 'certificate') return refused('The key was not found.')
  if (found.endsAt <= now)
    return refused(`The key used is expired., Found key 'End=${new Date(found.endsAt).toISOString()}'`)
  if (!isSigned(`${head}.${body}`, signature, header['alg'], found.certificate))
    return refused('The signature does not match the key.')
  if (!audiences.includes(String(claims['aud']))) return { code: 700023, detail: String(claims['aud']) }
  if (claims['iss'] !== keys.clientId || claims['sub'] !== keys.clientId) return { code: 700021, detail: '' }
  if (typeof claims['jti'] !== 'string' || claims['jti'] === '') return malformed('no jti claim')
  const from = Number(claims['nbf'] ?? 0) * 1000
  const until = Number(claims['exp']) * 1000
  return from - skewMs > now || !(until + skewMs > now)
    ? {
        code: 700024,
        detail: `Current time: ${new Date(now).toISOString()}, assertion valid from ${new Date(from).toISOString()}, expiry time of assertion ${Number.isNaN(until) ? '(none)' : new Date(until).toISOString()}.`,
      }
    : null
}

const isSigned = (text: string, signature: string, alg: unknown, certificate: string): boolean => {
  const key = new X509Certificate(certificate).publicKey
  const padding =
    alg === 'PS256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { padding: constants.RSA_PKCS1_PADDING }
  return verify('sha256', Buffer.from(text), { key, ...padding }, Buffer.from(signature, 'base64url'))
}

const decode = (part: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
