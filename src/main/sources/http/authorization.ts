import { z } from 'zod'
import { Failure } from '../../../shared/model'
import { orAbandoned } from '../../net/or-abandoned'
import type { HttpLogAuth } from '../../tenants/settings'
import type { SourceParts } from '../source'
import { unreached } from './failures'
import { tokenRefusal } from './token-refusal'

/** Gives the bearer token of each request. */
export interface Authorization {
  bearer(signal: AbortSignal): Promise<string>
  /** The log refused this token; true when asking for another one may help. */
  refused(token: string): boolean
}

/** A token is renewed so long before its end, or after three quarters of its life where that is sooner. Milliseconds. */
const marginMs = 60_000
/** How long a token counts as good whose answer doesn't say (RFC 6749 section 5.1). */
const untoldLifeMs = 5 * 60_000

const answer = z.object({
  access_token: z.string().min(1).max(20_000),
  token_type: z.string().regex(/^bearer$/i),
  // Some servers send digits as text.
  expires_in: z.coerce.number().positive().optional(),
})

/** How requests to a log over HTTP are signed. An access token lives in memory alone. */
export const createAuthorization = (auth: HttpLogAuth, parts: SourceParts): Authorization =>
  auth.kind === 'token'
    ? { bearer: () => Promise.resolve().then(parts.token), refused: () => false }
    : clientCredentials(auth, parts)

type ClientCredentials = Extract<HttpLogAuth, { kind: 'oauth-client-credentials' }>

interface Held {
  readonly secret: string
  readonly token: Promise<string>
  /** Epoch milliseconds; set when the answer is there. */
  until: number
}

/** RFC 6749 section 4.4, the client known by HTTP Basic (section 2.3.1). One request for a token is under way at a time. */
const clientCredentials = (auth: ClientCredentials, parts: SourceParts): Authorization => {
  let held: Held | null = null

  const request = async (secret: string): Promise<{ token: string; lifeMs: number }> => {
    if (secret === '') throw noSecret()
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(auth.scope ? { scope: auth.scope } : {}) })
    const { tenantId, transport } = parts
    const given = await transport
      .send(
        {
          method: 'POST',
          url: auth.tokenUrl,
          headers: {
            accept: 'application/json',
            'content-type': 'application/x-www-form-urlencoded',
            authorization: `Basic ${basic(auth.clientId, secret)}`,
          },
          body: form.toString(),
        },
        { tenantId, mailbox: null, effect: 'read', batch: false, purpose: 'sign in to the log' },
      )
      .catch((thrown: unknown) => {
        throw unreached(thrown)
      })
    if (given.status !== 200) throw tokenRefusal(given)
    const parsed = answer.safeParse(json(given.text))
    if (!parsed.success) throw noToken()
    return {
      token: parsed.data.access_token,
      lifeMs: parsed.data.expires_in === undefined ? untoldLifeMs : parsed.data.expires_in * 1000,
    }
  }

  const renew = (secret: string): Held => {
    const asked = request(secret)
    const next: Held = { secret, token: asked.then(({ token }) => token), until: Infinity }
    asked.then(
      ({ lifeMs }) => (next.until = parts.clock.now() + lifeMs - Math.min(marginMs, lifeMs / 4)),
      // A refusal is not remembered.
      () => {
        if (held === next) held = null
      },
    )
    return next
  }

  return {
    bearer: async (signal) => {
      const secret = parts.token()
      if (held === null || held.secret !== secret || held.until <= parts.clock.now()) held = renew(secret)
      const { token } = held
      return orAbandoned(token, signal)
    },
    refused: () => {
      held = null
      return true
    },
  }
}

/** Both halves are form-encoded first (RFC 6749 section 2.3.1). */
const basic = (id: string, secret: string): string => {
  const encoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1)
  return Buffer.from(`${encoded(id)}:${encoded(secret)}`).toString('base64')
}

const json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const noSecret = (): Failure =>
  new Failure({
    code: 'sign-in-refused',
    message: 'No client secret is stored for this log: enter it in the settings of the log source.',
    field: 'secret',
  })

const noToken = (): Failure =>
  new Failure({
    code: 'bad-answer',
    message: 'The token address of the log did not answer with a bearer token: check it in the settings.',
    field: 'auth.tokenUrl',
  })
