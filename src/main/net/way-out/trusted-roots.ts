import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import tls from 'node:tls'
import { Failure } from '../../../shared/model'

/** Where Linux distributions keep the roots that the system trusts: Debian and Ubuntu, Fedora, openSUSE. */
const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem']

/** `getCACertificates` came with Node 22.15; what runs the older one reads the distribution's bundle. */
const ofSystem = async (): Promise<readonly string[]> => {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => string[] }
  if (typeof getCACertificates === 'function') return getCACertificates('system')
  for (const path of bundles) {
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) return certificatesIn(text)
  }
  return []
}

const certificatesIn = (text: string): readonly string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []

/**
 * The certificates of a PEM file that an engineer chose, each checked to be one. Throws `bad-input` with the field
 * `certificates` otherwise.
 */
export const readRoots = (text: string): readonly string[] => {
  const found = certificatesIn(text)
  const refuse = (message: string) => new Failure({ code: 'bad-input', message, field: 'certificates' })
  if (/PRIVATE KEY-----/.test(text))
    throw refuse('This file holds a private key: choose the file with the root certificate alone.')
  if (found.length === 0)
    throw refuse(
      'This file holds no certificate: choose the root certificate as a PEM file (-----BEGIN CERTIFICATE-----).',
    )
  for (const one of found) {
    try {
      new X509Certificate(one)
    } catch {
      throw refuse('A certificate of this file can’t be read: export the root certificate again, as PEM.')
    }
  }
  return found
}

/** Every root to trust: Node's own, the system's, and those that the engineer added. */
export const trustedRoots = async (added: readonly string[]): Promise<string[]> => [
  ...new Set([...tls.rootCertificates, ...(await ofSystem()), ...added]),
]
