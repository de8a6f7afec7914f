import { Failure, type FailureCode } from '../../../shared/model'
import type { IncomingAnswer } from '../../net/transport'
import { refusalAnswer } from './answers'

/** What GoPhish was asked for; says what a 404 means. */
export type Asked = 'campaigns' | 'campaign' | 'groups'

/** Puts a refusal of GoPhish into our codes; its own words are the provider code. */
export const refusal = (answer: IncomingAnswer, asked: Asked): Failure => {
  const said = wordsOf(answer.text)
  const seconds = /^\d+$/.exec(answer.headers.get('retry-after') ?? '')?.[0]
  return new Failure({
    ...meaning(answer.status, asked, said !== undefined),
    ...(said === undefined ? {} : { providerCode: said }),
    ...(seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 }),
  })
}

const meaning = (
  status: number,
  asked: Asked,
  isGophish: boolean,
): { code: FailureCode; message: string; field?: string } => {
  // middleware/middleware.go RequireAPIKey: "API Key not set" and "Invalid API Key".
  if (status === 401)
    return {
      code: 'token-rejected',
      message: "GoPhish refused the API key: enter the one that stands on its user's Account Settings page.",
      field: 'secret',
    }
  if (status === 403)
    return {
      code: 'permission-missing',
      message: 'GoPhish, or a gateway in front of it, refused the reading: ask its admin.',
    }
  if (status === 404 && isGophish && asked === 'campaign')
    return { code: 'unknown-email', message: 'GoPhish no longer has this campaign: refresh the sent email log.' }
  if (status === 404)
    return {
      code: 'bad-answer',
      message:
        "No GoPhish API answers at this address: check the address of its admin server in the source's settings.",
      field: 'base',
    }
  if (status === 429) return { code: 'throttled', message: 'GoPhish was asked too often: wait a little, then refresh.' }
  if (status >= 500)
    return {
      code: 'server-error',
      message: `GoPhish answered with an error of its own (${status}): try again in a minute.`,
    }
  return {
    code: 'our-fault',
    message: `GoPhish didn't understand our request (${status}): report this with the request log.`,
  }
}

const wordsOf = (text: string): string | undefined => {
  try {
    return refusalAnswer.safeParse(JSON.parse(text)).data?.message.slice(0, 200)
  } catch {
    return undefined
  }
}

/** No answer at all, whatever the reason on the way. */
export const unreached = (thrown: unknown): unknown =>
  thrown instanceof Failure && (thrown.code === 'offline' || thrown.code === 'timeout')
    ? new Failure(
        {
          code: 'source-unreachable',
          message: "GoPhish didn't answer: check its address and the connection, then refresh.",
        },
        { cause: thrown },
      )
    : thrown

/** A 200 that is no JSON: its sign-in page, a proxy's, or a broken one. */
export const notJson = (): Failure =>
  new Failure({
    code: 'bad-answer',
    message: 'What answers at this address is a page, not the API of GoPhish: check the address of its admin server.',
    field: 'base',
  })

/** The answer isn't what GoPhish's source describes; `field` is the first place where it isn't. */
export const unreadable = (field: string): Failure =>
  new Failure({
    code: 'bad-answer',
    field,
    message: `GoPhish's answer can't be used because of ${field}: check its version (0.12.1 is known to work).`,
  })
