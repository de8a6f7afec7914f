import { X509Certificate } from 'node:crypto'
import { selfSigned, thumbprintOf } from '../core/certificate'
import type { SimContext } from '../core/context'
import type { AppCredential } from '../world/world'
import { refuse } from './refusal'

const year = 365 * 86_400_000

/**
 * Adds a credential to the app's registration, as its owner would: a new secret, a new certificate with its key, or the
 * certificate given. Answers what the owner would then hold. `endsInSeconds` may be negative.
 */
export const addCredential = (context: SimContext, key: string, body: Record<string, unknown>): object => {
  const keys = microsoftKeysOf(context, key)
  const now = context.clock.now()
  const endsAt = typeof body['endsInSeconds'] === 'number' ? now + body['endsInSeconds'] * 1000 : now + year
  const id = context.random.uuid()
  const add = (credential: AppCredential): void => void keys.credentials.push(credential)
  if (body['kind'] === 'secret') {
    const secret = context.random.hex(48)
    add({ kind: 'secret', id, secret, endsAt })
    return { id, clientSecret: secret, endsAt: new Date(endsAt).toISOString() }
  }
  if (body['kind'] !== 'certificate') return refuse(400, 'kind is secret or certificate.')
  const pair =
    typeof body['certificate'] === 'string'
      ? { certificate: body['certificate'] }
      : selfSigned('Whereabouts', Math.min(now, endsAt) - year, endsAt)
  const read = readCertificate(pair.certificate)
  add({ kind: 'certificate', id, certificate: pair.certificate, endsAt: Date.parse(read.validTo) })
  return { id, ...pair, thumbprint: thumbprintOf(pair.certificate), endsAt: new Date(read.validTo).toISOString() }
}

/** Takes a credential away from the registration: `id`, or all of a kind. */
export const removeCredentials = (context: SimContext, key: string, body: Record<string, unknown>): object => {
  const keys = microsoftKeysOf(context, key)
  keys.credentials = keys.credentials.filter((one) => one.id !== body['id'] && one.kind !== body['kind'])
  return { left: keys.credentials.map(({ kind, id }) => ({ kind, id })) }
}

const microsoftKeysOf = (context: SimContext, key: string) => {
  const tenant = context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  return tenant.keys.kind === 'microsoft' ? tenant.keys : refuse(404, `${key} is no Microsoft tenant.`)
}

const readCertificate = (text: string): X509Certificate => {
  try {
    return new X509Certificate(text)
  } catch {
    return refuse(400, 'certificate is no certificate in PEM form.')
  }
}
