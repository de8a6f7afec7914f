import type { Agreement } from '../../../shared/model/directory'
import type { Person } from '../../../shared/model/person'
import type { Tenant } from '../../../shared/model/tenant'
import type { Tone } from '../../ui/chip'
import { statusWords } from './person-words'

/** How the platform's list and the directory agree, in words and in its tint. */
export const agreementWords: Readonly<Record<Agreement, readonly [word: string, tone: Tone]>> = {
  both: ['Agree', 'calm'],
  'platform-only': ['Not in the directory', 'warm'],
  'directory-only': ['Not in the platform', 'warm'],
  'address-differs': ['Address differs', 'warm'],
  neither: ['In neither', 'none'],
}

/** What the platform's own list says of a person, with where that is known from. */
export const platformSentence = (
  { inPlatform }: Pick<Person, 'inPlatform'>,
  tenant: Pick<Tenant, 'logSources'> | null,
): string => {
  if (inPlatform === null) return 'The platform’s own list doesn’t have this person.'
  const source = tenant?.logSources.find(({ id }) => id === inPlatform.sourceId)?.name ?? 'a log source'
  return `${statusWords[inPlatform.status][0]} in our system as ${inPlatform.address}, says ${source}.`
}

export const directorySentence = ({ inDirectory }: Pick<Person, 'inDirectory'>): string =>
  inDirectory === null
    ? 'The directory as last read doesn’t have this person.'
    : `${statusWords[inDirectory.status][0]} in the directory as ${inDirectory.address}.`
