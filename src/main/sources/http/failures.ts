import { z } from 'zod'
import { Failure, type FailureCode } from '../../../shared/model'
import type { IncomingAnswer } from '../../net/transport'

const problem = z.object({ type: z.string().max(200), parameter: z.string().max(200).optional() })

/** What the tenant's log was asked for; says what a 404 means. */
export type Asked = 'people' | 'sent emails' | 'events' | 'changes' | 'templates' | 'resends'

/** Puts a refusal of the Sent Log API (RFC 9457) into our codes. Its Retry-After is always in seconds. */
export const refusal = (answer: IncomingAnswer, asked: Asked): Failure => {
  const { field, ...said } = meaning(answer.status, asked)
  const facts = readProblem(answer.text)
  const seconds = /^\d+$/.exec(answer.headers.get('retry-after') ?? '')?.[0]
  return new Failure({
    ...said,
    ...(facts?.type === undefined ? {} : { providerCode: facts.type }),
    ...(field === undefined && facts?.parameter === undefined ? {} : { field: field ?? facts?.parameter ?? '' }),
    ...(seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 }),
  })
}

interface Meaning {
  readonly code: FailureCode
  readonly message: string
  readonly field?: string
}

const meaning = (status: number, asked: Asked): Meaning => {
  if (status === 401)
    return {
      code: 'token-rejected',
      message: 'The log refused the token of this tenant: enter a new one in its settings.',
    }
  if (status === 403 && asked === 'resends')
    return {
      code: 'permission-missing',
      message: "The token doesn't allow to have anything sent: ask the platform for one that does.",
    }
  if (status === 403)
    return {
      code: 'permission-missing',
      message: "The token doesn't open this tenant's log: ask the platform for one that does.",
    }
  if (status === 404) return missing[asked]
  if (status === 409)
    return { code: 'conflict', message: 'The platform sends nothing to this person: see their status there.' }
  if (status === 422)
    return { code: 'conflict', message: 'The platform was asked for something else under this id: start again.' }
  if (status === 410)
    return {
      code: 'conflict',
      field: 'cursor',
      message: 'The log no longer knows where the last reading stopped: read it from the start again.',
    }
  if (status === 429)
    return { code: 'throttled', message: 'The log was asked too often: wait a little, then refresh again.' }
  if (status >= 500)
    return {
      code: 'server-error',
      message: `The log answered with an error of its own (${status}): try again in a minute.`,
    }
  return {
    code: 'our-fault',
    message: `The log didn't understand our request (${status}): report this with the request log.`,
  }
}

const missing: Readonly<Record<Asked, Meaning>> = {
  people: {
    code: 'unknown-tenant',
    field: 'platformTenantId',
    message: "The log doesn't know this tenant: check its platform id in the settings.",
  },
  'sent emails': {
    code: 'unknown-person',
    message: "The log doesn't know this person any more: refresh the people of this tenant.",
  },
  events: {
    code: 'unknown-email',
    message: "The log no longer lists this email: refresh the person's sent email log.",
  },
  changes: {
    code: 'unknown-tenant',
    field: 'changes',
    message: "The log doesn't tell what changed in this tenant: its people are read one by one instead.",
  },
  templates: {
    code: 'not-allowed',
    field: 'resends',
    message: "This platform can't be asked to send an email: choose another way.",
  },
  resends: {
    code: 'unknown-person',
    message: "The platform doesn't know this person any more: refresh the people of this tenant.",
  },
}

/** No answer at all, whatever the reason on the way, means for a reader of the log that it can't be reached. */
export const unreached = (thrown: unknown): unknown =>
  thrown instanceof Failure && (thrown.code === 'offline' || thrown.code === 'timeout')
    ? new Failure(
        { code: 'source-unreachable', message: "The log can't be reached: check the connection, then refresh again." },
        { cause: thrown },
      )
    : thrown

/** The answer came, but isn't what the API describes; `field` is the first place where it isn't. */
export const unreadable = (field: string): Failure =>
  new Failure({
    code: 'bad-answer',
    field,
    message: `The log's answer can't be used because of ${field}: report this to the platform.`,
  })

const readProblem = (text: string): z.infer<typeof problem> | undefined => {
  try {
    return problem.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
