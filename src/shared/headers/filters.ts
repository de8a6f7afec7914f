import { decodeWords } from './decode-words'
import type { Header } from './read-headers'

/**
 * What a filter's word comes to: `let-through` (not filtered on purpose), `clean` (looked at, nothing found), `suspect`,
 * `spam`, `fact` (says something, judges nothing), `unknown` (no document says what it means).
 */
export type Judgement = 'let-through' | 'clean' | 'suspect' | 'spam' | 'fact' | 'unknown'

/** One thing a filter wrote into the headers. */
export interface Saying {
  readonly filter: string
  readonly header: string
  /** As it stands in the header. */
  readonly token: string
  readonly judgement: Judgement
  readonly words: string
}

type Meaning = readonly [Judgement, string]
type Table = Readonly<Record<string, Meaning>>
const look = (table: Table, key: string): Meaning | undefined => (Object.hasOwn(table, key) ? table[key] : undefined)

/** What stands in the headers of one filter; the documents are named beside each. */
const undocumented: Meaning = ['unknown', 'Not described in the filter’s public document.']
const diagnosis: Meaning = ['fact', 'For Microsoft’s own diagnosis; not described.']

// Anti-spam message headers, https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo, and Spam confidence
// level, https://learn.microsoft.com/defender-office-365/anti-spam-spam-confidence-level-scl-about
const scl: Table = {
  '-1': ['let-through', 'Spam filtering was skipped: a safe sender, an allowed address or a rule said so.'],
  '0': ['clean', 'Spam filtering found that it is no spam.'],
  '1': ['clean', 'Spam filtering found that it is no spam.'],
  '2': ['fact', 'A rule or another program set this level: spam filtering itself never does.'],
  '3': ['fact', 'A rule or another program set this level: spam filtering itself never does.'],
  '4': ['fact', 'A rule or another program set this level: spam filtering itself never does.'],
  '5': ['spam', 'Spam: goes to Junk Email, or to quarantine under the strict policy.'],
  '6': ['spam', 'Spam: goes to Junk Email, or to quarantine under the strict policy.'],
  '7': ['spam', 'High confidence spam: goes to Junk Email or to quarantine.'],
  '8': ['spam', 'High confidence spam: goes to Junk Email or to quarantine.'],
  '9': ['spam', 'High confidence spam: goes to Junk Email or to quarantine.'],
}
const sfv: Table = {
  BLK: ['spam', 'Blocked: the person has the sender among their blocked senders.'],
  NSPM: ['clean', 'Spam filtering found that it is no spam.'],
  SFE: ['let-through', 'Filtering was skipped: the person has the sender among their safe senders.'],
  SKA: ['let-through', 'Filtering was skipped: the sender or domain is allowed in an anti-spam policy.'],
  SKB: ['spam', 'Spam: the sender or domain is blocked in an anti-spam policy.'],
  SKN: ['let-through', 'Filtering was skipped: a rule (SCL -1) or an allowed address said so beforehand.'],
  SKQ: ['fact', 'It was released from quarantine.'],
  SKS: ['spam', 'Spam before it was filtered: a rule set SCL 5 to 9.'],
  SPM: ['spam', 'Spam filtering found that it is spam.'],
}
const cat: Table = {
  NONE: ['clean', 'No threat policy applied.'],
  AMP: ['spam', 'Malware.'],
  BIMP: ['suspect', 'It seems to impersonate a brand.'],
  BULK: ['suspect', 'Bulk mail.'],
  DIMP: ['suspect', 'It seems to impersonate a domain.'],
  FTBP: ['spam', 'An attachment of a kind that is blocked.'],
  GIMP: ['suspect', 'Mailbox intelligence: it seems to impersonate somebody.'],
  HPHSH: ['spam', 'High confidence phishing: no allow list but the advanced delivery lets it through.'],
  HPHISH: ['spam', 'High confidence phishing: no allow list but the advanced delivery lets it through.'],
  HSPM: ['spam', 'High confidence spam.'],
  INTOS: ['spam', 'Phishing inside the organisation.'],
  MALW: ['spam', 'Malware.'],
  OSPM: ['spam', 'Outbound spam.'],
  PHSH: ['spam', 'Phishing.'],
  SAP: ['spam', 'Safe Attachments stopped it.'],
  SPM: ['spam', 'Spam.'],
  SPOOF: ['spam', 'Spoofing: the sender is not believed.'],
  UIMP: ['suspect', 'It seems to impersonate a user.'],
}
const ipv: Table = {
  CAL: ['let-through', 'Spam filtering was skipped: the address is on the IP Allow List of the connection filter.'],
  NLI: ['fact', 'The address is on no reputation list.'],
}
const sfty: Table = {
  '9.19': ['suspect', 'Seen as phishing: it seems to impersonate a domain.'],
  '9.20': ['suspect', 'Seen as phishing: it seems to impersonate a user.'],
  '9.25': ['suspect', 'The tip for a first contact is shown: it may be suspicious.'],
}
const srv: Table = { BULK: ['suspect', 'Bulk mail by its complaint level.'] }
const dir: Table = {
  INB: ['fact', 'It came from outside.'],
  OUT: ['fact', 'It goes outside.'],
  INT: ['fact', 'It stays inside the organisation.'],
}

