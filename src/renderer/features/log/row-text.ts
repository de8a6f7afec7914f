import type { ProviderKind, SentEmail, Sighting } from '../../../shared/model'
import { longTime } from '../../ui/time'
import { eventNames, methodNames, sightingWords, typeTitles } from '../email'

// A tab or line break inside a value would tear the row apart where it is pasted.
const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ')

/** One row as tab-separated text in the table's order of columns, its time with the zone spelt out. */
export const rowText = (email: SentEmail, sighting: Sighting | null, provider: ProviderKind, zone: string): string =>
  [
    typeTitles[email.type],
    email.subject,
    `${longTime(email.sentAt, zone)} ${zone}`,
    methodNames[email.method],
    email.latestEvent === null ? '' : eventNames[email.latestEvent.kind],
    sightingWords(sighting, provider).text,
  ]
    .map(cell)
    .join('\t')
