import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** What AES-256-GCM left: nonce of 96 bits, ciphertext with its tag of 128 bits after it, all base64 (NIST SP 800-38D). */
export const sealed = z.object({ nonce: z.base64(), data: z.base64() })
export type Sealed = z.infer<typeof sealed>

const tagBytes = 16

/** Encrypts under a key of 32 bytes and binds the result to what it is for. */
export const seal = (key: Buffer, purpose: string, plain: Buffer): Sealed => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose, 'utf8'))
  const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64'), data: data.toString('base64') }
}

/** Null when the key is another one, the purpose is another one, or a bit was changed. */
export const unseal = (key: Buffer, purpose: string, { nonce, data }: Sealed): Buffer | null => {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length < tagBytes) return null
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(purpose, 'utf8')).setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([cipher.update(bytes.subarray(0, -tagBytes)), cipher.final()])
  } catch {
    return null
  }
}
