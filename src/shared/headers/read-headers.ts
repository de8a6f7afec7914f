import { Failure } from '../model/failure'

/** One header field, unfolded; `value` is as it stands, without the line breaks. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** How long the headers of one email may be, in characters. */
export const maxHeaderLength = 1_000_000

const refuse = (message: string): never => {
  throw new Failure({ code: 'bad-input', message, field: 'headers' })
}

/** Where the body begins: at the first empty line after the first header (RFC 5322 section 2.1). */
const headLength = (text: string): number => {
  const end = text.search(/\n[ \t]*\r?\n/)
  return end === -1 ? text.length : end
}

const named = /^([!-9;-~]{1,200}):(.*)$/s

/**
 * The header fields of an email, or of its headers alone, in their order; the body is not looked at. Lines that are neither
 * a header nor the rest of one are left out. Throws `bad-input` (field `headers`) for what is too long or holds no header.
 */
export const readHeaders = (text: string): readonly Header[] => {
  const trimmed = text.replace(/^\uFEFF/, '').trimStart()
  const length = headLength(trimmed)
  if (length > maxHeaderLength) refuse('These headers are longer than 1 MB: paste the headers of one email alone.')
  const headers: { name: string; parts: string[] }[] = []
  for (const line of trimmed.slice(0, length).split(/\r\n|\n|\r/)) {
    const last = headers.at(-1)
    if (/^[ \t]/.test(line)) {
      last?.parts.push(line.trim())
      continue
    }
    const [, name, value] = named.exec(line) ?? []
    if (name !== undefined && value !== undefined) headers.push({ name, parts: [value.trim()] })
  }
  if (headers.length === 0)
    refuse('There are no headers in this text: copy everything from the first “Received:” or “Delivered-To:” on.')
  return headers.map(({ name, parts }) => ({ name, value: parts.join(' ').trim() }))
}
