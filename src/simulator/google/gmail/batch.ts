import type { SimAnswer, SimRequest, Trace } from '../../core/service'
import { apiError, apiFault, invalidArgument } from '../errors'
import type { Call } from '../call'
import { mailboxOf } from './access'
import { mostAtOnce } from './load'
import { boundaryOf, readParts, writePart, type BatchPart } from './multipart'
import { answerCall, type GmailParts } from './route'

const mostParts = 100

/**
 * `POST /batch/gmail/v1` (Gmail API, "Batching requests"): one HTTP answer per part, in the order asked, inside a 200 that
 * says nothing about them. The parts themselves run in any order. A part without `Authorization` has the batch's.
 */
export const answerBatch = (parts: GmailParts, request: SimRequest, trace: Trace): SimAnswer => {
  const boundary = boundaryOf(request.headers['content-type'])
  if (boundary === undefined)
    return invalidArgument('Failed to parse batch request, error: no boundary in Content-Type.')
  const asked = readParts(request.body, boundary)
  if (asked.length === 0) return invalidArgument('Failed to parse batch request, error: 0 items.')
  if (asked.length > mostParts)
    return invalidArgument(`Inner request count exceeds the limit. Received: ${asked.length}, Limit: ${mostParts}`)

  const outer = request.headers['authorization']
  const calls = asked.map((part) => withAuthorization(part, outer))
  const own = mailboxOf(parts.context, parts.tokens, request)
  const running = new Map<string | null, number>()
  const others = (mailbox: string | null): number =>
    mailbox === own ? Math.max(0, parts.load.of(mailbox) - asked.length) : 0
  const answers: string[] = []
  for (const index of shuffled(calls.length, parts.context.random.next)) {
    const call = calls[index]
    const contentId = asked[index]?.contentId
    if (call === undefined) {
      answers[index] = write(contentId, invalidArgument('Failed to parse batch part.'))
      continue
    }
    const mailbox = mailboxOf(parts.context, parts.tokens, call)
    const count = (running.get(mailbox) ?? others(mailbox)) + 1
    running.set(mailbox, count)
    const query = call.query.toString()
    const url = `${call.path}${query === '' ? '' : `?${query}`}`
    const fault = parts.context.faults.nextOfMember('gmail', `${call.method} ${url}`)
    const answer =
      count > mostAtOnce
        ? tooMany()
        : fault === null
          ? answerCall(parts, call, trace.note)
          : apiFault(fault.status, fault.retryAfter)
    trace.member({
      method: call.method,
      url,
      headers: call.headers,
      body: call.body,
      status: answer.status,
      mailbox,
    })
    answers[index] = write(contentId, answer)
  }

  const mark = `batch_${parts.context.random.hex(24)}`
  const body = answers.map((one) => `--${mark}\r\n${one}\r\n`)
  return {
    status: 200,
    headers: { 'content-type': `multipart/mixed; boundary=${mark}` },
    body: `${body.join('')}--${mark}--\r\n`,
  }
}

const withAuthorization = (part: BatchPart, outer: string | undefined): Call | undefined =>
  part.call === undefined || part.call.headers['authorization'] !== undefined || outer === undefined
    ? part.call
    : { ...part.call, headers: { ...part.call.headers, authorization: outer } }

const write = (contentId: string | undefined, answer: SimAnswer): string =>
  writePart(contentId, answer, JSON.stringify(answer.body ?? {}))

export const tooMany = (): SimAnswer =>
  apiError({
    status: 429,
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: 'Too many concurrent requests for user',
  })

const shuffled = (count: number, random: () => number): readonly number[] =>
  Array.from({ length: count }, (_, index) => ({ index, turn: random() }))
    .sort((one, other) => one.turn - other.turn)
    .map(({ index }) => index)

/** How many calls a request holds: the parts of a batch, else one. */
export const callsIn = (request: SimRequest): number => {
  const boundary = request.path === batchPath ? boundaryOf(request.headers['content-type']) : undefined
  return boundary === undefined ? 1 : readParts(request.body, boundary).length
}

export const batchPath = '/batch/gmail/v1'
