import type { NetworkService } from '../services/network/network'
import type { Handlers } from './answer'

export const createNetworkHandlers = (network: NetworkService) =>
  ({
    'network.read': () => network.read(),
    'network.change': (change) => network.change(withoutUndefined(change)),
    'network.putProxySignIn': (signIn) => network.putProxySignIn(signIn),
    'network.dropProxySignIn': () => network.dropProxySignIn(),
    'network.addRoots': ({ certificates }) => network.addRoots(certificates),
    'network.removeRoot': ({ fingerprint }) => network.removeRoot(fingerprint),
    'network.test': ({ tenantId }) => network.test(tenantId),
  }) satisfies Partial<Handlers>

const withoutUndefined = <Change extends object>(change: Change) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Change]?: Exclude<Change[Key], undefined>
  }
