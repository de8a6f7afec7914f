import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { randomBytes } from 'node:crypto'
import type { TenantSecrets } from '../../tenants/settings'

/** How long a certificate made here is good. */
const years = 2

/**
 * Makes an RSA certificate, signed by itself (RFC 5280), with which the app can prove who it is. The key is made here and goes
 * nowhere but into the vault. `now` in epoch milliseconds.
 */
export const makeCertificate = async (
  subject: string,
  now: number,
): Promise<Required<Pick<TenantSecrets, 'certificate' | 'certificateKey'>>> => {
  const { default: forge } = await import('node-forge')
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 })
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey.export({ type: 'spki', format: 'pem' }).toString())
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  certificate.validity.notBefore = new Date(now - 5 * 60_000)
  const end = new Date(now)
  end.setUTCFullYear(end.getUTCFullYear() + years)
  certificate.validity.notAfter = end
  const name = [{ name: 'commonName', value: subject }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true },
    { name: 'extKeyUsage', clientAuth: true },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(pem), forge.md.sha256.create())
  return { certificate: forge.pki.certificateToPem(certificate), certificateKey: pem }
}
