import type { z } from 'zod'
import type { IncomingAnswer } from '../../net/transport'
import type { HttpLogSource } from '../../tenants/settings'
import type { SourceParts } from '../source'
import { createAuthorization } from './authorization'
import { refusal, unreached, unreadable, type Asked } from './failures'

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
  const authorization = createAuthorization(settings.auth, parts)

  const send = (url: string, asked: Asked, headers: Record<string, string>, signal: AbortSignal) =>
    parts.transport
      .send(
        {
          method: 'GET',
          url,
          headers: { accept: 'application/json, application/problem+json', ...headers },
          signal,
        },
        { tenantId: parts.tenantId, mailbox: null, effect: 'read', batch: false, purpose: `read ${asked} of the log` },
      )
      .catch((thrown: unknown) => {
        throw unreached(thrown)
      })

  /** An access token can be withdrawn before its end: then it is asked for once more. */
  const ask = async (
    url: string,
    asked: Asked,
    tag: string | undefined,
    signal: AbortSignal,
  ): Promise<IncomingAnswer> => {
    for (let again = false; ; again = true) {
      const bearer = await authorization.bearer(signal)
      const answer = await send(
        url,
        asked,
        { authorization: `Bearer ${bearer}`, ...(tag === undefined ? {} : { 'if-none-match': tag }) },
        signal,
      )
      if (answer.status !== 401 || again || !authorization.refused(bearer)) return answer
    }
  }

  return async (schema, asked, segments, query, signal) => {
    const path = ['v1', 'tenants', settings.platformTenantId, ...segments].map(encodeURIComponent).join('/')
    const search = new URLSearchParams(
      Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null),
    ).toString()
    const url = `${settings.base}/${path}${search === '' ? '' : `?${search}`}`
    const known = repeated.includes(asked) ? parts.memory.get(url) : undefined
    const answer = await ask(url, asked, known?.tag, signal)
    // The memory holds what this very address was parsed to.
    if (answer.status === 304 && known !== undefined) return known.value as z.output<typeof schema>
    if (answer.status !== 200) throw refusal(answer, asked)
    const parsed = schema.safeParse(json(answer.text))
    if (!parsed.success) throw unreadable(place(parsed.error.issues[0]?.path ?? []))
    const tag = answer.headers.get('etag')
    if (tag !== null && repeated.includes(asked)) parts.memory.set(url, { tag, value: parsed.data })
    return parsed.data
  }
}

const json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw unreadable('its form, which is not JSON')
  }
}

/** `items[3].sentAt`; the answer as a whole when the path is empty. */
const place = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'its form'
