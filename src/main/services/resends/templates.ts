import type { ResendPath, ResendTemplate } from '../../../shared/model'
import type { PersonRecord } from '../../ledger/ledger'
import type { SourceTemplate } from '../../sources/source'
import { factsOf, isBug, within, type ServiceParts } from '../parts'
import { refAt, type TenantSource } from '../tenant-sources'

/** How long the platform may take to list its templates, and how long its list is good, in milliseconds. */
const listMs = 20_000
const freshMs = 5 * 60_000

/** What can be sent without the platform, where its own templates can't be had or it isn't asked. */
const ownTemplates: readonly Omit<ResendTemplate, 'paths'>[] = [
  {
    id: 'own-training-reminder',
    name: 'Training reminder (our own text)',
    type: 'training-reminder',
    subject: 'Reminder: your security training is waiting',
    text: 'Your security training is waiting for you. Please open it from the training portal. This email was sent again by your support team.',
  },
  {
    id: 'own-test-phish',
    name: 'Test phish (our own text)',
    type: 'phishing-test',
    subject: 'Unusual sign-in to your account',
    text: 'Somebody signed in to your account from a new place. Was it you? This is a harmless test that your support team sent.',
  },
]

/** What a tenant's platform answered when it was asked for its templates. */
export interface PlatformTemplates {
  /** The log source that can be asked to send; null where none can. */
  readonly source: TenantSource | null
  readonly templates: readonly SourceTemplate[]
  /** Why the platform can't be asked, as one sentence; null when it can. */
  readonly refusal: string | null
}

export const createTemplates = (parts: ServiceParts) => {
  const { clock } = parts
  const known = new Map<string, { readonly at: number; readonly answer: Promise<PlatformTemplates> }>()

  const ask = async (tenantId: string): Promise<PlatformTemplates> => {
    const none = (refusal: string) => ({ source: null, templates: [], refusal })
    let sources: readonly TenantSource[]
    try {
      sources = await parts.sourcesOf(tenantId)
    } catch (error) {
      return none(told(error))
    }
    let refusal = 'No log source of this tenant can be asked to send.'
    for (const source of sources) {
      const { resends } = source.reader
      if (!resends) continue
      try {
        const templates = await within(clock, listMs, (signal) => resends.templates(signal))
        return { source, templates, refusal: null }
      } catch (error) {
        refusal = told(error)
      }
    }
    return none(refusal)
  }
  const told = (error: unknown): string => {
    if (isBug(error)) parts.reportBug(error, 'reading the templates of a platform')
    return factsOf(error).message
  }

  /** A refusal is not remembered. */
  const ofPlatform = async (tenantId: string): Promise<PlatformTemplates> => {
    const before = known.get(tenantId)
    const entry = before && clock.now() - before.at < freshMs ? before : { at: clock.now(), answer: ask(tenantId) }
    known.set(tenantId, entry)
    const answer = await entry.answer
    if (answer.refusal !== null && known.get(tenantId) === entry) known.delete(tenantId)
    return answer
  }

  return {
    ofPlatform,
    /** All templates, each with the paths of `direct` it can take and, for those of the platform, that path. */
    list: ({ templates }: PlatformTemplates, direct: readonly ResendPath[]): readonly ResendTemplate[] => [
      ...templates.map(({ ref, sender: _, ...facts }) => ({
        id: ref,
        ...facts,
        paths: ['platform' as const, ...direct],
      })),
      ...(direct.length === 0 ? [] : ownTemplates.map((template) => ({ ...template, paths: direct }))),
    ],
  }
}
export type Templates = ReturnType<typeof createTemplates>

/** Where the platform is asked, and as whom it knows the person; null where it doesn't know them. */
export const deskFor = ({ source }: PlatformTemplates, person: PersonRecord) => {
  const personRef = source && refAt(source, person)
  return source && personRef !== null ? { sourceId: source.id, personRef } : null
}
