import { userInfo } from 'node:os'
import Store from 'electron-store'
import { preferences, type Preferences } from '../../shared/model'
import { preferencesName } from './first-look'
import type { WindowState } from './window'

const accountName = (): string => {
  try {
    return userInfo().username
  } catch {
    return 'engineer'
  }
}

const defaults = (): Preferences => ({
  engineer: accountName(),
  theme: 'system',
  density: 'comfortable',
  timeZone: 'system',
  keys: {},
  lastTenantId: null,
  lastPersonId: null,
  backgroundPaused: false,
  detailShare: 32,
})

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
  const read = (): Preferences => {
    const kept = store.get('preferences')
    const parsed = preferences.safeParse({ ...defaults(), ...(typeof kept === 'object' ? kept : {}) })
    return parsed.success ? parsed.data : defaults()
  }
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
