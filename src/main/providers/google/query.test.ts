import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bareMessageId, callPath, searchFor } from './query'

const wanted = {
  emailId: 'e',
  messageId: null,
  sender: 'training@sender.example',
  subject: 'Reminder',
  sentAt: 1_790_000_000_500,
  knownRefs: [],
}

it('encodes whatever a Message-ID holds so that it arrives as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (messageId) => {
      const path = callPath('/m', { q: searchFor({ ...wanted, messageId }), includeSpamTrash: 'true' })
      expect(path).not.toMatch(/\s/)
      const query = new URL(path, 'https://x.example').searchParams
      expect(query.get('q')).toBe(`rfc822msgid:${messageId}`)
      expect([...query.keys()]).toEqual(['q', 'includeSpamTrash'])
    }),
  )
})

it('keeps operators and quotes of a subject inside its quotes', () => {
  const query = searchFor({ ...wanted, subject: 'Win" in:trash OR "x\n\\ end' })
  expect(query).toMatch(/subject:"Win in:trash OR x end" after:/)
})

it('gives the time in epoch seconds, a quarter of an hour early and most of a day late', () => {
  expect(searchFor(wanted)).toContain('after:1789999100 before:1790072001')
})

it('strips the angle brackets of a Message-ID and nothing else', () => {
  expect(bareMessageId(' <A+b@c> ')).toBe('A+b@c')
  expect(bareMessageId('A+b@c')).toBe('A+b@c')
})

it('repeats a parameter with several values and leaves undefined ones out', () => {
  expect(callPath('/m', { a: ['1', '2&3'], b: undefined })).toBe('/m?a=1&a=2%263')
})
