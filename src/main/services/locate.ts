import { lastKnownOf, sightingFreshMs, unknownReasons, type UnknownReason } from '../../shared/model'
import type { EmailRecord, PersonKey, SightingEntry } from '../ledger/ledger'
import type { Hindrances } from './hindrances'
import type { LookUp } from './look-up'
import { factsOf, inBackground, isBug, isoOf, requirePerson, throwIfCancelled, type ServiceParts } from './parts'
import { recordSightings } from './sightings'
import type { Visits } from './visits'

/** When just-sent mail is looked for again, after the look that didn't find it. */
const settlingDelaysMs = [5_000, 20_000, 60_000] as const

export interface LocateService {
  /**
   * Resolves when all were looked for, by this call or by one that was under way already; leaving the person ends it
   * early. What is asked for `again` while it is under way is looked for once more afterwards.
   */
  locate(key: PersonKey, emailIds: readonly string[], again: boolean): Promise<void>
}

/** A look-up under way, from its start to its end. */
interface Look {
  done: Promise<void>
}

/** The look-ups of one visit to a person. */
interface Looks {
  /** By email, until its sighting is known. */
  readonly running: Map<string, Look>
  /** Asked for again meanwhile: the answer under way may be older than the question. */
  readonly repeat: Set<string>
}

interface Asked {
  readonly key: PersonKey
  /** Of the visit. */
  readonly signal: AbortSignal
  readonly again: boolean
  /** How often just-sent mail was waited for. */
  readonly round: number
}

/** The reason in our words for a failure that concerned a whole look-up. */
export const reasonOf = (error: unknown): UnknownReason => {
  const { code } = factsOf(error)
  return unknownReasons.find((reason) => reason === code) ?? 'server-error'
}

export const createLocateService = (
  parts: ServiceParts,
  lookUp: LookUp,
  visits: Visits,
  hindrances: Hindrances,
): LocateService => {
  const { ledger, clock, emit } = parts
  const looksOf = new WeakMap<AbortSignal, Looks>()

  const isFresh = ({ sighting }: EmailRecord): boolean =>
    sighting !== null && sighting.kind !== 'unknown' && clock.now() - Date.parse(sighting.at) < sightingFreshMs

  const failed = (emails: readonly EmailRecord[], error: unknown): SightingEntry[] => {
    const { message, providerCode } = factsOf(error)
    const reason = reasonOf(error)
    const detail = providerCode ? `${providerCode}: ${message}` : message
    const at = isoOf(clock.now())
    return emails.map(({ id }) => ({
      emailId: id,
      sighting: { kind: 'unknown', at, call: null, reason, detail },
      copies: [],
    }))
  }

  /** Nobody was asked, so that the ledger learns nothing. */
  const tellManual = (key: PersonKey, emails: readonly EmailRecord[]): void => {
    const common = {
      kind: 'unknown',
      at: isoOf(clock.now()),
      call: null,
      reason: 'manual-tenant',
      detail: null,
    } as const
    for (const { id, sighting } of emails) {
      emit({ kind: 'sighted', ...key, emailId: id, sighting: { ...common, lastKnown: lastKnownOf(sighting) } })
    }
  }

  const lookAgainLater = (asked: Asked, ids: readonly string[]): void => {
    const delay = settlingDelaysMs[asked.round]
    if (ids.length === 0 || delay === undefined) return
    const later = async (): Promise<void> => {
      await clock.sleep(delay, asked.signal)
      await ask({ ...asked, again: true, round: asked.round + 1 }, ids)
    }
    inBackground(parts, 'looking again for just-sent mail', later())
  }

  const lookOnce = async (asked: Asked, ids: readonly string[], told: (emailId: string) => void): Promise<void> => {
    const { key, signal, again } = asked
    const person = await requirePerson(ledger, key)
    const emails = (await ledger.readEmails(key, ids))
      .filter((email) => again || !isFresh(email))
      .sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1))
    if (emails.length === 0 || signal.aborted) return
    const open = new Map(emails.map((email) => [email.id, email]))
    const settling: string[] = []
    const take = async (entries: readonly SightingEntry[]): Promise<void> => {
      await recordSightings(parts, key, entries, signal)
      for (const { emailId, sighting } of entries) {
        if (sighting.kind === 'unknown' && sighting.reason === 'just-sent') settling.push(emailId)
        open.delete(emailId)
        told(emailId)
      }
    }
    try {
      const provider = await parts.providerOf(key.tenantId)
      throwIfCancelled(signal)
      if (provider === null) return tellManual(key, emails)
      await lookUp(provider, person, { emails, again }, signal, take)
    } catch (error) {
      if (isBug(error)) parts.reportBug(error, 'looking for emails')
      await recordSightings(parts, key, failed([...open.values()], error), signal)
    }
    lookAgainLater(asked, settling)
  }

  /** Looks for these emails, and once more for those that were asked for again before their sighting was known. */
  const run = async (asked: Asked, ids: readonly string[], look: Look, { running, repeat }: Looks): Promise<void> => {
    const isOurs = (id: string): boolean => running.get(id) === look
    const told = (id: string): void => {
      if (isOurs(id) && !repeat.has(id)) running.delete(id)
    }
    try {
      await lookOnce(asked, ids, told)
      for (;;) {
        const more = ids.filter((id) => isOurs(id) && repeat.delete(id))
        if (more.length === 0 || asked.signal.aborted) return
        await lookOnce({ ...asked, again: true }, more, told)
      }
    } finally {
      for (const id of ids.filter(isOurs)) {
        running.delete(id)
        repeat.delete(id)
      }
    }
  }

  const ask = async (asked: Asked, emailIds: readonly string[]): Promise<void> => {
    const looks = looksOf.get(asked.signal) ?? { running: new Map<string, Look>(), repeat: new Set<string>() }
    looksOf.set(asked.signal, looks)
    const { running, repeat } = looks
    const wanted = [...new Set(emailIds)]
    const under = wanted.filter((id) => running.has(id))
    if (asked.again) for (const id of under) repeat.add(id)
    const idle = wanted.filter((id) => !running.has(id))
    const waitedFor: Look[] = [...new Set(under.flatMap((id) => running.get(id) ?? []))]
    if (idle.length > 0) {
      // Claimed before anything is waited for: nobody else looks for the same, and leaving ends this too.
      const look: Look = { done: Promise.resolve() }
      waitedFor.push(look)
      for (const id of idle) running.set(id, look)
      look.done = run(asked, idle, look, looks)
    }
    await Promise.all(waitedFor.map(({ done }) => done))
  }

  return {
    locate: (key, emailIds, again) => {
      const { tenantId, personId } = key
      // Somebody who asks again wants to see whether a refusal still holds.
      if (again) hindrances.forget(tenantId)
      return ask({ key: { tenantId, personId }, signal: visits.signalOf(key), again, round: 0 }, emailIds)
    },
  }
}
