import type { z } from 'zod'
import type { HttpLogSource } from '../../tenants/settings'
import type { SourceParts } from '../source'
import { unreadable, type Asked } from './failures'
import { readJson, type Fetcher } from './fetcher'

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
export const addressIn = (settings: HttpLogSource, segments: readonly string[]): string =>
  `${settings.base}/${['v1', 'tenants', settings.platformTenantId, ...segments].map(encodeURIComponent).join('/')}`

/** Throws `bad-answer` with the first field that isn't as described. */
export const parseAnswer = <Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> => {
  const parsed = schema.safeParse(readJson(text))
  if (parsed.success) return parsed.data
  throw unreadable(place(parsed.error.issues[0]?.path ?? []))
}

export const createReader =
  (settings: HttpLogSource, fetcher: Fetcher, parts: SourceParts): Reader =>
  async (schema, asked, segments, query, signal) => {
    const search = new URLSearchParams(
      Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null),
    ).toString()
    const url = `${addressIn(settings, segments)}${search === '' ? '' : `?${search}`}`
    const known = repeated.includes(asked) ? parts.memory.get(url) : undefined
    const answer = await fetcher.get(url, asked, signal, known?.tag)
    // The memory holds what this very address was parsed to.
    if (answer.status === 304) return known?.value as z.output<typeof schema>
    const value = parseAnswer(schema, answer.text)
    const tag = answer.headers.get('etag')
    if (tag !== null && repeated.includes(asked)) parts.memory.set(url, { tag, value })
    return value
  }

/** `items[3].sentAt`; the answer as a whole when the path is empty. */
const place = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'its form'
