import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { whileLocked } from './file-lock'
import { writeWhole } from './write-whole'

export interface JsonFile<Value> {
  /** As it is now, also when another program changed it. */
  read(): Value
  /** Writes what `work` makes of it; a window and a shell that do so at once lose neither's change. */
  change(work: (value: Value) => Value): void
}

/** Keeps one value in a file; what is missing or can't be read is `initial`. Nothing secret belongs in it. */
export const openJsonFile = <Value>(file: string, schema: z.ZodType<Value>, initial: Value): JsonFile<Value> => {
  let known: { readonly value: Value; readonly stamp: string } | null = null
  /** Changes with the file: it is replaced by another one each time, never written over. */
  const stampNow = (): string => {
    const found = statSync(file, { throwIfNoEntry: false, bigint: true })
    return found ? `${found.ino} ${found.mtimeNs}` : ''
  }
  const load = (): Value => {
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return initial
    }
  }
  const read = (): Value => {
    // Taken before reading: a change in between is read the next time.
    const stamp = stampNow()
    if (known?.stamp !== stamp) known = { value: load(), stamp }
    return known.value
  }
  return {
    read,
    change: (work) => {
      mkdirSync(dirname(file), { recursive: true })
      whileLocked(file, () => writeWhole(file, `${JSON.stringify(work(read()), null, 2)}\n`))
    },
  }
}
