import { useMemo } from 'react'
import type { Person } from '../../shared/model/person'
import { fold, hasWords } from './fold'

/** People whose name, address, aliases or sign-in name contain every word of a query; all of them for an empty one. */
export const usePeopleMatching = (people: readonly Person[] | null, query: string): readonly Person[] => {
  const folded = useMemo(
    () =>
      (people ?? []).map((person) => ({
        person,
        text: fold([person.name, person.address, ...person.aliases, person.signInName ?? ''].join(' ')),
      })),
    [people],
  )
  return useMemo(() => {
    const wanted = query.trim()
    return folded.filter((each) => wanted === '' || hasWords(each.text, wanted)).map((each) => each.person)
  }, [folded, query])
}
