import { randomBytes, scrypt, type ScryptOptions } from 'node:crypto'
import { z } from 'zod'

/** How a key was made of a passphrase: scrypt (RFC 7914), salt base64. Limits keep a damaged file from asking for the moon. */
export const derivation = z.object({
  name: z.literal('scrypt'),
  N: z
    .number()
    .int()
    .min(1 << 14)
    .max(1 << 20),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(16),
  salt: z.base64(),
})
export type Derivation = z.infer<typeof derivation>

/** 128 MiB of memory, about half a second: what guessing costs per try. */
export const newDerivation = (): Derivation => ({
  name: 'scrypt',
  N: 1 << 17,
  r: 8,
  p: 1,
  salt: randomBytes(16).toString('base64'),
})

/** The key of 32 bytes. Passphrases that look the same count as the same (NFKC). */
export const keyFrom = (passphrase: string, { N, r, p, salt }: Derivation): Promise<Buffer> => {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
