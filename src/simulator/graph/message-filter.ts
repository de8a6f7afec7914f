import type { MicrosoftMessage } from '../world/world'
import { inefficientFilter, invalidFilter, refuse } from './errors'
import { compareWith, holds, leaves, parseFilter, type Filter, type Leaf } from './odata'

const readers: Readonly<Record<string, (message: MicrosoftMessage) => string | number | boolean>> = {
  internetmessageid: (message) => message.internetMessageId,
  subject: (message) => message.subject.toLowerCase(),
  receiveddatetime: (message) => Math.floor(message.receivedAt / 1000) * 1000,
  sentdatetime: (message) => Math.floor(message.sentAt / 1000) * 1000,
  isread: (message) => message.isRead,
  isdraft: (message) => message.isDraft,
  parentfolderid: (message) => message.folderId,
  inferenceclassification: (message) => message.inference,
  'from/emailaddress/address': (message) => message.from.address.toLowerCase(),
  'sender/emailaddress/address': (message) => message.from.address.toLowerCase(),
}

/** Ids are told apart by case, other texts aren't. */
const exact = new Set(['internetmessageid', 'parentfolderid'])

const wanted = (path: string, text: string, value: string | number | boolean): string | number | boolean => {
  if (typeof value === 'boolean') return text === 'true'
  if (typeof value === 'number') return Date.parse(text)
  return exact.has(path) ? text : text.toLowerCase()
}

const test = (message: MicrosoftMessage, leaf: Leaf): boolean => {
  if (leaf.kind === 'any') return invalidFilter()
  const path = leaf.path.toLowerCase()
  const value = readers[path]?.(message)
  if (value === undefined) return invalidFilter()
  const operand = wanted(path, leaf.value, value)
  if (leaf.kind === 'call') {
    if (leaf.name === 'startswith') return String(value).startsWith(String(operand))
    return leaf.name === 'contains' ? String(value).includes(String(operand)) : invalidFilter()
  }
  return compareWith(leaf.operator, value < operand ? -1 : value > operand ? 1 : 0)
}

/** Clauses on one property joined by `or` that the store still takes. */
const mostClauses = 10

export interface MessageFilter {
  readonly keeps: (message: MicrosoftMessage) => boolean
  /** Lower-case property paths in reading order. */
  readonly paths: readonly string[]
}

/** Graph guide: use the $filter query parameter; what the mail store supports of it. */
export const messageFilter = (source: string | null): MessageFilter | null => {
  if (source === null) return null
  const filter: Filter = parseFilter(source) ?? invalidFilter()
  const all = leaves(filter)
  const paths = all.map((leaf) => leaf.path.toLowerCase())
  if (paths.some((path) => readers[path] === undefined)) invalidFilter()
  const dates = all.filter((leaf) => leaf.kind !== 'any' && leaf.path.toLowerCase().endsWith('datetime'))
  if (dates.some((leaf) => leaf.kind !== 'compare' || Number.isNaN(Date.parse(leaf.value))))
    refuse(400, 'BadRequest', 'The DateTimeOffset text is not in a supported format.')
  if (paths.filter((path) => path === 'internetmessageid').length > mostClauses) inefficientFilter()
  return { keeps: (message) => holds(filter, (leaf) => test(message, leaf)), paths }
}

/** Graph guide: $orderby with $filter: what is sorted by has to lead the filter, in the same order. */
export const checkOrder = (
  orderBy: string | null,
  filter: MessageFilter | null,
): readonly { path: string; down: boolean }[] => {
  if (orderBy === null) return []
  const order = orderBy.split(',').map((part) => {
    const [path = '', direction = 'asc'] = part.trim().split(/\s+/)
    return { path: path.toLowerCase(), down: direction.toLowerCase() === 'desc' }
  })
  if (order.some(({ path }) => readers[path] === undefined)) invalidFilter()
  const leading = [...new Set(filter?.paths ?? order.map(({ path }) => path))]
  if (order.some(({ path }, index) => leading[index] !== path)) inefficientFilter()
  return order
}

export const sortedBy = (
  messages: readonly MicrosoftMessage[],
  order: readonly { path: string; down: boolean }[],
): readonly MicrosoftMessage[] =>
  order.length === 0
    ? [...messages].sort((one, other) => other.receivedAt - one.receivedAt)
    : [...messages].sort((one, other) => {
        for (const { path, down } of order) {
          const [left = 0, right = 0] = [readers[path]?.(one), readers[path]?.(other)]
          if (left !== right) return (left < right ? -1 : 1) * (down ? -1 : 1)
        }
        return 0
      })
