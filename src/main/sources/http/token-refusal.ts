import { z } from 'zod'
import { Failure, type FailureCode } from '../../../shared/model'
import type { IncomingAnswer } from '../../net/transport'

/** What a token endpoint answers when it refuses (RFC 6749 section 5.2). Its description may repeat what was sent. */
const refusal = z.object({ error: z.string().max(100) })

interface Meaning {
  readonly code: FailureCode
  readonly message: string
  readonly field?: string
}

const meanings: Readonly<Record<string, Meaning>> = {
  invalid_client: {
    code: 'sign-in-refused',
    message: 'The log refused the client id or its secret: enter both again in the settings of the log source.',
    field: 'secret',
  },
  unauthorized_client: {
    code: 'permission-missing',
    message: 'This client may not sign in by itself: ask the platform to allow it client credentials.',
    field: 'auth.clientId',
  },
  invalid_scope: {
    code: 'permission-missing',
    message: 'The log does not grant this scope: correct it in the settings, or ask the platform for it.',
    field: 'auth.scope',
  },
  unsupported_grant_type: {
    code: 'bad-input',
    message: 'This address gives no tokens for client credentials: check the token address in the settings.',
    field: 'auth.tokenUrl',
  },
}

const byStatus = (status: number): Meaning => {
  if (status === 401) return meanings['invalid_client'] as Meaning
  if (status === 429)
    return { code: 'throttled', message: 'Tokens were asked for too often: wait a little, then refresh again.' }
  if (status >= 500)
    return {
      code: 'server-error',
      message: `The token address of the log answered with an error of its own (${status}): try again in a minute.`,
    }
  return {
    code: 'bad-input',
    message: `The token address of the log refused the request (${status}): check it in the settings.`,
    field: 'auth.tokenUrl',
  }
}

/** Puts a refusal of the token endpoint into our codes. */
export const tokenRefusal = (answer: IncomingAnswer): Failure => {
  const error = errorOf(answer.text)
  const meaning = (error === undefined ? undefined : meanings[error]) ?? byStatus(answer.status)
  return new Failure({ ...meaning, ...(error === undefined ? {} : { providerCode: error }) })
}

const errorOf = (text: string): string | undefined => {
  try {
    return refusal.safeParse(JSON.parse(text)).data?.error
  } catch {
    return undefined
  }
}
