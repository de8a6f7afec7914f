import type { Person } from '../../../shared/model'
import { fold } from '../../app/fold'

/** The alias that a search most likely hit: one that holds a word of it, else the first; null when there is none. */
export const matchedAlias = (person: Pick<Person, 'aliases'>, query: string): string | null => {
  const words = fold(query).split(/\s+/).filter(Boolean)
  const holds = (alias: string): boolean => words.some((word) => fold(alias).includes(word))
  return person.aliases.find(holds) ?? person.aliases[0] ?? null
}
