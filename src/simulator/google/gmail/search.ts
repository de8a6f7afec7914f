import type { GoogleMessage } from '../../world/world'

/** One condition of a search; `text` is anything without an operator we know. */
interface Term {
  readonly operator: string
  readonly value: string
  readonly negated: boolean
}

/** A search as `q` spells it. */
export interface Search {
  matches(message: GoogleMessage): boolean
  /** True when the search itself names Spam, Trash or everything, so that those aren't left out. */
  readonly reachesSpam: boolean
  readonly reachesTrash: boolean
}

/** Reads `q` (Gmail Help, "Refine searches in Gmail"; Gmail API, "Search and filter messages"). All terms must hold. */
export const readSearch = (q: string): Search => {
  const terms = readTerms(q)
  const names = (place: string): boolean =>
    terms.some(
      (term) => !term.negated && term.operator === 'in' && [place, 'anywhere'].includes(term.value.toLowerCase()),
    )
  return {
    matches: (message) => terms.every((term) => holds(term, message) !== term.negated),
    reachesSpam: names('spam'),
    reachesTrash: names('trash'),
  }
}

const readTerms = (q: string): readonly Term[] =>
  [...q.matchAll(/(-)?(?:([a-z0-9]+):)?(?:"([^"]*)"|\(([^)]*)\)|(\S+))/giu)].map((found) => {
    const [, minus, operator, quoted, bracketed, bare] = found
    return {
      negated: minus !== undefined,
      operator: operator?.toLowerCase() ?? 'text',
      value: quoted ?? bracketed ?? bare ?? '',
    }
  })

const holds = (term: Term, message: GoogleMessage): boolean => {
  const { operator, value } = term
  switch (operator) {
    case 'rfc822msgid':
      // Searching ignores case; telling two ids apart that differ in nothing else is left to the caller.
      return bare(message.messageIdHeader) === bare(value)
    case 'from':
      return containsWords(`${message.from.name} ${message.from.address}`, value)
    case 'to':
      return containsWords(message.to, value)
    case 'subject':
      return containsWords(message.subject, value)
    case 'after':
      return message.internalDate >= instantOf(value)
    case 'before':
      return message.internalDate < instantOf(value)
    case 'in':
      return inPlace(message, value.toLowerCase())
    case 'is':
      return value.toLowerCase() === 'snoozed' ? message.snoozed : message.labelIds.includes(value.toUpperCase())
    case 'label':
      return message.labelIds.some((label) => label.toLowerCase() === value.toLowerCase())
    default:
      return containsWords(`${message.subject} ${message.from.name} ${message.from.address} ${message.to}`, value)
  }
}

const inPlace = (message: GoogleMessage, place: string): boolean => {
  if (place === 'anywhere') return true
  if (place === 'snoozed') return message.snoozed
  if (place === 'archive')
    return !['INBOX', 'SPAM', 'TRASH', 'SENT', 'DRAFT'].some((id) => message.labelIds.includes(id))
  return message.labelIds.includes(place.toUpperCase())
}

/** Dates without a time are midnight Pacific, whatever zone the mailbox is in. Seconds otherwise. NaN matches nothing. */
const instantOf = (value: string): number => {
  const day = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(value)
  if (day !== null) return Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]), 8)
  return /^\d+$/.test(value) ? Number(value) * 1000 : Number.NaN
}

const bare = (id: string): string => id.trim().replace(/^<|>$/g, '').toLowerCase()

/** True when the words of `needle` stand side by side in `text`; case and punctuation don't count. */
const containsWords = (text: string, needle: string): boolean => ` ${words(text)} `.includes(` ${words(needle)} `)

const words = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
    .join(' ')
