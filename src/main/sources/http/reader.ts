import type { z } from 'zod'
import type { HttpLogSource } from '../../tenants/settings'
import type { SourceParts } from '../source'
import { unreadable, type Asked } from './failures'
import { createFetcher, readJson } from './fetcher'

/** Reads one resource of the tenant, given as path segments below it, and parses what comes. */
export type Reader = <Schema extends z.ZodType>(
  schema: Schema,
  asked: Asked,
  segments: readonly string[],
  query: Readonly<Record<string, string | null>>,
  signal: AbortSignal,
) => Promise<z.output<Schema>>

/** Lists that are asked for at the same address again; a window of a log ends at another instant each time. */
const repeated: readonly Asked[] = ['people', 'changes']

/** Every address is put together from the base and escaped segments: a link out of an answer is never followed. */
export const createReader = (settings: HttpLogSource, parts: SourceParts): Reader => {
  const fetcher = createFetcher(settings, { header: 'authorization', prefix: 'Bearer ' }, parts)

  return async (schema, asked, segments, query, signal) => {
    const path = ['v1', 'tenants', settings.platformTenantId, ...segments].map(encodeURIComponent).join('/')
    const search = new URLSearchParams(
      Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null),
    ).toString()
    const url = `${settings.base}/${path}${search === '' ? '' : `?${search}`}`
    const known = repeated.includes(asked) ? parts.memory.get(url) : undefined
    const answer = await fetcher.get(url, asked, signal, known?.tag)
    // The memory holds what this very address was parsed to.
    if (answer.status === 304) return known?.value as z.output<typeof schema>
    const parsed = schema.safeParse(readJson(answer.text))
    if (!parsed.success) throw unreadable(place(parsed.error.issues[0]?.path ?? []))
    const tag = answer.headers.get('etag')
    if (tag !== null && repeated.includes(asked)) parts.memory.set(url, { tag, value: parsed.data })
    return parsed.data
  }
}

/** `items[3].sentAt`; the answer as a whole when the path is empty. */
const place = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'its form'
