import { session, type ProxyConfig } from 'electron'
import type { KeptNetwork } from '../services/network/kept-network'

type ProxySettings = Pick<KeptNetwork, 'mode' | 'proxy' | 'bypass' | 'pac'>

const configs: { readonly [Mode in ProxySettings['mode']]: (settings: ProxySettings) => ProxyConfig } = {
  system: () => ({ mode: 'system' }),
  none: () => ({ mode: 'direct' }),
  manual: ({ proxy, bypass }) => ({ mode: 'fixed_servers', proxyRules: proxy, proxyBypassRules: bypass }),
  pac: ({ pac }) => ({ mode: 'pac_script', pacScript: pac }),
}

/** The kept settings as Chromium wants them. */
export const proxyConfigOf = (settings: ProxySettings): ProxyConfig => configs[settings.mode](settings)

/** Lets Chromium find the proxy of an address: it knows every system's settings, and runs PAC scripts in its sandbox. */
export const systemProxy = {
  apply: (settings: ProxySettings): Promise<void> => session.defaultSession.setProxy(proxyConfigOf(settings)),
  resolve: (url: string): Promise<string> => session.defaultSession.resolveProxy(url),
}
