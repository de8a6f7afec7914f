import { limits } from './limits'

export type Entry = Readonly<Record<string, unknown>>

export const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How deep a value may lie: `from.emailAddress.address`. */
const deepest = 4

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((text) => text !== '')
      .join('; ')
  return ''
}

/** Columns of entries: the paths of their values in the order in which they first appear. */
export const pathsOf = (entries: readonly Entry[]): readonly string[] => {
  const paths = new Set<string>()
  const walk = (entry: Entry, before: string, depth: number): void => {
    for (const [name, value] of Object.entries(entry)) {
      if (paths.size >= limits.columns) return
      const path = before + name
      if (isEntry(value) && depth < deepest) walk(value, `${path}.`, depth + 1)
      else paths.add(path)
    }
  }
  for (const entry of entries) walk(entry, '', 1)
  return [...paths]
}

const pick = (entry: Entry, path: string): unknown => {
  if (Object.hasOwn(entry, path)) return entry[path]
  let value: unknown = entry
  for (const name of path.split('.')) {
    if (!isEntry(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

/** The values of an entry at these paths, as text. */
export const cellsAt = (entry: Entry, paths: readonly string[]): readonly string[] =>
  paths.map((path) => textOf(pick(entry, path)))
