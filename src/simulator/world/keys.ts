import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import type { SeededRandom } from '../core/random'
import type { TenantKeys } from './world'

const token = (): string => randomBytes(24).toString('base64url')

let pair: { publicKey: string; privateKey: string } | null = null
const rsaPair = (): { publicKey: string; privateKey: string } =>
  (pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }))

/** Identifiers come from the seed, secrets from the machine: each run has its own. */
export const microsoftKeys = (random: SeededRandom): TenantKeys => {
  const clientSecret = token()
  return {
    kind: 'microsoft',
    directory: random.guid(),
    clientId: random.guid(),
    clientSecret,
    credentials: [{ kind: 'secret', id: randomUUID(), secret: clientSecret, endsAt: Infinity }],
    logToken: token(),
    logClientSecret: token(),
  }
}

export const googleKeys = (random: SeededRandom, adminAddress: string): TenantKeys => {
  const { publicKey, privateKey } = rsaPair()
  return {
    kind: 'google',
    serviceAccount: `whereabouts@demo-${random.hex(6)}.iam.gserviceaccount.example`,
    clientId: `1${random.int(1e9).toString().padStart(10, '0')}${random.int(1e9).toString().padStart(10, '0')}`,
    privateKeyPem: privateKey,
    publicKeyPem: publicKey,
    adminAddress,
    desktopClientId: `${random.int(1e9)}-whereabouts.apps.googleusercontent.example`,
    desktopClientSecret: token(),
    logToken: token(),
    logClientSecret: token(),
  }
}

export const manualKeys = (): TenantKeys => ({ kind: 'manual', logToken: token(), logClientSecret: token() })
