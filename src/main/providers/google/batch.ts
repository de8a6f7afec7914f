/** One answer out of a batch. `body` is null where it wasn't JSON. */
export interface PartAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** Google takes 100 parts, but runs them at once for one user and refuses the surplus above about 25. */
export const batchLimit = 25

/**
 * Writes GET calls as one `multipart/mixed` body (Gmail API, "Batching requests"): each part is an HTTP request of its own
 * with the path only. The answers come back by the number in Content-ID.
 */
export const writeBatch = (paths: readonly string[], boundary: string): string => {
  const parts = paths.map((path, index) => {
    // A line break in a path would let an id write requests of its own.
    if (/[\s\p{Cc}]/u.test(path)) throw new Error('A path in a batch must be percent-encoded.')
    return `--${boundary}\r\nContent-Type: application/http\r\nContent-ID: <${index}>\r\n\r\nGET ${path} HTTP/1.1\r\nAccept: application/json\r\n\r\n`
  })
  return `${parts.join('\r\n')}\r\n--${boundary}--\r\n`
}

/**
 * Reads the answer to a batch of `count` calls: one entry per call in the order they were asked, null where the answer
 * lacks that part or it can't be read. null as a whole when it isn't a multipart body.
 */
export const readBatch = (
  contentType: string | null,
  text: string,
  count: number,
): readonly (PartAnswer | null)[] | null => {
  const mark = boundaryOf(contentType)
  if (mark === null) return null
  const answers = Array.from<PartAnswer | null>({ length: count }).fill(null)
  sections(text, mark).forEach((section, position) => {
    const part = readPart(section)
    if (part === null) return
    const index = part.id ?? position
    if (index < count) answers[index] = part.answer
  })
  return answers
}

/** True for a multipart body that ends where it says; a web page or a cut text doesn't. */
export const isWholeBatch = (contentType: string | null, text: string): boolean => {
  const mark = boundaryOf(contentType)
  return mark !== null && text.trimEnd().endsWith(`--${mark}--`)
}

const boundaryOf = (contentType: string | null): string | null => {
  const found = /^multipart\/mixed\s*;.*?boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '')
  return found?.[1] ?? found?.[2] ?? null
}

const sections = (text: string, mark: string): readonly string[] => {
  const found: string[] = []
  let lines: string[] | null = null
  for (const line of text.split('\n')) {
    const trimmed = line.trimEnd()
    if (trimmed !== `--${mark}` && trimmed !== `--${mark}--`) {
      lines?.push(line)
      continue
    }
    if (lines !== null) found.push(lines.join('\n'))
    lines = trimmed.endsWith('--') && trimmed.length > mark.length + 2 ? null : []
  }
  // Whatever follows the last boundary was cut off and isn't an answer.
  return found
}

const readPart = (section: string): { id: number | null; answer: PartAnswer } | null => {
  const [outer, inner] = cutAtBlankLine(section)
  const [head, body] = cutAtBlankLine(inner)
  const [statusLine = '', ...headerLines] = head.split(/\r?\n/)
  const status = /^HTTP\/\d(?:\.\d)?\s+(\d{3})/.exec(statusLine.trim())?.[1]
  if (status === undefined) return null
  const id = /^content-id:\s*<?(?:response-)?(\d+)>?\s*$/im.exec(outer)?.[1]
  return {
    id: id === undefined ? null : Number(id),
    answer: { status: Number(status), headers: readHeaders(headerLines), body: readJson(body) },
  }
}

const cutAtBlankLine = (text: string): [string, string] => {
  const gap = /\r?\n\r?\n/.exec(text)
  return gap === null ? [text, ''] : [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)]
}

const readHeaders = (lines: readonly string[]): Headers => {
  const headers = new Headers()
  for (const line of lines) {
    const pair = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/.exec(line.trim())
    if (pair?.[1] !== undefined) headers.append(pair[1], (pair[2] ?? '').trim())
  }
  return headers
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
