import type { EmailDetail } from '../../../shared/contract'
import type { ProviderKind, Rescue, Sighting } from '../../../shared/model'
import { leadingCopy } from '../../../shared/model/sighting'
import type { Tone } from '../../ui/chip'
import { placePhrase, sightingWords } from './places'
import { unknownWords } from './unknown-words'
import { eventNames, methodNames } from './words'

/** One line of an email's history. */
export interface TrailEntry {
  readonly key: string
  readonly at: string
  readonly kind: 'delivery' | 'sighting' | 'rescue'
  readonly title: string
  readonly note: string | null
  /** The call that gave the fact, for the hover; null where there was none. */
  readonly call: string | null
  readonly tone: Tone
}

const sightingEntry = (sighting: Sighting, provider: ProviderKind): TrailEntry => {
  const words = sightingWords(sighting, provider)
  const lead = leadingCopy(sighting)
  const likely = lead?.match === 'likely' ? ', likely' : ''
  const more = words.more === 0 ? '' : ` and in ${words.more === 1 ? 'one more place' : `${words.more} more places`}`
  const title =
    sighting.kind === 'found'
      ? `Seen in ${lead === null ? words.text : placePhrase(lead.place, provider)}${likely}${more}`
      : sighting.kind === 'not-found'
        ? 'Looked for, not found'
        : 'Looked for, no answer'
  const note = sighting.kind === 'unknown' ? unknownWords(sighting.reason) : null
  const { at, call } = sighting
  return { key: `s ${at} ${title}`, at, kind: 'sighting', title, note, call, tone: words.tone }
}

const rescueEntries = (rescue: Rescue, provider: ProviderKind): readonly TrailEntry[] => {
  const before = placePhrase(rescue.before, provider)
  const base = { kind: 'rescue', note: `by ${rescue.engineer}`, call: null } as const
  const start: TrailEntry = {
    ...base,
    key: `r ${rescue.id}`,
    at: rescue.startedAt,
    title: rescue.state === 'failed' ? `Move from ${before} failed` : `Moved from ${before} to the Inbox`,
    note: rescue.state === 'failed' && rescue.error !== null ? rescue.error.message : base.note,
    tone: rescue.state === 'failed' ? 'hot' : 'calm',
  }
  const last = rescue.readings.at(-1)
  const movedBack: readonly TrailEntry[] =
    rescue.state === 'moved-back' && last !== undefined
      ? [
          {
            ...base,
            key: `b ${rescue.id}`,
            at: last.at,
            title: rescue.after === null ? 'Moved away again' : `Moved back to ${placePhrase(rescue.after, provider)}`,
            note: 'by something in the mailbox, not by us',
            tone: 'warm',
          },
        ]
      : []
  const undone: readonly TrailEntry[] =
    rescue.undoneAt === null
      ? []
      : [{ ...base, key: `u ${rescue.id}`, at: rescue.undoneAt, title: `Put back in ${before}`, tone: 'none' }]
  return [start, ...movedBack, ...undone]
}

/** Keeps the first and the last of a run of equal sightings: ten checks that say the same are two facts. */
const withoutRepeats = (oldestFirst: readonly TrailEntry[]): readonly TrailEntry[] =>
  oldestFirst.filter((entry, index) => {
    if (entry.kind !== 'sighting') return true
    return oldestFirst[index - 1]?.title !== entry.title || oldestFirst[index + 1]?.title !== entry.title
  })

/** Everything that is known to have happened to an email, oldest first. */
export const trailOf = (detail: EmailDetail, provider: ProviderKind): readonly TrailEntry[] => {
  const delivery = detail.events.map((event, index): TrailEntry => {
    const bad = event.kind === 'bounced' || event.kind === 'failed'
    return {
      key: `d ${index}`,
      at: event.at,
      kind: 'delivery',
      title: event.kind === 'sent' ? `Sent by ${methodNames[detail.email.method]}` : eventNames[event.kind],
      note: event.detail,
      call: null,
      tone: bad ? 'hot' : event.kind === 'deferred' ? 'warm' : 'none',
    }
  })
  const sightings = detail.sightings.map((sighting) => sightingEntry(sighting, provider))
  const rescues = detail.rescues.flatMap((rescue) => rescueEntries(rescue, provider))
  return withoutRepeats([...delivery, ...sightings, ...rescues].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)))
}
