import { eachItem, readJsonPath } from '../../../shared/model'

/** Every value at a path, in order; several only where the path names each item of a list. Never throws. */
export const pickAll = (value: unknown, path: string): readonly unknown[] => {
  let values: readonly unknown[] = [value]
  for (const step of readJsonPath(path) ?? [])
    values = values.flatMap((one) => {
      if (step === eachItem) return Array.isArray(one) ? (one as unknown[]) : []
      if (Array.isArray(one)) return typeof step === 'number' && step < one.length ? [one[step] as unknown] : []
      // Names of every object's own machinery are no fields.
      if (typeof one !== 'object' || one === null || !Object.hasOwn(one, step)) return []
      return [(one as Record<string | number, unknown>)[step]]
    })
  return values
}

/** The first value at a path that says anything. */
export const pick = (value: unknown, path: string): unknown =>
  pickAll(value, path).find((one) => one !== null && one !== undefined && one !== '')

/** The value as a line of text; undefined for what is none. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
