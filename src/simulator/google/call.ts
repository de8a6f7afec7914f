/** One API call: an HTTP request of its own, or one part of a batch. */
export interface Call {
  readonly method: string
  /** Below the host, percent-encoded, e.g. `/gmail/v1/users/me/messages`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The path's decoded segments below `prefix`; undefined when it lies elsewhere or isn't decodable. */
export const segmentsBelow = (path: string, prefix: string): readonly string[] | undefined => {
  if (!path.startsWith(`${prefix}/`)) return undefined
  try {
    return path
      .slice(prefix.length + 1)
      .split('/')
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** A count from the query inside its documented range; undefined when it is none. */
export const countParameter = (
  query: URLSearchParams,
  name: string,
  range: { readonly standard: number; readonly largest: number },
): number | undefined => {
  const text = query.get(name)
  if (text === null) return range.standard
  const count = Number(text)
  return Number.isInteger(count) && count >= 1 && count <= range.largest ? count : undefined
}

/** Page tokens carry an offset and what they belong to, so that one from another search is refused. */
export const pageToken = (offset: number, of: string): string =>
  Buffer.from(JSON.stringify([offset, of])).toString('base64url')

/** The offset in a page token of `of`; 0 without a token; undefined when it is not one of ours. */
export const offsetOf = (token: string | null, of: string): number | undefined => {
  if (token === null) return 0
  try {
    const [offset, owner] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown]
    return typeof offset === 'number' && owner === of ? offset : undefined
  } catch {
    return undefined
  }
}
