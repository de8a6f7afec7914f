import type { z } from 'zod'
import type { Transport } from '../../net/transport'
import type { GophishLogSource } from '../../tenants/settings'
import { notJson, refusal, unreached, unreadable, type Asked } from './failures'

export interface GophishParts {
  readonly tenantId: string
  readonly transport: Transport
  readonly clock: { now(): number }
  /** The API key as it is held now; asked for before each request. */
  readonly token: () => string
}

/** GoPhish gives a campaign in one piece, however large it is: milliseconds one may take, with its repeats. */
const deadlineMs = 90_000

/** Reads one resource below `/api/` (controllers/api/server.go registerRoutes) and parses what comes. */
export const createReader =
  (settings: GophishLogSource, parts: GophishParts) =>
  async <Schema extends z.ZodType>(
    schema: Schema,
    asked: Asked,
    path: string,
    signal: AbortSignal,
  ): Promise<z.output<Schema>> => {
    const answer = await parts.transport
      .send(
        {
          method: 'GET',
          url: `${settings.base}/api/${path}`,
          // middleware/middleware.go RequireAPIKey takes the key here too; as a parameter it would stand in every log.
          headers: { accept: 'application/json', authorization: `Bearer ${parts.token()}` },
          signal,
          deadlineMs,
        },
        { tenantId: parts.tenantId, mailbox: null, effect: 'read', batch: false, purpose: `read ${asked} of GoPhish` },
      )
      .catch((thrown: unknown) => {
        throw unreached(thrown)
      })
    if (answer.status !== 200) throw refusal(answer, asked)
    const parsed = schema.safeParse(json(answer.text))
    if (!parsed.success) throw unreadable(parsed.error.issues[0]?.path.map(String).join('.') || 'its form')
    return parsed.data
  }
export type GophishReader = ReturnType<typeof createReader>

const json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw notJson()
  }
}