const bclMeaning = (value: string): Meaning => {
  const level = Number(value)
  if (!/^\d$/.test(value)) return undocumented
  if (level === 0) return ['clean', 'Not from a bulk sender.']
  if (level <= 3) return ['clean', 'From a bulk sender that few complain about.']
  return level <= 7
    ? ['suspect', 'From a bulk sender that some complain about: above the policy’s threshold it is spam.']
    : ['spam', 'From a bulk sender that many complain about.']
}

const forefront = (name: string, value: string): Meaning => {
  const tables: Readonly<Record<string, Table>> = {
    SCL: scl,
    SFV: sfv,
    CAT: cat,
    IPV: ipv,
    SFTY: sfty,
    SRV: srv,
    DIR: dir,
  }
  const table = Object.hasOwn(tables, name) ? tables[name]! : null
  if (table !== null) return look(table, value) ?? undocumented
  switch (name) {
    case 'CIP':
      return ['fact', 'The address that handed it over.']
    case 'CTRY':
      return ['fact', 'The country of that address.']
    case 'H':
      return ['fact', 'What the server at that address called itself.']
    case 'PTR':
      return ['fact', 'The name of that address in DNS.']
    case 'LANG':
      return ['fact', 'The language it is written in.']
    default:
      return diagnosis
  }
}

type Reader = (value: string) => readonly (readonly [token: string, meaning: Meaning])[]

/** `name:value;name:value`, as Microsoft writes it; empty values say nothing. */
const pairs =
  (meaning: (name: string, value: string) => Meaning): Reader =>
  (value) =>
    value.split(';').flatMap((piece) => {
      const token = piece.trim()
      const at = token.indexOf(':')
      const said = token.slice(at + 1).trim()
      if (token === '' || (at !== -1 && said === '')) return []
      return [[token, at === -1 ? undocumented : meaning(token.slice(0, at).toUpperCase(), said)] as const]
    })

const whole =
  (meaning: (value: string) => Meaning): Reader =>
  (value) => [[value, meaning(value)]]
const always = (meaning: Meaning): Reader => whole(() => meaning)

const yes = (bad: string, clean: string, judgement: 'spam' | 'suspect' = 'spam'): Reader =>
  whole((value) => {
    if (/^(yes|true|1)\b/i.test(value)) return [judgement, bad]
    return /^(no|false|0)\b/i.test(value) ? ['clean', clean] : undocumented
  })

const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text))
const found = (text: string, pattern: RegExp): number | null => number(pattern.exec(text.slice(0, 2_000))?.[1])

/** `Yes, score=6.2 required=5.0 tests=…`: SpamAssassin's form, which others took over. */
const status: Reader = whole((value) => {
  const score = found(value, /\bscore=(-?\d+(?:\.\d+)?)/i)
  const needed = found(value, /\b(?:required|tag_level)=(-?\d+(?:\.\d+)?)/i)
  const beside = score === null ? '' : ` Score ${score}${needed === null ? '' : ` of ${needed} needed for spam`}.`
  if (/whitelist|welcomelist/i.test(value)) return ['let-through', `Its sender is on an allow list.${beside}`]
  if (/^yes\b/i.test(value)) return ['spam', `Spam.${beside}`]
  return /^no\b/i.test(value) ? ['clean', `No spam.${beside}`] : undocumented
})

const levels: Reader = whole((value) => {
  const score = found(value, /\bscore=(-?\d+(?:\.\d+)?)/i)
  const quarantine = found(value, /\bquarantine_level=(-?\d+(?:\.\d+)?)/i)
  if (score === null) return undocumented
  if (quarantine === null) return ['fact', `Score ${score}.`]
  return score >= quarantine
    ? ['spam', `Score ${score}: at ${quarantine} it goes to quarantine.`]
    : ['clean', `Score ${score}, below the ${quarantine} of quarantine.`]
})

