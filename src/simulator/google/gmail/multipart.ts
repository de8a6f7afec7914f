import type { SimAnswer } from '../../core/service'
import type { Call } from '../call'

/** One part of a batch: the call inside it, or undefined where it can't be read. */
export interface BatchPart {
  readonly contentId: string | undefined
  readonly call: Call | undefined
}

/** The boundary of a `multipart/mixed` content type; undefined when it is something else. */
export const boundaryOf = (contentType: string | undefined): string | undefined => {
  const found = /^multipart\/mixed\b.*?;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '')
  return found?.[1] ?? found?.[2]
}

/** Reads the parts of a batch (Gmail API, "Batching requests"): `application/http` each, the request line with path only. */
export const readParts = (body: string, boundary: string): readonly BatchPart[] => {
  const [whole = ''] = `\r\n${body}`.split(`\r\n--${boundary}--`)
  return whole.split(`\r\n--${boundary}\r\n`).slice(1).map(readPart)
}

const readPart = (text: string): BatchPart => {
  const [outer, inner] = cut(text)
  const outerHeaders = readHeaders(outer.split('\r\n'))
  const contentId = outerHeaders['content-id']
  if (!/^application\/http\b/i.test(outerHeaders['content-type'] ?? '')) return { contentId, call: undefined }
  const [head, body] = cut(inner)
  const [line = '', ...headerLines] = head.split('\r\n')
  const found = /^([A-Z]+) (\/[^\s?]*)(\?\S*)?(?: HTTP\/\d(?:\.\d)?)?$/.exec(line.trim())
  if (found === null) return { contentId, call: undefined }
  const [, method = '', path = '', query = ''] = found
  return {
    contentId,
    call: { method, path, query: new URLSearchParams(query), headers: readHeaders(headerLines), body: body.trim() },
  }
}

/** The answer to one part; `Content-ID` is the part's own with `response-` before it. */
export const writePart = (contentId: string | undefined, answer: SimAnswer, bodyText: string): string =>
  [
    'Content-Type: application/http',
    ...(contentId === undefined ? [] : [`Content-ID: <response-${contentId.replace(/^<|>$/g, '')}>`]),
    '',
    `HTTP/1.1 ${answer.status} ${reasons[answer.status] ?? 'Status'}`,
    ...Object.entries({ 'content-type': 'application/json; charset=UTF-8', ...answer.headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    `Content-Length: ${Buffer.byteLength(bodyText)}`,
    '',
    bodyText,
  ].join('\r\n')

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

const cut = (text: string): [string, string] => {
  const at = text.indexOf('\r\n\r\n')
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 4)]
}

const readHeaders = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf(':')
      return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]]
    }),
  )
