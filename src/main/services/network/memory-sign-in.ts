import type { ProxySignIn } from '../../net/way-out/way-out'
import type { ProxySignInStore } from './network'

/** Keeps the proxy's sign-in until the app ends. */
export const createMemorySignIn = (): ProxySignInStore => {
  let held: ProxySignIn | null = null
  return {
    get: () => held,
    put: (signIn) => void (held = signIn),
    remove: () => void (held = null),
  }
}
