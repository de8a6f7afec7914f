import { create } from 'zustand'

interface Connection {
  /** What main last said; until then, what the browser thinks. */
  readonly online: boolean
}

export const useConnectionStore = create<Connection>(() => ({ online: navigator.onLine }))

/** Whether the network can be reached, as far as anybody knows. */
export const useOnline = (): boolean => useConnectionStore((state) => state.online)
