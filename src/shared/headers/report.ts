import { isInRange } from '../model/ip-range'
import type { Whitelisting } from '../model/whitelisting'
import { checkResults, type CheckResult } from './authentication'
import { decodeWords } from './decode-words'
import { sayingsOf, type Judgement, type Saying } from './filters'
import { readHeaders, type Header } from './read-headers'
import { firstIp, readHop, type Hop } from './received'

/** An address, and where in the headers it stands. */
export interface SeenAddress {
  readonly ip: string
  readonly header: string
}

/** How it looks altogether. */
export type Outcome = 'let-through' | 'not-stopped' | 'stopped' | 'not-ours' | 'unknown'

/** What the headers of one email say about its way to the mailbox. */
export interface HeaderReport {
  readonly from: string | null
  readonly subject: string | null
  /** The Date header as it stands. */
  readonly date: string | null
  readonly messageId: string | null
  readonly returnPath: string | null
  /** The hand-over that counts: from whom the customer's first server took it; null when no line tells. */
  readonly handedOver: Hop | null
  /** Every hand-over, the latest first. */
  readonly hops: readonly Hop[]
  readonly ours: 'yes' | 'no' | 'unknown'
  /** The addresses that were compared with ours, the deciding one first. */
  readonly compared: readonly SeenAddress[]
  readonly checks: readonly CheckResult[]
  readonly sayings: readonly Saying[]
  readonly outcome: Outcome
  readonly sentence: string
}

type Values = Pick<Whitelisting, 'addresses' | 'safeSenders'>

const valueOf = (headers: readonly Header[], name: string): string | null => {
  const value = headers.find((header) => header.name.toLowerCase() === name)?.value
  return value === undefined || value === '' ? null : decodeWords(value.slice(0, 2_000))
}

/** Addresses of networks that nobody outside can reach (RFC 1918, 6598, 4193, loopback, link-local). */
const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
]
const isPrivate = (ip: string): boolean => privateRanges.some((range) => isInRange(ip, range))

/** The address that a filter takes for the sender's, where it says one. */
const ipOf = ({ header, token }: Saying): string | null => {
  if (/^cip:/i.test(token)) return firstIp(token.slice('cip:'.length))
  return /-apparent-source-ip$/i.test(header) ? firstIp(token) : null
}
/** Addresses that a server of the customer judged. */
const judgedAddresses = (checks: readonly CheckResult[], sayings: readonly Saying[]): readonly SeenAddress[] =>
  [...sayings.map((saying) => ({ ip: ipOf(saying), header: saying.header })), ...checks].flatMap(({ ip, header }) =>
    ip === null ? [] : [{ ip, header }],
  )

const outcomeOf = (ours: HeaderReport['ours'], sayings: readonly Saying[]): Outcome => {
  const says = (judgement: Judgement): boolean => sayings.some((saying) => saying.judgement === judgement)
  if (ours === 'no') return 'not-ours'
  if (says('spam')) return 'stopped'
  if (says('let-through')) return ours === 'yes' ? 'let-through' : 'unknown'
  return ours === 'yes' ? 'not-stopped' : 'unknown'
}

const sentences = (outcome: Outcome, ip: string | null, filters: readonly string[], hasSayings: boolean): string => {
  const who = filters.length === 0 ? 'the filter' : filters.join(' and ')
  switch (outcome) {
    case 'let-through':
      return `It came from our address ${ip}, and ${who} let it through as agreed.`
    case 'stopped':
      return ip === null
        ? `${who} took it for spam; the headers don’t say which address it came from.`
        : `It came from our address ${ip}, but ${who} took it for spam: the whitelisting is not in force, or not for this filter.`
    case 'not-stopped':
      return hasSayings
        ? `It came from our address ${ip}. Nothing says that it was stopped, nor that it was let through on purpose.`
        : `It came from our address ${ip}. No filter wrote down what it thought of it.`
    case 'not-ours':
      return `It did not come from our addresses: it was handed over by ${ip}. Either something stands between us and the customer, or it is not our email.`
    case 'unknown':
      return 'The headers don’t say which address handed it over: ask for the headers as the mailbox shows them, not those of a forwarded copy.'
  }
}

/**
 * Reads the headers of one email: from whom it was taken, whether that is one of our addresses, what was found out about
 * its sender, and what the filters said. Throws `bad-input` (field `headers`) where there are none, or too many.
 *
 * Any address of ours counts, in a Received line too: where one filter stands behind another, the second sees the first and
 * not us, which the sentence then says. Whoever forges an email can write such a line; the other addresses are told beside it.
 */
export const headerReport = (text: string, { addresses }: Values): HeaderReport => {
  const headers = readHeaders(text)
  const hops = headers
    .filter(({ name }) => name.toLowerCase() === 'received')
    .map(({ value }) => readHop(value.slice(0, 10_000)))
  const checks = checkResults(headers.map(({ name, value }) => ({ name, value: value.slice(0, 20_000) })))
  const sayings = sayingsOf(headers)
  const isOurs = (ip: string): boolean => addresses.some((range) => isInRange(ip, range))

  const judged = judgedAddresses(checks, sayings)
  const ourHop = hops.find(({ ip }) => ip !== null && isOurs(ip)) ?? null
  const outside = hops.filter(({ ip }) => ip !== null && !isPrivate(ip))
  const seen: readonly SeenAddress[] = [
    ...judged,
    ...outside.map(({ ip }) => ({ ip: ip!, header: 'Received' })),
  ].filter(({ ip }, index, all) => !isPrivate(ip) && all.findIndex((other) => other.ip === ip) === index)
  const deciding = seen.find(({ ip }) => isOurs(ip)) ?? seen[0] ?? null
  const ours = deciding === null ? 'unknown' : isOurs(deciding.ip) ? 'yes' : 'no'
  const handedOver = ourHop ?? hops.find(({ ip }) => ip === deciding?.ip) ?? null
  const compared = deciding === null ? [] : [deciding, ...seen.filter((one) => one !== deciding)]

  const between = judged.find(({ ip }) => !isPrivate(ip) && !isOurs(ip))

  const outcome = outcomeOf(ours, sayings)
  const weighty = outcome === 'stopped' ? 'spam' : 'let-through'
  const filters = [...new Set(sayings.filter(({ judgement }) => judgement === weighty).map(({ filter }) => filter))]
  return {
    from: valueOf(headers, 'from'),
    subject: valueOf(headers, 'subject'),
    date: valueOf(headers, 'date'),
    messageId: valueOf(headers, 'message-id'),
    returnPath: valueOf(headers, 'return-path'),
    handedOver,
    hops,
    ours,
    compared,
    checks,
    sayings,
    outcome,
    sentence: [
      sentences(outcome, ours === 'unknown' ? null : (deciding?.ip ?? null), filters, sayings.length > 0),
      ...(ours === 'yes' && between !== undefined
        ? [
            `A later server saw ${between.ip} instead: another filter or relay stands between, and has to be told to that server.`,
          ]
        : []),
    ].join(' '),
  }
}
