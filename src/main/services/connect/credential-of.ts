import type { TenantSecrets } from '../../tenants/settings'

/** The part of a Microsoft tenant's secrets that proves who the application is, and that tenants may share. */
export const credentialOf = ({ clientSecret, certificate, certificateKey }: TenantSecrets): TenantSecrets => ({
  ...(clientSecret === undefined ? {} : { clientSecret }),
  ...(certificate === undefined ? {} : { certificate }),
  ...(certificateKey === undefined ? {} : { certificateKey }),
})

/** What is left of a tenant's secrets where it signs in as an application that it shares. */
export const withoutCredential = (secrets: TenantSecrets): TenantSecrets => {
  const { clientSecret: _, certificate: __, certificateKey: ___, ...others } = secrets
  return others
}

/** True where a tenant's secrets hold a credential of its own. */
export const hasCredential = (secrets: TenantSecrets): boolean => Object.keys(credentialOf(secrets)).length > 0