const score = (of: string): Reader =>
  whole((value) => (/^-?\d+(\.\d+)?$/.test(value) ? ['fact', `${of}: the higher, the more like spam.`] : undocumented))

/** Rule names of Proofpoint end in what they decided. */
const proofpoint: Reader = (value) =>
  value
    .split(/\s+/)
    .filter((token) => token !== '')
    .map((token) => {
      const [name = '', said = ''] = token.split('=')
      if (name === 'rule') {
        if (/notspam$/.test(said)) return [token, ['clean', 'The rule that decided found no spam.']] as const
        if (/safe$/.test(said)) return [token, ['let-through', 'It is on a safe list.']] as const
        if (/(spam|phish|malware|impostor)$/.test(said))
          return [token, ['spam', 'The rule that decided found spam or worse.']] as const
        if (/(bulk|suspect|adult)$/.test(said))
          return [token, ['suspect', 'The rule that decided found bulk or doubtful mail.']] as const
        return [token, undocumented] as const
      }
      if (/score$/.test(name))
        return [token, ['fact', 'A score of Proofpoint: 0 to 100, the higher the worse.']] as const
      return [token, name === 'policy' ? ['fact', 'The policy that was used.'] : undocumented] as const
    })

const sign = (token: string): Meaning => {
  const said = token.slice(token.lastIndexOf('=') + 1).toLowerCase()
  if (said === 'true') return ['suspect', 'Impersonation Protection: this sign was found.']
  return said === 'false'
    ? ['clean', 'Impersonation Protection: this sign was not found.']
    : ['fact', 'How Impersonation Protection was set.']
}
const impersonation: Reader = (value) =>
  value
    .split(';')
    .map((piece) => piece.trim())
    .filter((token) => token !== '')
    .map((token) => [token, sign(token)] as const)

const probability: Reader = whole((value) => {
  const given = /^(\d+(?:\.\d+)?)(%?)$/.exec(value)
  if (given === null) return undocumented
  const percent = given[2] === '%' ? Number(given[1]) : Number(given[1]) * 100
  if (percent >= 90) return ['spam', 'Definitely spam by Sophos’ own scale (from 90 %).']
  return percent >= 50
    ? ['suspect', 'Likely spam by Sophos’ own scale (from 50 %).']
    : ['clean', 'No spam by Sophos’ own scale (below 50 %).']
})
const marks: Reader = whole((value) =>
  /^#+$/.test(value)
    ? ['suspect', `Likely spam: about ${Math.min(100, 50 + value.length * 10)} %.`]
    : (probability(value)[0]?.[1] ?? undocumented),
)
const lased: Reader = whole((value) => {
  if (/^nonspam/i.test(value)) return ['clean', 'No spam.']
  return /^spam/i.test(value) ? ['spam', 'Spam.'] : undocumented
})

const amp: Reader = whole((value) => {
  const said = value.toLowerCase()
  if (said === 'clean') return ['clean', 'No malicious file was found.']
  if (said.startsWith('skipped')) return ['fact', 'Files were not looked at.']
  return said === 'malicious' ? ['spam', 'A malicious file was found.'] : undocumented
})
const encoded = 'Encoded: only Cisco can read what its filter found.'

const microsoft = 'Microsoft 365'
const cisco = 'Cisco'

