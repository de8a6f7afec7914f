import { Failure } from '../../../shared/model'

/** Node's codes for a certificate that isn't trusted, and what to do about each. */
const sentences: Readonly<Record<string, (host: string) => string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: (host) => unknownRoot(host),
  DEPTH_ZERO_SELF_SIGNED_CERT: (host) => unknownRoot(host),
  UNABLE_TO_GET_ISSUER_CERT: (host) => unknownRoot(host),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: (host) => unknownRoot(host),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: (host) => unknownRoot(host),
  CERT_HAS_EXPIRED: (host) =>
    `The certificate of ${host} has expired, or this computer's clock is wrong: check the clock, then ask who runs ${host}.`,
  CERT_NOT_YET_VALID: (host) =>
    `The certificate of ${host} isn't valid yet: check this computer's clock, then ask who runs ${host}.`,
  CERT_REVOKED: (host) => `The certificate of ${host} was revoked: ask who runs ${host}.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) =>
    `What answers for ${host} shows another server's certificate: check the address, and whether something intercepts the connection.`,
}

const unknownRoot = (host: string): string =>
  `Nobody this computer trusts vouches for ${host}; a firewall that opens TLS may stand in between: ask your network team for its root certificate and add it on the Status page.`

/** The failure for a certificate that was refused; null when something else went wrong. */
export const trustTrouble = (thrown: unknown, host: string): Failure | null => {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    const { code } = error as { code?: unknown }
    const sentence = typeof code === 'string' ? sentences[code] : undefined
    if (sentence && typeof code === 'string')
      return new Failure({ code: 'certificate-untrusted', message: sentence(host), providerCode: code })
  }
  return null
}
