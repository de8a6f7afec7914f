import { constants, createSign, randomUUID } from 'node:crypto'
import { thumbprintOf, type CertificatePair } from '../../src/simulator/core/certificate'

export interface AssertionOver {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  /** Signs with another key than the certificate's. */
  readonly key?: string
}

/** A client assertion as Microsoft documents it, signed with node's own crypto so that no client library stands between. */
export const clientAssertion = (
  pair: CertificatePair,
  clientId: string,
  audience: string,
  over: AssertionOver = {},
): string => {
  const now = Math.floor(Date.now() / 1000)
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprintOf(pair.certificate), ...over.header }
  const claims = {
    ...{ aud: audience, iss: clientId, sub: clientId, jti: randomUUID(), nbf: now, iat: now, exp: now + 600 },
    ...over.claims,
  }
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = createSign('RSA-SHA256')
    .update(text)
    .sign({ key: over.key ?? pair.certificateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
  return `${text}.${signature.toString('base64url')}`
}
