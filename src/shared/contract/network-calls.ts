import { z } from 'zod'
import type { NetworkReading, NetworkSettings } from '../model'
import { proxyModes, tenantId } from '../model'
import { answers } from './answers'

const proxySchemes = ['http:', 'https:', 'socks5:']
const urlOf = (schemes: readonly string[], message: string) =>
  z
    .string()
    .max(500)
    .refine((text) => text === '' || (URL.canParse(text) && schemes.includes(new URL(text).protocol)), message)

export const networkCalls = {
  'network.read': { input: z.object({}), ...answers<NetworkSettings>() },
  'network.change': {
    input: z
      .object({
        mode: z.enum(proxyModes),
        proxy: urlOf(proxySchemes, 'Write the proxy as http://host:port, https://host:port or socks5://host:port.'),
        bypass: z.string().max(2_000),
        pac: urlOf(['http:', 'https:', 'file:'], 'Write where the script is as http://…, https://… or file://….'),
      })
      .partial(),
    ...answers<NetworkSettings>(),
  },
  /** Keeps the proxy's user name and password in the vault. */
  'network.putProxySignIn': {
    input: z.object({ user: z.string().min(1, 'Enter the user name.').max(300), password: z.string().max(1_000) }),
    ...answers<NetworkSettings>(),
  },
  'network.dropProxySignIn': { input: z.object({}), ...answers<NetworkSettings>() },
  /** Trusts the certificates of a PEM file beside the system's. */
  'network.addRoots': { input: z.object({ certificates: z.string().max(1_000_000) }), ...answers<NetworkSettings>() },
  'network.removeRoot': { input: z.object({ fingerprint: z.string().max(200) }), ...answers<NetworkSettings>() },
  /** Knocks at every endpoint of a tenant, once, without signing in. */
  'network.test': { input: z.object({ tenantId }), ...answers<readonly NetworkReading[]>() },
}
