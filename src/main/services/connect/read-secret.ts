import { createPrivateKey, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { Failure, type GoogleDraft, type HeldSecret, type SecretKind } from '../../../shared/model'
import type { TenantSecrets } from '../../tenants/settings'
import { readPfx } from './pfx'

/** A secret that was entered, read and checked: what goes into the vault, and what may be told of it. */
export interface ReadSecret {
  readonly secrets: TenantSecrets
  readonly held: Omit<HeldSecret, 'since'>
  /** What a Google key tells of the connection. */
  readonly google?: Partial<GoogleDraft>
}

export interface SecretInput {
  readonly kind: Exclude<SecretKind, 'person'>
  readonly value: string
  readonly passphrase: string | null
  /** ISO date until which a client secret is good. */
  readonly expiresAt: string | null
  /** Epoch milliseconds. */
  readonly now: number
}

const refused = (message: string, field = 'value'): Failure => new Failure({ code: 'bad-input', message, field })

/** Reads a secret as somebody pasted or chose it. Throws `bad-input` with the field `value` or `passphrase`; never quotes it. */
export const readSecret = async (input: SecretInput): Promise<ReadSecret> => {
  switch (input.kind) {
    case 'client-secret':
      return clientSecret(input)
    case 'certificate':
      return certificate(input)
    case 'service-account-key':
      return serviceAccountKey(input)
  }
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const clientSecret = ({ value, expiresAt, now }: SecretInput): ReadSecret => {
  const text = value.trim()
  if (text === '') throw refused('Enter the client secret.')
  if (guid.test(text))
    throw refused('This is the secret’s ID, not the secret: copy the column “Value”, which is shown only once.')
  if (/\s/.test(text)) throw refused('A client secret has no spaces or line breaks: copy it again.')
  if (expiresAt !== null && Date.parse(expiresAt) < now)
    throw refused('This secret has expired already: make a new one and enter that.', 'expiresAt')
  return {
    secrets: { clientSecret: text },
    held: {
      kind: 'client-secret',
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      label: null,
      publicPart: null,
    },
  }
}

const pemBlocks = (text: string, what: string): readonly string[] =>
  text.match(new RegExp(`-----BEGIN ${what}-----[\\s\\S]+?-----END ${what}-----`, 'g')) ?? []

const certificate = async ({ value, passphrase, now }: SecretInput): Promise<ReadSecret> => {
  const isPem = value.includes('-----BEGIN')
  const { certificates, key } = isPem ? fromPem(value, passphrase) : await readPfx(value, passphrase ?? '')
  const read = certificates.map(readCertificate)
  const at = read.findIndex((one) => one.checkPrivateKey(key))
  const own = read[at]
  if (own === undefined)
    throw refused('The private key is not the one of this certificate: choose the two that belong together.')
  if (key.asymmetricKeyType !== 'rsa')
    throw refused('This key isn’t RSA, which is all that Microsoft takes: make another.')
  if (Date.parse(own.validTo) < now)
    throw refused(`This certificate ended on ${own.validTo}: make or request a new one.`)
  if (Date.parse(own.validFrom) > now)
    throw refused(`This certificate begins only on ${own.validFrom}: check this computer’s clock.`)
  const chain = [own, ...read.filter((_, index) => index !== at)].map((one) => one.toString()).join('')
  return {
    secrets: {
      certificate: chain,
      certificateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
    held: {
      kind: 'certificate',
      expiresAt: new Date(own.validTo).toISOString(),
      label: own.fingerprint.replaceAll(':', ''),
      publicPart: own.toString(),
    },
  }
}

const readCertificate = (pem: string): X509Certificate => {
  try {
    return new X509Certificate(pem)
  } catch {
    throw refused('The certificate can’t be read: export it again, as PEM or PFX.')
  }
}

const fromPem = (text: string, passphrase: string | null) => {
  const certificates = pemBlocks(text, 'CERTIFICATE')
  const [keyText] = pemBlocks(text, '(?:RSA |EC |ENCRYPTED )?PRIVATE KEY')
  if (certificates.length === 0)
    throw refused('This file holds no certificate: choose one with certificate and private key, PEM or PFX.')
  if (keyText === undefined)
    throw refused('This file holds the certificate without its private key: choose one that has both.')
  const isEncrypted = /ENCRYPTED/.test(keyText)
  if (isEncrypted && (passphrase ?? '') === '')
    throw refused('The private key is protected: enter its passphrase.', 'passphrase')
  try {
    return { certificates, key: createPrivateKey({ key: keyText, format: 'pem', passphrase: passphrase ?? '' }) }
  } catch {
    throw isEncrypted
      ? refused('This passphrase doesn’t open the private key: enter the right one.', 'passphrase')
      : refused('The private key can’t be read: export it again, as PEM or PFX.')
  }
}

const serviceAccount = z.object({
  type: z.literal('service_account'),
  client_email: z.email(),
  client_id: z.string().regex(/^\d+$/),
  private_key: z.string().includes('PRIVATE KEY'),
  private_key_id: z.string().optional(),
})

const serviceAccountKey = ({ value }: SecretInput): ReadSecret => {
  const json = parsedJson(value)
  if (json === null) throw refused('This is no JSON: choose the key file as Google’s console downloaded it, unchanged.')
  if (typeof json === 'object' && ('installed' in json || 'web' in json))
    throw refused(
      'This is the key of an OAuth client, not of a service account: download a key of the service account.',
    )
  if (typeof json === 'object' && 'type' in json && json.type !== 'service_account')
    throw refused(
      `This file is a credential of another kind (${String(json.type).slice(0, 40)}): choose a service account’s key.`,
    )
  const parsed = serviceAccount.safeParse(json)
  if (!parsed.success)
    throw refused(`The key file lacks ${String(parsed.error.issues[0]?.path[0] ?? 'a field')}: download it again.`)
  const { client_email, client_id, private_key, private_key_id } = parsed.data
  try {
    createPrivateKey(private_key)
  } catch {
    throw refused('The private key in this file can’t be read: download the key again.')
  }
  return {
    secrets: { privateKey: private_key },
    held: {
      kind: 'service-account-key',
      expiresAt: null,
      label: private_key_id === undefined ? client_email : `${client_email}, key ${private_key_id.slice(0, 12)}`,
      publicPart: null,
    },
    google: { serviceAccount: client_email, clientId: client_id },
  }
}

const parsedJson = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
