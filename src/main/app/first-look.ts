import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Preferences } from '../../shared/model'
import type { WindowState } from './window'

/** Name of the preferences' file, without its ending. */
export const preferencesName = 'preferences'

const readFields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** What the file of the preferences holds, by name; nothing where it can't be read. */
export const readPreferencesFile = (folder: string): Readonly<Record<string, unknown>> =>
  readFields(readJson(join(folder, `${preferencesName}.json`)))

/**
 * What the window needs of the preferences before their store is open, which takes longer than opening the window. Whatever
 * can't be read counts as not kept.
 */
export const firstLook = (folder: string): { readonly window: WindowState; readonly theme: Preferences['theme'] } => {
  const file = readPreferencesFile(folder)
  const { bounds, maximized } = readFields(file['window'])
  const { x, y, width, height } = readFields(bounds)
  const { theme } = readFields(file['preferences'])
  const isKept = [x, y, width, height].every(Number.isFinite)
  return {
    window: {
      bounds: isKept ? { x: Number(x), y: Number(y), width: Number(width), height: Number(height) } : null,
      maximized: maximized === true,
    },
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  }
}
