import type { MantineColorSchemeManager } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { factsOf } from './client'
import { changePreferences, usePreferencesStore } from './preferences'
import { toast } from './toasts'

const darkQuery = '(prefers-color-scheme: dark)'

/** The scheme in use: the engineer's choice, else the system's. */
export const useScheme = (): 'light' | 'dark' => {
  const theme = usePreferencesStore((state) => state.preferences?.theme ?? 'system')
  const systemIsDark = useMediaQuery(darkQuery, undefined, { getInitialValueInEffect: false })
  return theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme
}

/** The choice stays in the preferences: the page's own storage isn't asked, whose first reading holds up the first page. */
export const noSchemeStorage: MantineColorSchemeManager = {
  get: (scheme) => scheme,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
}

/** Turns light into dark and back, as a choice that stays. */
export const toggleTheme = async (): Promise<void> => {
  const theme = usePreferencesStore.getState().preferences?.theme ?? 'system'
  const isDark = theme === 'system' ? window.matchMedia(darkQuery).matches : theme === 'dark'
  try {
    await changePreferences({ theme: isDark ? 'light' : 'dark' })
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message, tenantId: null })
  }
}
