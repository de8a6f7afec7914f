import { create } from 'zustand'
import type { Preferences } from '../../shared/model/preferences'
import { zoneOf } from '../ui/time'
import { call } from './client'

interface PreferencesState {
  /** Null until they were read, once, at start. */
  readonly preferences: Preferences | null
}

export const usePreferencesStore = create<PreferencesState>(() => ({ preferences: null }))

/** Reads the preferences; throws a Failure when main can't give them. */
export const readPreferences = async (): Promise<Preferences> => {
  const preferences = await call('preferences.read', {})
  usePreferencesStore.setState({ preferences })
  return preferences
}

/** Changes some preferences and shows what main made of them; throws a Failure when it refuses. */
export const changePreferences = async (change: Partial<Preferences>): Promise<void> => {
  usePreferencesStore.setState({ preferences: await call('preferences.change', change) })
}

/** The IANA zone in which times are shown. */
export const useZone = (): string => zoneOf(usePreferencesStore((state) => state.preferences?.timeZone ?? 'system'))

/** Height of a table row in pixels, as the density wants it; theme.css says the same. */
export const useRowHeight = (): number =>
  usePreferencesStore((state) => (state.preferences?.density === 'compact' ? 30 : 34))
