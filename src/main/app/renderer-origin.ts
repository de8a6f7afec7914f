import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol } from 'electron'

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

/** Serves the built renderer from its own origin, under a policy that allows nothing from elsewhere. */
export const serveRenderer = (): void => {
  const root = join(import.meta.dirname, '../renderer')
  protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url)
    const path = normalize(join(root, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)))
    const type = types[extname(path)]
    if (url.host !== 'whereabouts' || request.method !== 'GET' || !path.startsWith(root + sep) || !type) {
      return new Response('Not found', { status: 404 })
    }
    const file = await readFile(path).catch(() => null)
    if (file === null) return new Response('Not found', { status: 404 })
    if (extname(path) !== '.html') return new Response(new Uint8Array(file), { headers: headersFor(type) })
    const nonce = randomBytes(16).toString('base64')
    return new Response(file.toString('utf8').replace('__NONCE__', nonce), {
      headers: { ...headersFor(type), 'content-security-policy': policy(nonce), 'cache-control': 'no-store' },
    })
  })
}

const headersFor = (type: string): Record<string, string> => ({
  'content-type': type,
  'x-content-type-options': 'nosniff',
})
