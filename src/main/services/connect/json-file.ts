import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { writeWhole } from '../network/write-whole'

export interface JsonFile<Value> {
  read(): Value
  write(next: Value): void
}

/** Keeps one value in a file; what is missing or can't be read is `initial`. Nothing secret belongs in it. */
export const openJsonFile = <Value>(file: string, schema: z.ZodType<Value>, initial: Value): JsonFile<Value> => {
  let known: { readonly value: Value } | null = null
  const load = (): Value => {
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return initial
    }
  }
  return {
    read: () => (known ??= { value: load() }).value,
    write: (value) => {
      writeWhole(file, `${JSON.stringify(value, null, 2)}\n`)
      known = { value }
    },
  }
}
