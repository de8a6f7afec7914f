import { z } from 'zod'
import { retryAfterMs } from '../../net/retry-after'

/** An answer of Graph that isn't a success, with what tells the cause. */
export interface Trouble {
  readonly status: number
  /** Graph's code; empty where there was none. */
  readonly code: string
  readonly message: string
  readonly requestId: string | null
  readonly retryAfterMs: number | null
}

const envelope = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.record(z.string(), z.unknown()).nullish(),
    innererror: z.record(z.string(), z.unknown()).nullish(),
  }),
})

/** Reads Graph's error envelope (https://learn.microsoft.com/graph/errors); a body that is none leaves code and text empty. */
export const troubleOf = (
  status: number,
  body: unknown,
  header: (name: string) => string | null | undefined,
  now: number,
): Trouble => {
  const parsed = envelope.safeParse(body)
  const error = parsed.success ? parsed.data.error : null
  const inner = error?.innerError ?? error?.innererror
  const requestId = inner?.['request-id'] ?? inner?.['requestId'] ?? header('request-id')
  const message = error?.message ?? ''
  return {
    status,
    code: error?.code ?? '',
    // A proxy's page sometimes stands where the text belongs.
    message: message.includes('<html') ? '' : message.slice(0, 300),
    requestId: typeof requestId === 'string' ? requestId : null,
    retryAfterMs: retryAfterMs(header('retry-after'), now),
  }
}

/** True when the same read may well succeed a moment later. */
export const isPassing = (trouble: Trouble): boolean => [408, 429, 500, 502, 503, 504].includes(trouble.status)

/** Graph's own words, for the escalation. */
export const wordsOf = (trouble: Trouble): string =>
  [
    `${trouble.status}${trouble.code === '' ? '' : ` ${trouble.code}`}`,
    ...(trouble.message === '' ? [] : [trouble.message]),
    ...(trouble.requestId === null ? [] : [`request-id ${trouble.requestId}`]),
  ].join(' · ')
