import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isWholeBatch, readBatch, writeBatch } from './batch'

const answerText = (parts: readonly { status: number; body: unknown }[], order: readonly number[], newline: string) =>
  [
    ...order.flatMap((index) => [
      '--b-1',
      'Content-Type: application/http',
      `Content-ID: <response-${index}>`,
      '',
      `HTTP/1.1 ${parts[index]?.status ?? 0} Whatever`,
      'Content-Type: application/json; charset=UTF-8',
      '',
      JSON.stringify(parts[index]?.body),
      '',
    ]),
    '--b-1--',
    '',
  ].join(newline)

const partsArb = fc.array(fc.record({ status: fc.integer({ min: 200, max: 599 }), body: fc.jsonValue() }), {
  minLength: 1,
  maxLength: 25,
})

it('reads back every answer at its place, whatever the order and the line ends', () => {
  fc.assert(
    fc.property(
      partsArb.chain((parts) =>
        fc.tuple(
          fc.constant(parts),
          fc.shuffledSubarray([...parts.keys()], { minLength: parts.length }),
          fc.constantFrom('\r\n', '\n'),
        ),
      ),
      ([parts, order, newline]) => {
        const answers = readBatch('multipart/mixed; boundary=b-1', answerText(parts, order, newline), parts.length)
        expect(answers?.map((one) => one?.status)).toEqual(parts.map((one) => one.status))
        expect(answers?.map((one) => JSON.stringify(one?.body))).toEqual(parts.map((one) => JSON.stringify(one.body)))
      },
    ),
  )
})

it('never takes a part of a cut text for another, nor throws', () => {
  fc.assert(
    fc.property(partsArb, fc.double({ min: 0, max: 1, noNaN: true }), (parts, share) => {
      const whole = answerText(parts, [...parts.keys()], '\r\n')
      const answers = readBatch('multipart/mixed; boundary="b-1"', whole.slice(0, whole.length * share), parts.length)
      answers?.forEach((one, index) => {
        if (one !== null) expect(JSON.stringify(one.body)).toBe(JSON.stringify(parts[index]?.body))
      })
    }),
  )
})

it('writes one numbered request per path', () => {
  fc.assert(
    fc.property(fc.array(fc.webPath(), { minLength: 1, maxLength: 25 }), (paths) => {
      const text = writeBatch(
        paths.map((path) => `/p${path}`),
        'b-1',
      )
      const lines = text.split('\r\n')
      expect(lines.filter((line) => line.startsWith('GET '))).toEqual(paths.map((path) => `GET /p${path} HTTP/1.1`))
      expect(lines.filter((line) => line.startsWith('Content-ID: '))).toEqual(paths.map((_, n) => `Content-ID: <${n}>`))
      expect(lines.filter((line) => line === '--b-1')).toHaveLength(paths.length)
      expect(text.endsWith('--b-1--\r\n')).toBe(true)
    }),
  )
})

it('refuses a path that could write a request of its own', () => {
  expect(() => writeBatch(['/a HTTP/1.1\r\n\r\nDELETE /b'], 'b')).toThrow('percent-encoded')
})

it('reads the headers of a part and takes a body that is no JSON for none', () => {
  const text = '--b\r\nContent-ID: <response-0>\r\n\r\nHTTP/1.1 429 Too Many\r\nRetry-After: 7\r\n\r\n<html>\r\n--b--'
  const [answer] = readBatch('multipart/mixed; boundary=b', text, 1) ?? []
  expect(answer?.status).toBe(429)
  expect(answer?.headers.get('retry-after')).toBe('7')
  expect(answer?.body).toBeNull()
})

it('takes what isn’t multipart for no answer', () => {
  expect(readBatch('text/html', '<html>', 1)).toBeNull()
  expect(readBatch(null, '', 1)).toBeNull()
})

it('tells a whole answer from a cut one and from a web page', () => {
  const type = 'multipart/mixed; boundary="b 1"'
  expect(isWholeBatch(type, '--b 1\r\n\r\nx\r\n--b 1--\r\n')).toBe(true)
  expect(isWholeBatch(type, '--b 1\r\n\r\nx\r\n--b 1')).toBe(false)
  expect(isWholeBatch('text/html', '<html>')).toBe(false)
})
