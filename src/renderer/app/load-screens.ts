import { useEffect } from 'react'
import { create } from 'zustand'

type Screens = typeof import('./screens')

const useScreensStore = create<{ readonly screens: Screens | null }>(() => ({ screens: null }))

let loading: Promise<void> | null = null

/** Loads every screen but the log, once; where the app's own files couldn't be read, the next call tries again. */
export const loadScreens = (): Promise<void> =>
  (loading ??= import('./screens').then(
    (screens) => useScreensStore.setState({ screens }),
    () => void (loading = null),
  ))

/** The screens; null until they are loaded, which asking for them begins where `wanted`. */
export const useScreens = (wanted: boolean): Screens | null => {
  const screens = useScreensStore((state) => state.screens)
  useEffect(() => {
    if (wanted) void loadScreens()
  }, [wanted])
  return screens
}
