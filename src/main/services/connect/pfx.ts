import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Failure } from '../../../shared/model'

/** Certificates (PEM) and private key of a PFX file (PKCS #12), handed in as base64. Throws `bad-input`. */
export const readPfx = async (
  base64: string,
  passphrase: string,
): Promise<{ readonly certificates: readonly string[]; readonly key: KeyObject }> => {
  const { default: forge } = await import('node-forge')
  const bytes = Buffer.from(base64, 'base64')
  let content: ReturnType<typeof forge.asn1.fromDer>
  try {
    content = forge.asn1.fromDer(bytes.toString('binary'))
  } catch {
    throw refused(
      'This file is neither a PEM nor a PFX file: export the certificate with its private key again.',
      'value',
    )
  }
  let pfx: ReturnType<typeof forge.pkcs12.pkcs12FromAsn1>
  try {
    pfx = forge.pkcs12.pkcs12FromAsn1(content, passphrase)
  } catch {
    throw refused(
      passphrase === ''
        ? 'The PFX file is protected: enter its passphrase.'
        : 'This passphrase doesn’t open the PFX file: enter the right one.',
      'passphrase',
    )
  }
  const { certBag, pkcs8ShroudedKeyBag, keyBag } = forge.pki.oids
  const bags = (type: string | undefined) => (type === undefined ? [] : (pfx.getBags({ bagType: type })[type] ?? []))
  const certificates = bags(certBag).flatMap(({ cert }) => (cert ? [forge.pki.certificateToPem(cert)] : []))
  const [key] = [...bags(pkcs8ShroudedKeyBag), ...bags(keyBag)].flatMap((bag) => (bag.key ? [bag.key] : []))
  if (certificates.length === 0) throw refused('This PFX file holds no certificate: export it again with one.', 'value')
  if (!key) throw refused('This PFX file holds no RSA private key: export it again, “with private key”.', 'value')
  return { certificates, key: createPrivateKey(forge.pki.privateKeyToPem(key)) }
}

const refused = (message: string, field: string): Failure => new Failure({ code: 'bad-input', message, field })
