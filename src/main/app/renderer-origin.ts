import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type ProtocolResponse } from 'electron'
import { builtFile } from './built-files'

export const appScheme = 'app'
export const appOrigin = `${appScheme}://whereabouts`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const notFound = { statusCode: 404, mimeType: 'text/plain', data: Buffer.from('Not found') }

/**
 * Serves the built renderer from its own origin, under a policy that allows nothing from elsewhere. `onScript` is called once
 * the page's script has been handed over: until then this process has to be free for the start of the page's, and from then
 * on it has time.
 */
export const serveRenderer = (onScript: () => void): void => {
  const root = builtFile('renderer')
  const answer = async (address: string, method: string): Promise<ProtocolResponse> => {
    const url = new URL(address)
    const path = normalize(join(root, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)))
    const type = types[extname(path)]
    if (url.host !== 'whereabouts' || method !== 'GET' || !path.startsWith(root + sep) || !type) return notFound
    const file = await readFile(path).catch(() => null)
    if (file === null) return notFound
    const [mimeType = '', charset] = type.split('; charset=')
    const kind = { mimeType, ...(charset === undefined ? {} : { charset }) }
    if (extname(path) !== '.html') return { ...kind, data: file, headers: headersFor(type) }
    const nonce = randomBytes(16).toString('base64')
    return {
      ...kind,
      data: Buffer.from(file.toString('utf8').replace('__NONCE__', nonce)),
      headers: { ...headersFor(type), 'content-security-policy': policy(nonce), 'cache-control': 'no-store' },
    }
  }
  // Not `protocol.handle`: its web streams are loaded at the first request, which costs the start a tenth of a
  // second. Deprecated, yet part of every version that the app runs on.
  protocol.registerBufferProtocol(appScheme, ({ url, method }, respond) => {
    void answer(url, method)
      .catch(() => notFound)
      .then((answered) => {
        respond(answered)
        if (answered.mimeType === 'text/javascript') onScript()
      })
  })
}

const headersFor = (type: string): Record<string, string> => ({
  'content-type': type,
  'x-content-type-options': 'nosniff',
})
