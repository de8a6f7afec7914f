/** Text as it is compared while searching: no accents, no case, `ß` as `ss`. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss')

/** True when every word of the query occurs somewhere in the text, in any order. `haystack` is folded already. */
export const hasWords = (haystack: string, query: string): boolean =>
  fold(query)
    .split(/\s+/u)
    .every((word) => haystack.includes(word))
