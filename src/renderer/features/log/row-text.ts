import type { ProviderKind, SentEmail, Sighting } from '../../../shared/model'
import { longTime } from '../../ui/time'
import { eventNames, lastFound, methodNames, sightingWords, typeTitles } from '../email'

// A tab or line break inside a value would tear the row apart where it is pasted.
const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ')

const placeOf = (sighting: Sighting | null, provider: ProviderKind, zone: string): string => {
  const { text } = sightingWords(sighting, provider)
  const found = lastFound(sighting)
  if (found === null || found === sighting) return text
  return `last seen in ${sightingWords(found, provider).text}, ${longTime(found.at, zone)} ${zone} (${text})`
}

/** One row as tab-separated text in the table's order of columns, its time with the zone spelt out. */
export const rowText = (email: SentEmail, sighting: Sighting | null, provider: ProviderKind, zone: string): string =>
  [
    typeTitles[email.type],
    email.subject,
    `${longTime(email.sentAt, zone)} ${zone}`,
    methodNames[email.method],
    email.latestEvent === null ? '' : eventNames[email.latestEvent.kind],
    placeOf(sighting, provider, zone),
  ]
    .map(cell)
    .join('\t')
