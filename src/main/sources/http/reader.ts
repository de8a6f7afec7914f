import type { z } from 'zod'
import type { Transport } from '../../net/transport'
import type { HttpLogSource } from '../../tenants/settings'
import { refusal, unreached, unreadable, type Asked } from './failures'

export interface ReaderParts {
  readonly tenantId: string
  readonly transport: Transport
  /** The bearer token as it is now; asked for before each request. */
  readonly token: () => string
}

/** Reads one resource of the tenant, given as path segments below it, and parses what comes. */
export type Reader = <Schema extends z.ZodType>(
  schema: Schema,
  asked: Asked,
  segments: readonly string[],
  query: Readonly<Record<string, string | null>>,
  signal: AbortSignal,
) => Promise<z.output<Schema>>

/** Every address is put together from the base and escaped segments: a link out of an answer is never followed. */
export const createReader =
  (settings: HttpLogSource, parts: ReaderParts): Reader =>
  async (schema, asked, segments, query, signal) => {
    const path = ['v1', 'tenants', settings.platformTenantId, ...segments].map(encodeURIComponent).join('/')
    const search = new URLSearchParams(
      Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null),
    ).toString()
    const answer = await parts.transport
      .send(
        {
          method: 'GET',
          url: `${settings.base}/${path}${search === '' ? '' : `?${search}`}`,
          headers: { accept: 'application/json, application/problem+json', authorization: `Bearer ${parts.token()}` },
          signal,
        },
        { tenantId: parts.tenantId, mailbox: null, effect: 'read', batch: false, purpose: `read ${asked} of the log` },
      )
      .catch((thrown: unknown) => {
        throw unreached(thrown)
      })
    if (answer.status !== 200) throw refusal(answer, asked)
    const parsed = schema.safeParse(json(answer.text))
    if (!parsed.success) throw unreadable(place(parsed.error.issues[0]?.path ?? []))
    return parsed.data
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
