import { createHash } from 'node:crypto'
import type { SimAnswer } from '../core/service'

/** A list with its tag, or 304 where the client has it already (RFC 9110 sections 8.8.3 and 13.1.2: compared weakly). */
export const tagged = (body: object, ifNoneMatch: string | undefined): SimAnswer => {
  const tag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag) || known.includes('*')) return { status: 304, headers: { etag: tag }, body: null }
  return { status: 200, headers: { etag: tag, 'cache-control': 'private, no-cache' }, body }
}
