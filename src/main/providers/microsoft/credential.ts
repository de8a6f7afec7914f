import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { Failure } from '../../../shared/model'
import type { TenantSecrets } from '../../tenants/settings'

/** What the app proves itself with, in MSAL's words. */
export type Credential =
  | { readonly kind: 'secret'; readonly clientSecret: string }
  | {
      readonly kind: 'certificate'
      /** `x5c` is the certificate with its chain, PEM; the thumbprint is hexadecimal. */
      readonly clientCertificate: {
        readonly thumbprintSha256: string
        readonly privateKey: string
        readonly x5c: string
      }
      /** Epoch milliseconds. */
      readonly endsAt: number
    }

/**
 * The credential that a tenant's secrets hold: the certificate where there is one, because it is never sent, else the client
 * secret. Throws `sign-in-refused` when there is none, or one that can't be used.
 */
export const credentialFrom = (secrets: TenantSecrets): Credential => {
  const { certificate, certificateKey, clientSecret } = secrets
  if (certificate !== undefined && certificateKey !== undefined) return fromCertificate(certificate, certificateKey)
  if (certificate !== undefined || certificateKey !== undefined)
    throw unusable('Of the certificate and its private key only one is stored for this tenant: enter both.')
  if (clientSecret !== undefined) return { kind: 'secret', clientSecret }
  throw unusable('Neither a client secret nor a certificate is stored for this tenant: enter one.')
}

const fromCertificate = (certificate: string, certificateKey: string): Credential => {
  const key = readKey(certificateKey)
  const read = readCertificate(certificate)
  if (key.asymmetricKeyType !== 'rsa')
    throw unusable('The certificate’s key isn’t RSA: Microsoft takes no other, make one.')
  if (!read.checkPrivateKey(key))
    throw unusable('The private key isn’t the one of this certificate: enter the two that belong together.')
  return {
    kind: 'certificate',
    clientCertificate: {
      thumbprintSha256: read.fingerprint256.replaceAll(':', ''),
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      x5c: certificate,
    },
    endsAt: Date.parse(read.validTo),
  }
}

const readKey = (pem: string): KeyObject => {
  try {
    return createPrivateKey(pem)
  } catch {
    // What was thrown may quote the key.
    throw unusable('The certificate’s private key can’t be read: enter it whole, in PEM form and without a passphrase.')
  }
}

const readCertificate = (pem: string): X509Certificate => {
  try {
    return new X509Certificate(pem)
  } catch {
    throw unusable('The certificate can’t be read: enter it whole, in PEM form.')
  }
}

const unusable = (message: string): Failure => new Failure({ code: 'sign-in-refused', message })