/** Every header that we have words for, in small letters: whose it is and how it is read. */
const known: Readonly<Record<string, readonly [filter: string, read: Reader]>> = {
  'x-forefront-antispam-report': [microsoft, pairs(forefront)],
  'x-forefront-antispam-report-untrusted': [`${microsoft}, before it was handed on`, pairs(forefront)],
  'x-microsoft-antispam': [microsoft, pairs((name, value) => (name === 'BCL' ? bclMeaning(value) : diagnosis))],
  'x-ms-exchange-organization-scl': [microsoft, whole((value) => look(scl, value) ?? undocumented)],
  'x-customspam': [microsoft, always(['spam', 'A setting of the advanced spam filter fits.'])],
  // The Mimecast headers carry no public description; what is said of them is what they are called.
  'x-mimecast-spam-score': ['Mimecast', score('Mimecast’s spam score')],
  'x-mimecast-spam-signature': ['Mimecast', yes('It carries the signature of spam.', 'No signature of spam.')],
  'x-mimecast-bulk-signature': [
    'Mimecast',
    yes('It carries the signature of bulk mail.', 'No signature of bulk mail.', 'suspect'),
  ],
  'x-mimecast-impersonation-protect': ['Mimecast', impersonation],
  // Proofpoint, likewise.
  'x-proofpoint-spam-details': ['Proofpoint', proofpoint],
  'x-proofpoint-spam-reason': [
    'Proofpoint',
    whole((value) => (/^safe/i.test(value) ? ['let-through', 'It is on a safe list.'] : undocumented)),
  ],
  'x-proofpoint-virus-version': ['Proofpoint', always(['fact', 'Which virus scanner looked at it.'])],
  // Barracuda, https://campus.barracuda.com (Email Security Gateway: message headers).
  'x-barracuda-spam-status': ['Barracuda', status],
  'x-barracuda-spam-score': ['Barracuda', score('Barracuda’s spam score')],
  'x-barracuda-spam-flag': ['Barracuda', yes('Spam.', 'No spam.')],
  'x-barracuda-apparent-source-ip': ['Barracuda', always(['fact', 'The address that it takes for the sender’s.'])],
  'x-bess-spam-status': ['Barracuda', levels],
  'x-bess-spam-score': ['Barracuda', score('Barracuda’s spam score')],
  'x-bess-apparent-source-ip': ['Barracuda', always(['fact', 'The address that it takes for the sender’s.'])],
  // Sophos Anti-Spam, http://pmdocs.sophos.com/ase/webhelp/ase/concepts/SpamProbabilities-Filtering.html
  'x-sophos-antispam': ['Sophos', marks],
  'x-sophos-antispam-hits': ['Sophos', always(['fact', 'The signs that counted.'])],
  'x-lased-spamprobability': ['Sophos', probability],
  'x-lased-spam': ['Sophos', lased],
  'x-lased-hits': ['Sophos', always(['fact', 'The signs that counted.'])],
  // Gmail routing, https://support.google.com/a/answer/6297084
  'x-gm-spam': ['Google Workspace', yes('Gmail takes it for spam.', 'Gmail takes it for no spam.')],
  'x-gm-phishy': ['Google Workspace', yes('Gmail takes it for phishing.', 'Gmail takes it for no phishing.')],
  // SpamAssassin, https://spamassassin.apache.org/full/4.0.x/doc/Mail_SpamAssassin_Conf.html
  'x-spam-status': ['SpamAssassin', status],
  'x-spam-flag': ['SpamAssassin', yes('Spam.', 'No spam.')],
  'x-spam-score': ['SpamAssassin', score('The spam score')],
  'x-spam-level': [
    'SpamAssassin',
    whole((value) => (/^\*+$/.test(value) ? ['fact', `The spam score as stars: ${value.length}.`] : undocumented)),
  ],
  // Cisco, https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118900-technote-esa-00.html
  'x-ironport-anti-spam-filtered': [cisco, always(['fact', 'Whether the spam filter looked at it.'])],
  'x-ironport-anti-spam-result': [cisco, always(['fact', encoded])],
  'x-ironport-anti-spam': [cisco, always(['fact', encoded])],
  'x-ipas-result': [cisco, always(['fact', encoded])],
  'x-ironport-av': [cisco, always(['fact', 'What the virus scanner did, encoded.'])],
  'x-amp-result': [cisco, amp],
  'x-ironport-outbreak-status': [cisco, always(['fact', 'What the outbreak filter says.'])],
}

/** A header that is a filter's by its name, though we have no words for it. */
const isFiltersOwn = (name: string): boolean =>
  /^x-/.test(name) &&
  /(spam|phish|virus|quarantine|junk|mimecast|proofpoint|barracuda|bess-|sophos|ironport)/.test(name)

/** The longest value that is read piece by piece: no filter writes longer ones. */
const maxRead = 20_000

/** What the filters wrote into the headers, in their order. What nobody describes is shown as unknown, never left out. */
export const sayingsOf = (headers: readonly Header[]): readonly Saying[] =>
  headers.flatMap(({ name, value }) => {
    const lower = name.toLowerCase()
    const [filter, read] = Object.hasOwn(known, lower) ? known[lower]! : [null, null]
    if (filter === null && !isFiltersOwn(lower)) return []
    const text = decodeWords(value.slice(0, maxRead)).trim()
    if (text === '') return []
    return (read ?? always(undocumented))(text).map(([token, [judgement, words]]) => ({
      filter: filter ?? 'A filter',
      header: name,
      token,
      judgement,
      words,
    }))
  })
