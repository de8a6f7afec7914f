import { sightingFreshMs, unknownReasons, type Sighting, type UnknownReason } from '../../shared/model'
import type { CopyRecord, EmailRecord, PersonKey, PersonRecord } from '../ledger/ledger'
import type { Located, LocateResult, MailProvider, WantedEmail } from '../providers/provider'
import { throwIfCancelled, type MailboxResolver } from './mailbox'
import { factsOf, isoOf, requirePerson, type ServiceParts } from './parts'
import { sightingOf } from './sightings'

/** Mail younger than this may not have arrived yet: it is "just sent", not "not found". */
const settlingMs = 5 * 60_000
/** When just-sent mail is looked for again, after the look that didn't find it. */
const settlingDelaysMs = [5_000, 20_000, 60_000] as const

export interface LocateService {
  locate(key: PersonKey, emailIds: readonly string[], again: boolean): Promise<void>
  /** Abandons every look-up under way for this person; their emails keep their last sighting. */
  abandon(key: PersonKey): void
}

type Entry = { emailId: string; sighting: Sighting; copies: CopyRecord[] }

/** The reason in our words for a failure that concerned a whole look-up. */
const reasonOf = (error: unknown): UnknownReason => {
  const { code } = factsOf(error)
  return unknownReasons.find((reason) => reason === code) ?? 'server-error'
}

export const createLocateService = (parts: ServiceParts, mailboxOf: MailboxResolver): LocateService => {
  const { ledger, clock, emit } = parts
  const under = new Map<string, { abort: AbortController; ids: Set<string> }>()
  const keyText = (key: PersonKey): string => `${key.tenantId}|${key.personId}`

  const lookupsOf = (key: PersonKey) => {
    const known = under.get(keyText(key))
    if (known) return known
    const fresh = { abort: new AbortController(), ids: new Set<string>() }
    under.set(keyText(key), fresh)
    return fresh
  }

  const isFresh = (email: EmailRecord): boolean =>
    email.sighting !== null &&
    email.sighting.kind !== 'unknown' &&
    clock.now() - Date.parse(email.sighting.at) < sightingFreshMs

  const record = async (key: PersonKey, entries: readonly Entry[]): Promise<void> => {
    await ledger.addSightings(key, entries)
    for (const { emailId, sighting } of entries) emit({ kind: 'sighted', ...key, emailId, sighting })
  }

  const toEntry = async (email: EmailRecord, result: { located: Located; call: string }): Promise<Entry> => {
    const now = clock.now()
    const young = result.located.kind === 'not-found' && now - Date.parse(email.sentAt) < settlingMs
    const located: Located = young ? { kind: 'unknown', reason: 'just-sent', detail: null } : result.located
    return { emailId: email.id, ...(await sightingOf(ledger, email, located, result.call, now)) }
  }

  /** Collects what arrives together into one transaction, and keeps the order of arrival. */
  const collector = (key: PersonKey, byId: ReadonlyMap<string, EmailRecord>, signal: AbortSignal) => {
    let waiting: LocateResult[] = []
    let writing: Promise<void> = Promise.resolve()
    const settling: string[] = []
    const write = async (): Promise<void> => {
      const results = waiting
      waiting = []
      if (results.length === 0 || signal.aborted) return
      const entries: Entry[] = []
      for (const result of results) {
        const email = byId.get(result.emailId)
        if (!email) continue
        const entry = await toEntry(email, result)
        if (entry.sighting.kind === 'unknown' && entry.sighting.reason === 'just-sent') settling.push(email.id)
        entries.push(entry)
      }
      await record(key, entries)
    }
    return {
      settling,
      report: (result: LocateResult): void => {
        waiting.push(result)
        if (waiting.length === 1) writing = writing.then(write)
      },
      finish: (): Promise<void> => writing,
    }
  }

  const wantedOf = (email: EmailRecord, copies: readonly CopyRecord[] | undefined): WantedEmail => ({
    emailId: email.id,
    messageId: email.messageId,
    sender: email.sender,
    subject: email.subject,
    sentAt: Date.parse(email.sentAt),
    knownRefs: (copies ?? []).map((copy) => copy.ref),
  })

  const lookUp = async (
    provider: MailProvider,
    person: PersonRecord,
    emails: readonly EmailRecord[],
    signal: AbortSignal,
  ): Promise<readonly string[]> => {
    const key = { tenantId: person.tenantId, personId: person.id }
    const results = collector(key, new Map(emails.map((email) => [email.id, email])), signal)
    const mailbox = await mailboxOf(provider, person)
    throwIfCancelled(signal)
    const known = await ledger.readCopies(
      key,
      emails.map((email) => email.id),
    )
    const wanted = emails.map((email) => wantedOf(email, known.get(email.id)))
    await provider.locate(mailbox, wanted, signal, results.report)
    await results.finish()
    return results.settling
  }

  const unknownFor = (emails: readonly EmailRecord[], reason: UnknownReason, detail: string | null): Entry[] =>
    emails.map((email) => ({
      emailId: email.id,
      sighting: { kind: 'unknown', at: isoOf(clock.now()), call: null, reason, detail },
      copies: [],
    }))

  const lookAgainLater = (key: PersonKey, ids: readonly string[], round: number, signal: AbortSignal): void => {
    const delay = settlingDelaysMs[round]
    if (ids.length === 0 || delay === undefined) return
    void clock.sleep(delay, signal).then(
      () => run(key, ids, true, round + 1),
      () => undefined,
    )
  }

  const run = async (key: PersonKey, emailIds: readonly string[], again: boolean, round: number): Promise<void> => {
    const person = await requirePerson(ledger, key)
    const lookups = lookupsOf(key)
    const { signal } = lookups.abort
    const idle = emailIds.filter((id) => !lookups.ids.has(id))
    const emails = (await ledger.readEmails(key, idle))
      .filter((email) => again || !isFresh(email))
      .sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1))
    if (emails.length === 0 || signal.aborted) return
    for (const email of emails) lookups.ids.add(email.id)
    try {
      const provider = await parts.providerOf(key.tenantId)
      if (provider === null) {
        for (const { emailId, sighting } of unknownFor(emails, 'manual-tenant', null)) {
          emit({ kind: 'sighted', ...key, emailId, sighting })
        }
        return
      }
      lookAgainLater(key, await lookUp(provider, person, emails, signal), round, signal)
    } catch (error) {
      if (signal.aborted) return
      const { message, providerCode } = factsOf(error)
      await record(key, unknownFor(emails, reasonOf(error), providerCode ? `${providerCode}: ${message}` : message))
    } finally {
      for (const email of emails) lookups.ids.delete(email.id)
    }
  }

  const abandon = (key: PersonKey): void => {
    const lookups = under.get(keyText(key))
    under.delete(keyText(key))
    lookups?.abort.abort()
  }

  return { locate: (key, emailIds, again) => run(key, emailIds, again, 0), abandon }
}
