import { Failure } from '../../shared/model'

/**
 * The address in normal form when it lies inside one of the bases: same origin, and the base's path is a whole-segment
 * prefix of its own; and that base. Throws `foreign-link` otherwise, so that no answer can lead a token elsewhere.
 */
export const insideBases = (
  address: string,
  bases: readonly string[],
): { readonly url: URL; readonly base: string } => {
  const url = URL.canParse(address) ? new URL(address) : null
  const base = url && url.username === '' && url.password === '' ? bases.find((one) => isInside(url, one)) : undefined
  if (url && base !== undefined) return { url, base }
  throw new Failure({
    code: 'foreign-link',
    message: `A request to ${url?.host ?? 'an unreadable address'} was stopped: it is none of this tenant's endpoints. Check the tenant's settings.`,
  })
}

const isInside = (url: URL, text: string): boolean => {
  if (!URL.canParse(text)) return false
  const base = new URL(text)
  const path = base.pathname.replace(/\/+$/, '')
  // An encoded slash or dot could be read as a step upwards by a server behind the base.
  const climbs = /%2f|%5c|\\/i.test(url.pathname) && /(^|%2f|%5c|[\\/])(\.|%2e){2}($|%2f|%5c|[\\/])/i.test(url.pathname)
  return url.origin === base.origin && !climbs && (url.pathname === path || url.pathname.startsWith(`${path}/`))
}
