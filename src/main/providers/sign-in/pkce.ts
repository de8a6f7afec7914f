import { createHash, randomBytes } from 'node:crypto'

/** A value nobody can guess: 32 random bytes, base64url. */
export const unguessable = (): string => randomBytes(32).toString('base64url')

/** What the authorization request tells of the verifier, method S256 (RFC 7636 §4.2). */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
