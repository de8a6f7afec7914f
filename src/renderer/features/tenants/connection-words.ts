import type { HeldSecret, MicrosoftCloud, SecretKind, TenantConnection } from '../../../shared/model/connect'

/** What is signed in with, as people say it. */
export const secretNames: Readonly<Record<SecretKind, string>> = {
  'client-secret': 'Client secret',
  certificate: 'Certificate',
  'service-account-key': 'Service account key',
  person: 'Sign-in of a person',
}

/** What the label of a secret is. */
export const labelNames: Readonly<Record<SecretKind, string>> = {
  'client-secret': 'Name',
  certificate: 'Thumbprint',
  'service-account-key': 'Key ID',
  person: 'Signed in as',
}

const clouds: Readonly<Record<MicrosoftCloud, string>> = {
  global: 'Worldwide',
  'us-l4': 'US Government L4',
  'us-l5': 'US Government L5 (DoD)',
  china: 'China (21Vianet)',
  custom: 'Servers of its own',
}

/** How a tenant is reached, fact by fact; what isn't known is left out. */
export const connectionFacts = ({
  microsoft,
  google,
  sharedApplication,
}: TenantConnection): readonly (readonly [name: string, value: string])[] =>
  (
    [
      ['Directory', microsoft?.directory],
      ['Shared application', sharedApplication],
      ['Application ID', microsoft?.clientId],
      ['Cloud', microsoft === null ? null : clouds[microsoft.cloud]],
      ['Service account', google?.signIn === 'service-account' ? google.serviceAccount : null],
      ['Client ID', google?.clientId],
      ['Directory read as', google?.signIn === 'service-account' ? google.adminAddress : null],
    ] as const
  ).flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [[name, value] as const]))

/** Under which name a certificate's public part is saved. */
export const certificateFile = (tenantName: string, { label }: Pick<HeldSecret, 'label'>): string =>
  `${tenantName.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}-${(label ?? 'certificate').slice(0, 8)}.pem`
