import { create } from 'zustand'

/** How old what the page shows is: which thing, and when it was last read completely. */
interface Seen {
  readonly what: 'log' | 'people' | null
  readonly at: string | null
}

export const useSeenStore = create<Seen>(() => ({ what: null, at: null }))

/** Tells the top bar how old what is seen is: "log 2 min old". Null when it was never read; called by the page shown. */
export const setSeenAt = (at: string | null, what: Seen['what']): void => useSeenStore.setState({ what, at })
