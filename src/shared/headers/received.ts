import { isIpAddress } from '../model/ip-range'
import { tokensOf } from './tokens'

/** One hand-over, as the server that took the email wrote it down (RFC 5321 section 4.4). */
export interface Hop {
  /** What the handing server called itself; null where the line doesn't say. */
  readonly from: string | null
  /** The address it was seen to have. */
  readonly ip: string | null
  /** The server that took it. */
  readonly by: string | null
  readonly with: string | null
  /** ISO instant; null when it can't be read. */
  readonly at: string | null
}

const keywords = new Set(['from', 'by', 'via', 'with', 'id', 'for'])

/** The first IP address in a piece of text. */
export const firstIp = (text: string): string | null => {
  for (const piece of text.split(/[\s[\]()<>=,;"']+/)) {
    const bare = piece.replace(/^ipv6:/i, '').replace(/\.$/, '')
    if (bare.length <= 60 && isIpAddress(bare)) return bare.toLowerCase()
  }
  return null
}

const instantOf = (text: string): string | null => {
  // Comments such as “(UTC)” at the end are no part of the date.
  const at = Date.parse(
    text
      .slice(0, 100)
      .replace(/\([^)]*\)/g, '')
      .trim(),
  )
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** Reads a Received header; what it doesn't say is null. */
export const readHop = (value: string): Hop => {
  const end = value.lastIndexOf(';')
  const said: Record<string, { word: string | null; beside: string[] }> = {}
  let current: { word: string | null; beside: string[] } | null = null
  for (const token of tokensOf(end === -1 ? value : value.slice(0, end), ';')) {
    const keyword = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (keywords.has(keyword) && current?.word !== null && said[keyword] === undefined)
      current = said[keyword] = { word: null, beside: [] }
    else if (current !== null && token.kind === 'word' && current.word === null) current.word = token.text
    else current?.beside.push(token.text)
  }
  const { from, by } = said
  const named = from?.word ?? null
  const helo = from?.beside.map((text) => /\bhelo[= ]([^\s)\]]{1,255})/i.exec(text)?.[1]).find((found) => found)
  return {
    from: (named !== null && (firstIp(named) !== null || named === 'unknown') ? helo : null) ?? named,
    ip: from === undefined ? null : (from.beside.map(firstIp).find((ip) => ip !== null) ?? firstIp(named ?? '')),
    by: by?.word ?? null,
    with: said['with']?.word ?? null,
    at: end === -1 ? null : instantOf(value.slice(end + 1)),
  }
}
