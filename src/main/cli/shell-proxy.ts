import { Failure } from '../../shared/model'
import type { KeptNetwork } from '../services/network/kept-network'

type Env = Readonly<Record<string, string | undefined>>

/** Whether a host stands on a list such as `localhost, .corp.example, 10.0.0.1:8080, *`. */
const isBypassed = (url: URL, list: string): boolean =>
  list
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [host = '', port] = entry.replace(/^\*(?=\.)/, '').split(':')
      if (host === '*') return true
      if (port !== undefined && port !== (url.port || (url.protocol === 'https:' ? '443' : '80'))) return false
      const suffix = host.toLowerCase().replace(/^\./, '')
      return url.hostname === suffix || url.hostname.endsWith(`.${suffix}`)
    })

const isHere = (url: URL): boolean =>
  url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.')

const words: Readonly<Record<string, string>> = { 'http:': 'PROXY', 'https:': 'HTTPS', 'socks5:': 'SOCKS5' }

/** `host:3128`, `http://host:3128` or `https=host:3128;http=…` as a line of a proxy list. */
const lineOf = (rules: string, url: URL): string => {
  const byScheme = rules
    .split(';')
    .map((rule) => rule.trim().split('='))
    .find(([scheme, host]) => host === undefined || `${scheme}:` === url.protocol)
  const given = byScheme?.at(-1)?.trim() ?? ''
  if (given === '') return 'DIRECT'
  const proxy = new URL(given.includes('://') ? given : `http://${given}`)
  const word = words[proxy.protocol]
  return word === undefined ? given : `${word} ${proxy.hostname}:${proxy.port || '80'}`
}

/**
 * The proxy of an address where no Chromium can be asked: the kept settings, and for those of the system the variables that
 * command-line tools read. A PAC script needs the app's own program.
 */
export const shellProxy = async (address: string, settings: KeptNetwork, env: Env): Promise<string> => {
  const url = new URL(address)
  if (isHere(url)) return 'DIRECT'
  const variable = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? ''
  switch (settings.mode) {
    case 'none':
      return 'DIRECT'
    case 'manual':
      return isBypassed(url, settings.bypass) ? 'DIRECT' : lineOf(settings.proxy, url)
    case 'pac':
      throw new Failure({
        code: 'not-allowed',
        message: 'The proxy is chosen by a PAC script, which plain Node can’t run: use the installed app with --cli.',
      })
    case 'system': {
      if (isBypassed(url, variable('NO_PROXY'))) return 'DIRECT'
      return lineOf(variable(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') || variable('ALL_PROXY'), url)
    }
  }
}
