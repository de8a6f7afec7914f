import type { PlatformProfile } from '../../../shared/model'
import type { EmailKey, EmailRecord, PersonRecord, SightingEntry } from '../../ledger/ledger'
import type { FoundCopy, MailProvider, Mailbox } from '../../providers/provider'
import type { Hindrances } from '../hindrances'
import { requireEmail } from '../log'
import type { LookUp } from '../look-up'
import type { MailboxResolver } from '../mailbox'
import { isBug, requirePerson, requireProvider, within, type ServiceParts } from '../parts'
import { platformOf, recordSightings, sightingOf } from '../sightings'

/** How long one move, undo or reading may take with its repeats, in milliseconds. */
export const actionMs = 60_000

/** Everything that a change of one email needs to know. */
export interface Scene {
  readonly key: EmailKey
  readonly email: EmailRecord
  readonly person: PersonRecord
  readonly provider: MailProvider
  readonly mailbox: Mailbox
  /** What tells a message of the tenant's platform. */
  readonly platform: PlatformProfile
}

export interface Scenes {
  /** Throws `unknown-email`, `unknown-person`, `manual-tenant`, or what the directory says. */
  of(key: EmailKey): Promise<Scene>
  /** Reads one copy now and keeps what was seen as a sighting; null when it is gone. */
  look(scene: Scene, ref: string): Promise<FoundCopy | null>
  /** Keeps a copy that was just read as a sighting. */
  remember(scene: Scene, copy: FoundCopy): Promise<void>
}

export const createScenes = (
  parts: ServiceParts,
  mailboxOf: MailboxResolver,
  lookUp: LookUp,
  hindrances: Hindrances,
): Scenes => {
  const { ledger, clock } = parts

  const of = async (key: EmailKey): Promise<Scene> => {
    const email = await requireEmail(parts, key)
    const known = await requirePerson(ledger, key)
    const provider = await requireProvider(parts, key.tenantId)
    const platform = await platformOf(ledger, key.tenantId)
    return { key, email, provider, platform, ...(await mailboxOf(provider, known)) }
  }

  /** All copies as a search finds them now; null when it fails, or doesn't find the one that was just read. */
  const everyCopy = async (scene: Scene, ref: string): Promise<SightingEntry | null> => {
    const { provider, person, email } = scene
    const found: SightingEntry[] = []
    try {
      await within(clock, actionMs, (signal) =>
        lookUp(provider, person, { emails: [email], again: true }, signal, (entries) =>
          Promise.resolve(void found.push(...entries)),
        ),
      )
    } catch (error) {
      if (isBug(error)) parts.reportBug(error, 'looking for the other copies of an email')
    }
    return found.find((entry) => entry.copies.some((copy) => copy.ref === ref)) ?? null
  }

  const onlyCopy = (scene: Scene, copy: FoundCopy): Promise<SightingEntry> => {
    const match = copy.messageId === scene.email.messageId ? 'exact' : 'likely'
    const located = { kind: 'found' as const, copies: [{ ...copy, match } as const] }
    const seen = { located, call: 'read after a change', at: clock.now() }
    return sightingOf(ledger, scene.email, seen, hindrances.of(scene.person))
  }

  /** A reading shows one copy. Where others are known, which nobody read just now, news of one has all looked for. */
  const look = async (scene: Scene, ref: string): Promise<FoundCopy | null> => {
    const copy = await within(clock, actionMs, (signal) => scene.provider.readCopy(scene.mailbox, ref, signal))
    if (copy === null) return null
    const known = await knownCopies(scene)
    const before = known.find((record) => record.ref === ref)
    const isNews = before?.origin !== copy.origin || before.unread !== copy.unread
    if (isNews || known.length === 1) await remember(scene, copy)
    return copy
  }

  const knownCopies = async ({ key }: Scene) => (await ledger.readCopies(key, [key.emailId])).get(key.emailId) ?? []

  const remember = async (scene: Scene, copy: FoundCopy): Promise<void> => {
    const hasOthers = (await knownCopies(scene)).some((record) => record.ref !== copy.ref)
    const entry = (hasOthers ? await everyCopy(scene, copy.ref) : null) ?? (await onlyCopy(scene, copy))
    await recordSightings(parts, scene.key, [entry], null)
  }

  return { of, look, remember }
}
