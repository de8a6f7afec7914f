import type { MappingProblem } from '../../../shared/model'
import { instantOf } from './dates'
import { pick, textOf } from './pick'

/** Where the fields of one kind of row lie, and what the platform's words for some of them mean. */
export interface RowShape {
  readonly fields: Readonly<Record<string, string | undefined>>
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
}
export interface DateShape {
  readonly dates: string
  readonly zone: string
}

/** Reads the fields of one row and gathers what is wrong with it. Nothing here throws, whatever the row is. */
export const readFields = (row: unknown, shape: RowShape, { dates, zone }: DateShape) => {
  const problems: MappingProblem[] = []
  const at = (field: string): unknown => {
    const path = shape.fields[field]
    return path === undefined ? undefined : pick(row, path)
  }
  const wrong = (field: string, message: string): undefined => {
    problems.push({ field, message })
    return undefined
  }
  const missing = (field: string): undefined =>
    wrong(field, `There is nothing at ${shape.fields[field] || 'the path of this field'}.`)

  const optional = (field: string): string | null => textOf(at(field)) ?? null
  return {
    problems,
    missing,
    wrong,
    optional,
    required: (field: string): string | undefined => optional(field) ?? missing(field),
    address: (field: string): string | undefined => {
      const text = optional(field)
      if (text === null) return missing(field)
      const address = /<([^<>\s]+)>\s*$/.exec(text)?.[1] ?? text
      return /^[^\s@]+@[^\s@]+$/.test(address) ? address : wrong(field, `“${shorten(text)}” is no address.`)
    },
    /** Epoch milliseconds. */
    instant: (field: string): number | undefined => {
      const value = at(field)
      if (value === undefined) return missing(field)
      const instant = instantOf(value, dates, zone)
      if (instant !== null) return instant
      return wrong(field, `“${shorten(textOf(value) ?? typeof value)}” is no date of the form ${dates}.`)
    },
    count: (field: string): number => {
      const value = at(field)
      if (value === undefined) return 0
      const number = Number(textOf(value) ?? Number.NaN)
      if (Number.isSafeInteger(number) && number >= 0) return number
      wrong(field, `“${shorten(textOf(value) ?? typeof value)}” is no count.`)
      return 0
    },
    /** Our word for theirs; null for one that isn't listed, undefined where neither is said nor assumed. */
    word: <Ours extends string>(field: string, ours: readonly Ours[]): Ours | null | undefined => {
      const said = textOf(at(field))
      const meant = said === undefined ? undefined : meaningOf(said, shape.words[field] ?? {}, ours)
      const other = ownWord(shape.words[field] ?? {}, '*')
      const known = ours.find((one) => one === (meant ?? other))
      return known ?? (said === undefined ? undefined : null)
    },
  }
}

const meaningOf = (said: string, words: Readonly<Record<string, string>>, ours: readonly string[]) => {
  const folded = said.toLowerCase()
  const listed = Object.entries(words).find(([theirs]) => theirs.trim().toLowerCase() === folded)?.[1]
  return ownWord(words, said) ?? listed ?? ours.find((one) => one === folded)
}

const ownWord = (words: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined

/** What a problem quotes of a value. */
export const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
