import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EmailKey } from './ledger'
import { addPerson, addSighting, openTestLedger } from './testing/fixtures'
import { anEmail, aRescue, inbox, junk, noon, seenIn, sourceId } from './testing/records'

const refs = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const ref = fc.constantFrom(...refs)
const sentAt = (name: string): number => noon + refs.indexOf(name as (typeof refs)[number]) * 1000
const mark = fc.constantFrom('m1', 'm2', 'm3')

const step = fc.oneof(
  fc.record({ kind: fc.constant('merge' as const), refs: fc.uniqueArray(ref), mark }),
  fc.record({ kind: fc.constant('finish' as const), from: ref, to: ref, mark }),
  fc.record({ kind: fc.constant('look' as const), ref, inInbox: fc.boolean() }),
  fc.record({ kind: fc.constant('rescue' as const), ref }),
)

it('never loses an email, a sighting or a rescue, whatever readings come and go', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const ledger = await openTestLedger()
      const person = await addPerson(ledger)
      const emails = new Map<string, { key: EmailKey; mark: string; listed: boolean }>()
      const looks = new Map<string, number>()
      const places = new Map<string, string>()
      const rescues = new Map<string, number>()

      for (const [index, action] of steps.entries()) {
        if (action.kind === 'merge') {
          const page = action.refs.map((name) => anEmail(name, sentAt(name)))
          await ledger.mergeEmails(person, sourceId, page, action.mark)
          const read = await ledger.readLog(person, 0, noon * 2)
          for (const name of action.refs) {
            const emailId = read.emails.find((email) => email.subject === `Subject ${name}`)?.id ?? 'missing'
            emails.set(name, { key: { ...person, emailId }, mark: action.mark, listed: true })
          }
        } else if (action.kind === 'finish') {
          const [from, to] = [sentAt(action.from), sentAt(action.to)]
          await ledger.finishLog(person, sourceId, from, to, action.mark, noon)
          for (const [name, email] of emails) {
            if (sentAt(name) >= from && sentAt(name) < to && email.mark !== action.mark) email.listed = false
          }
        } else {
          const email = emails.get(action.ref)
          if (!email) continue
          if (action.kind === 'look') {
            const place = action.inInbox ? inbox : junk
            const { sighting, copies } = seenIn(place, noon + index)
            await addSighting(ledger, email.key, { sighting, copies })
            if (places.get(action.ref) !== place.kind) looks.set(action.ref, (looks.get(action.ref) ?? 0) + 1)
            places.set(action.ref, place.kind)
          } else {
            await ledger.putRescue(aRescue(email.key, `rescue-${index}`), null)
            rescues.set(action.ref, (rescues.get(action.ref) ?? 0) + 1)
          }
        }
      }

      const read = await ledger.readLog(person, 0, noon * 2)
      expect(read.emails).toHaveLength(emails.size)
      for (const [name, { key, listed }] of emails) {
        const email = read.emails.find((candidate) => candidate.id === key.emailId)
        const copy = email?.sighting?.kind === 'found' ? email.sighting.copies[0] : undefined
        expect(email?.listed).toBe(listed)
        expect(copy?.place.kind).toBe(places.get(name))
        expect(await ledger.readSightings(key, 100)).toHaveLength(looks.get(name) ?? 0)
        expect(await ledger.readRescues(key)).toHaveLength(rescues.get(name) ?? 0)
      }
      await ledger.close()
    }),
    { numRuns: 25 },
  )
})
