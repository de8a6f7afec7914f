/** One way to a server, as the system's proxy settings (or its PAC script) name it. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly url: string }
  /** A kind of proxy we can't speak to, in the list's own words. */
  | { readonly kind: 'foreign'; readonly text: string }

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS5: 'socks5',
}

/**
 * Reads a list in the form that PAC scripts answer with: `PROXY a:3128; HTTPS b:443; SOCKS5 c:1080; DIRECT`. Tried from left
 * to right. `SOCKS` alone means version 4, which can't carry names and isn't spoken here. An empty list goes direct.
 */
export const readProxyList = (list: string): readonly Route[] => {
  const routes = list
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(readEntry)
  return routes.length > 0 ? routes : [{ kind: 'direct' }]
}

const readEntry = (entry: string): Route => {
  const [word = '', host = ''] = entry.split(/\s+/)
  if (word.toUpperCase() === 'DIRECT') return { kind: 'direct' }
  const scheme = schemes[word.toUpperCase()]
  const url = `${scheme}://${host}`
  if (scheme === undefined || host === '' || !URL.canParse(url)) return { kind: 'foreign', text: entry }
  return { kind: 'proxy', url }
}
