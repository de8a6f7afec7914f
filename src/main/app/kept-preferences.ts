import { userInfo } from 'node:os'
import { preferences, type Preferences } from '../../shared/model'

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

/** The preferences as their file has them; what is missing or can't be read falls back to defaults. */
export const keptPreferences = (kept: unknown): Preferences => {
  const parsed = preferences.safeParse({ ...defaults(), ...(typeof kept === 'object' ? kept : {}) })
  return parsed.success ? parsed.data : defaults()
}
