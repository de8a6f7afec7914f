import { firstIp } from './received'
import type { Header } from './read-headers'
import { tokensOf, type Token } from './tokens'

/** What one server found out about who sent the email. */
export interface CheckResult {
  /** `spf`, `dkim`, `dmarc`, `compauth`, `arc`, or any other the server names, in small letters. */
  readonly method: string
  readonly result: string
  /** What it was found of: a domain or an address; null where it isn't said. */
  readonly of: string | null
  /** Further properties and comments, as they stand. */
  readonly details: readonly string[]
  /** The server that looked; null where the header names none. */
  readonly by: string | null
  /** The address that was compared, for SPF. */
  readonly ip: string | null
  /** The header that says it. */
  readonly header: string
}

const subjects: Readonly<Record<string, readonly string[]>> = {
  spf: ['smtp.mailfrom', 'smtp.mail', 'envelope-from', 'smtp.helo'],
  dkim: ['header.d', 'header.i'],
  dmarc: ['header.from'],
}

const pieces = (tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const all: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'word' && token.text === ';') all.push([])
    else all.at(-1)!.push(token)
  }
  return all.filter((piece) => piece.length > 0)
}

const isResult = (text: string): boolean => /^[a-z0-9-]+(\/\d+)?=./i.test(text)

/** `method = result (comment) property = value …`; spaces around the sign are joined first. */
const joined = (piece: readonly Token[]): readonly Token[] => {
  const tokens: Token[] = []
  for (const token of piece) {
    const last = tokens.at(-1)
    const isShort = last?.kind === 'word' && last.text.length < 200
    if (token.kind === 'word' && isShort && (last.text.endsWith('=') || token.text.startsWith('=')))
      tokens[tokens.length - 1] = { kind: 'word', text: last.text + token.text }
    else tokens.push(token)
  }
  return tokens
}

const ofPiece = (piece: readonly Token[], by: string | null, header: string): CheckResult | null => {
  const [first, ...rest] = piece
  if (first?.kind !== 'word' || !isResult(first.text)) return null
  const sign = first.text.indexOf('=')
  const method = first.text
    .slice(0, sign)
    .replace(/\/\d+$/, '')
    .toLowerCase()
  const properties = new Map<string, string>()
  for (const { kind, text } of rest) {
    const at = text.indexOf('=')
    if (kind === 'word' && at > 0 && !properties.has(text.slice(0, at).toLowerCase()))
      properties.set(text.slice(0, at).toLowerCase(), text.slice(at + 1))
  }
  const of = subjects[method]?.map((name) => properties.get(name)).find((value) => value !== undefined) ?? null
  const comments = rest.filter(({ kind }) => kind === 'comment').map(({ text }) => text)
  return {
    method,
    result: first.text.slice(sign + 1).toLowerCase(),
    of,
    details: rest.map(({ kind, text }) => (kind === 'comment' ? `(${text})` : text)),
    by,
    ip:
      method === 'spf'
        ? (comments.map(firstIp).find((ip) => ip !== null) ?? firstIp(properties.get('client-ip') ?? ''))
        : null,
    header,
  }
}

/**
 * Authentication-Results (RFC 8601), and the same under ARC-Authentication-Results (RFC 8617). Microsoft leaves the server's
 * name out.
 */
const authenticationResults = ({ name, value }: Header): readonly CheckResult[] => {
  const all = pieces(tokensOf(value))
  const instance = all[0]?.[0]?.text
  const body = /^i=\d+$/i.test(instance ?? '') ? all.slice(1) : all
  const first = body[0]?.[0]
  const by = first !== undefined && first.kind === 'word' && !isResult(first.text) ? first.text : null
  // Gmail and others put the first result on the line of the server's name: none is lost by looking at every word.
  return body.flatMap((piece, index) => {
    const from = index === 0 && by !== null ? piece.slice(1) : piece
    return ofPiece(joined(from), by, name) ?? []
  })
}

/** Received-SPF (RFC 7208 section 9.1): `pass (comment) key=value; …`. */
const receivedSpf = ({ name, value }: Header): readonly CheckResult[] => {
  const tokens = tokensOf(value).filter(({ text }) => text !== ';')
  const [first, ...rest] = tokens
  if (first?.kind !== 'word') return []
  const result = ofPiece([{ kind: 'word', text: `spf=${first.text}` }, ...rest], null, name)
  const receiver = rest.find(({ text }) => /^receiver=/i.test(text))?.text.slice('receiver='.length)
  return result === null ? [] : [{ ...result, by: receiver ?? null }]
}

/** Every result that the headers tell, the one nearest to the mailbox first. */
export const checkResults = (headers: readonly Header[]): readonly CheckResult[] =>
  headers.flatMap((header) => {
    switch (header.name.toLowerCase()) {
      case 'authentication-results':
      case 'arc-authentication-results':
        return authenticationResults(header)
      case 'received-spf':
        return receivedSpf(header)
      default:
        return []
    }
  })

const spf: Readonly<Record<string, string>> = {
  pass: 'The sending address may send for this domain.',
  fail: 'The domain says that this address must not send for it.',
  softfail: 'The domain doubts that this address sends for it.',
  neutral: 'The domain says nothing about this address.',
  none: 'The domain has no SPF record.',
  temperror: 'SPF could not be read just then: a later email may pass.',
  permerror: 'The SPF record of the domain is broken: its owner has to mend it.',
}
const dkim: Readonly<Record<string, string>> = {
  pass: 'The signature is the domain’s, and nothing was changed on the way.',
  fail: 'The signature doesn’t fit: something was changed on the way, or it isn’t the domain’s.',
  none: 'The email is not signed.',
  neutral: 'The signature could not be understood.',
  policy: 'The signature is one that this server doesn’t accept.',
  temperror: 'The key could not be read just then.',
  permerror: 'The signature or its key is broken.',
}
const dmarc: Readonly<Record<string, string>> = {
  pass: 'The From domain is proven by SPF or DKIM.',
  fail: 'Neither SPF nor DKIM proves the From domain.',
  bestguesspass: 'The From domain has no DMARC record; with one it would pass.',
  none: 'The From domain has no DMARC record.',
  temperror: 'The DMARC record could not be read just then.',
  permerror: 'The DMARC record is broken.',
}
const compauth: Readonly<Record<string, string>> = {
  pass: 'All in all Microsoft 365 takes the sender for proven.',
  softpass: 'All in all Microsoft 365 half takes the sender for proven.',
  fail: 'All in all Microsoft 365 doesn’t believe the sender.',
  none: 'Microsoft 365 did not weigh it, or skipped this check.',
}
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = { spf, dkim, dmarc, compauth }

/** The result in one sentence; a result or method that we don't know is said to be one. */
export const resultWords = ({ method, result }: Pick<CheckResult, 'method' | 'result'>): string => {
  const ofMethod = Object.hasOwn(words, method) ? words[method]! : null
  if (ofMethod === null) return 'A check that we have no words for.'
  return Object.hasOwn(ofMethod, result) ? ofMethod[result]! : 'A result that we have no words for.'
}
