import type { GraphCall } from './call'
import { refuse } from './errors'

const wholeNumber = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null)

/** The link to what follows: the same path and query with another continuation parameter, absolute. */
export const linkWith = (call: GraphCall, parameter: string, value: string): string => {
  const query = new URLSearchParams(call.query)
  query.delete('$skip')
  query.delete('$skiptoken')
  query.delete('$deltatoken')
  query.set(parameter, value)
  const path = call.segments.map(encodeURIComponent).join('/')
  return `${call.base}/${path}?${query.toString().replaceAll('%24', '$')}`
}

/** Graph guide: paging Microsoft Graph data in your app. */
export const pageOf = <T>(
  call: GraphCall,
  all: readonly T[],
  limits: { readonly usual: number; readonly most: number },
): { readonly items: readonly T[]; readonly link: Record<string, string> } => {
  const asked = call.query.get('$top')
  const top = asked === null ? limits.usual : wholeNumber(asked)
  if (top === null || top < 1 || top > limits.most)
    return refuse(400, 'Request_BadRequest', 'Invalid page size specified')
  const skip = wholeNumber(call.query.get('$skip') ?? call.query.get('$skiptoken')) ?? 0
  const items = all.slice(skip, skip + top)
  const more = skip + top < all.length
  return { items, link: more ? { '@odata.nextLink': linkWith(call, '$skip', String(skip + top)) } : {} }
}

/** The names of `$select`, null when it is missing. */
export const selected = (call: GraphCall): readonly string[] | null => {
  const text = call.query.get('$select')
  return text === null || text.trim() === '' ? null : text.split(',').map((name) => name.trim())
}

/** Keeps the selected properties; annotations and the id always come. */
export const pick = (whole: object, names: readonly string[] | null): object => {
  if (names === null) return whole
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  return Object.fromEntries(
    Object.entries(whole).filter(([key]) => key.startsWith('@') || key === 'id' || wanted.has(key.toLowerCase())),
  )
}
