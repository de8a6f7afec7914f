import { systemClock } from '../../../src/main/net/clock'
import type { SimPerson, SimSentEmail } from '../../../src/simulator/world/world'
import { watchRequests } from '../../helpers/provider-requests'
import { locateAll, mailboxOf, openScene, wantedOf, type ProviderProfile } from '../../helpers/provider-scene'
import { stock } from '../../helpers/provider-world'
import { spread, type Spread } from './spread'

/** Emails looked for at once. */
export const emailCount = 60
/** What the simulated network and each group of four inside a Graph batch cost, in milliseconds. */
export const stepMs = 80

/** One reading of 60 emails: requests as the server counted them, and the time until the last was reported. */
export interface Located {
  readonly requests: number
  readonly ms: Spread
}

interface Reading {
  readonly requests: number
  readonly ms: number
}

/**
 * Looks for 60 emails of several people, each of whom has them in the Inbox: with nothing known but the address and the
 * directory id (token included), and once more with what was learnt. Every person is another one, since what may be asked of
 * one mailbox in a minute is limited. The first person isn't counted: the client libraries are loaded then.
 */
export const measureLocate = async (
  profile: ProviderProfile,
  rounds: number,
): Promise<{ readonly first: Located; readonly again: Located }> => {
  const scene = await openScene(profile)
  try {
    const people = scene.people.slice(0, rounds + 1)
    if (people.length <= rounds) throw new Error(`${profile.name} has too few people to measure.`)
    await scene.faults({ service: '*', latencyMs: stepMs, perBatchGroupMs: stepMs })
    const readings: { readonly first: Reading; readonly again: Reading }[] = []
    for (const person of people) {
      const emails = Array.from({ length: emailCount }, () => stock(scene.tenant, person))
      const provider = await scene.fresh({ clock: systemClock })
      const read = async (known: (email: SimSentEmail) => readonly string[]): Promise<Reading> => {
        const seen = watchRequests(scene)
        const start = performance.now()
        const wanted = emails.map((email) => wantedOf(email, known(email)))
        const results = await locateAll(provider, mailboxOf(person), wanted)
        const ms = performance.now() - start
        const missing = [...results.values()].filter(({ located }) => located.kind !== 'found').length
        if (results.size !== emailCount || missing > 0) throw new Error(`${profile.name} left ${missing} emails open.`)
        return { requests: seen.http().length, ms }
      }
      const first = await read(() => [])
      const again = await read((email) => refsOf(scene, person, email))
      readings.push({ first, again })
    }
    const counted = readings.slice(1)
    const summed = (of: 'first' | 'again'): Located => ({
      requests: Math.max(...counted.map((reading) => reading[of].requests)),
      ms: spread(counted.map((reading) => reading[of].ms)),
    })
    return { first: summed('first'), again: summed('again') }
  } finally {
    await scene.stop()
  }
}

const refsOf = (
  scene: Awaited<ReturnType<typeof openScene>>,
  person: SimPerson,
  email: SimSentEmail,
): readonly string[] => scene.copies(person, email).map((copy) => copy.id)
