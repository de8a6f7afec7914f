import type { ProxySignIn } from '../../net/way-out/way-out'
import type { ProxySignInStore } from './network'

/** Keeps the proxy's sign-in until the process ends. */
export const createMemorySignIn = (): ProxySignInStore => {
  let held: ProxySignIn | null = null
  const set = (next: ProxySignIn | null): Promise<void> => Promise.resolve(void (held = next))
  return { get: () => Promise.resolve(held), put: set, remove: () => set(null) }
}
