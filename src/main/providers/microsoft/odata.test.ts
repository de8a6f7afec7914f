import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byMessageIds, questionsFor } from './questions'
import { quoted } from './odata'
import type { WantedEmail } from '../provider'

const wanted = (messageId: string | null, emailId = 'e'): WantedEmail => ({
  emailId,
  messageId,
  sender: "o'neil+news@example.com",
  subject: 'x',
  sentAt: 1_700_000_000_000,
  knownRefs: [],
})

/** The literals of a filter as a server reads them: decoded first, then apostrophes halved. */
const literals = (filter: string): string[] =>
  [...decodeURIComponent(filter).matchAll(/'((?:[^']|'')*)'/g)].map((hit) => (hit[1] ?? '').replaceAll("''", "'"))

const messageId = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((text) => `<${text}@x.example>`),
  fc.constantFrom("<a+b&c=d'e'@x>", '<%27%20or%201%20eq%201@x>', "<' or 1 eq 1 or '@x>", '<#?/\\@x>', "<''@x>"),
)

it('keeps any Message-ID whole, as one literal, in one query parameter', () => {
  fc.assert(
    fc.property(messageId, (id) => {
      expect(quoted(id)).not.toMatch(/[&#+?<>" ]/)
      const url = new URL(`https://x.example/messages?$filter=${byMessageIds([wanted(id)]).filter}&$top=1`)
      expect([...url.searchParams.keys()]).toEqual(['$filter', '$top'])
      expect(literals(byMessageIds([wanted(id)]).filter)).toEqual([id])
    }),
  )
})

it('asks for ten Message-IDs at a time, each exactly once', () => {
  const ids = Array.from({ length: 25 }, (_, index) => `<${index}'@x>`)
  const questions = questionsFor(ids.map((id, index) => wanted(id, String(index))))
  expect(questions.map((one) => one.wanted.length)).toEqual([10, 10, 5])
  expect(questions.flatMap((one) => literals(one.filter))).toEqual(ids)
})

it('keeps a filter short enough for a URL whatever the Message-IDs', () => {
  const long = Array.from({ length: 10 }, (_, index) => wanted(`<${'+'.repeat(900)}${index}@x>`))
  for (const { filter } of questionsFor(long)) expect(filter.length).toBeLessThan(6_500)
})

it('asks by sender and time where there is no Message-ID', () => {
  const [question] = questionsFor([wanted(null)])
  expect(decodeURIComponent(question?.filter ?? '')).toBe(
    "receivedDateTime ge 2023-11-14T22:08:20.000Z and receivedDateTime le 2023-11-15T18:13:20.000Z and from/emailAddress/address eq 'o''neil+news@example.com'",
  )
})
