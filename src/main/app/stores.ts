import Store from 'electron-store'
import { preferences, type Preferences } from '../../shared/model'
import { preferencesName } from './first-look'
import { keptPreferences } from './kept-preferences'
import type { WindowState } from './window'

export interface PreferencesStore {
  read(): Preferences
  change(change: Partial<Preferences>): Preferences
}

export interface Stores {
  readonly preferences: PreferencesStore
  readonly keepWindow: (state: WindowState) => void
}

/** Preferences and window state, in the user's folder. No business data, no secrets. What can't be read falls back to defaults. */
export const openStores = (folder: string): Stores => {
  const store = new Store<{ preferences: unknown; window: WindowState }>({
    name: preferencesName,
    cwd: folder,
    clearInvalidConfig: true,
  })
  const read = (): Preferences => keptPreferences(store.get('preferences'))
  return {
    preferences: {
      read,
      change: (change) => {
        const next = preferences.parse({ ...read(), ...change })
        store.set('preferences', next)
        return next
      },
    },
    keepWindow: (state) => store.set('window', state),
  }
}
