import type { ImportField, ImportMapping } from '../../../shared/model'

/** Names by which exports call our fields, without case, spaces and punctuation; the likeliest first. */
const synonyms: Readonly<Record<ImportField, readonly string[]>> = {
  recipient: [
    'recipient',
    'recipientaddress',
    'recipientemail',
    'recipients',
    'to',
    'toaddress',
    'toemail',
    'email',
    'emailaddress',
    'useremail',
    'mail',
    'address',
    'mailto',
    'userprincipalname',
    'upn',
    'empfänger',
    'empfaenger',
    'destinataire',
    'destinatario',
    'user',
    'username',
  ],
  sentAt: [
    'sentat',
    'sent',
    'senttime',
    'sentdate',
    'datesent',
    'senddate',
    'sendtime',
    'timesent',
    'senton',
    'sentutc',
    'timestamp',
    'datetime',
    'date',
    'time',
    'createdat',
    'created',
    'gesendet',
    'gesendetam',
    'datum',
    'zeit',
    'dateenvoi',
    'envoyéle',
    'fecha',
    'enviado',
  ],
  subject: ['subject', 'subjectline', 'emailsubject', 'title', 'betreff', 'objet', 'sujet', 'asunto', 'oggetto'],
  messageId: [
    'messageid',
    'internetmessageid',
    'rfc822messageid',
    'rfcmessageid',
    'smtpmessageid',
    'emailmessageid',
    'msgid',
    'nachrichtenid',
    'nachrichtid',
  ],
  sender: [
    'sender',
    'senderaddress',
    'senderemail',
    'from',
    'fromaddress',
    'fromemail',
    'mailfrom',
    'absender',
    'expéditeur',
    'expediteur',
    'remitente',
  ],
  type: [
    'type',
    'emailtype',
    'mailtype',
    'messagetype',
    'kind',
    'category',
    'templatetype',
    'campaigntype',
    'typ',
    'art',
  ],
  campaign: [
    'campaign',
    'campaignname',
    'kampagne',
    'campagne',
    'campaña',
    'course',
    'coursename',
    'training',
    'template',
  ],
  method: [
    'method',
    'sendmethod',
    'sendingmethod',
    'deliverymethod',
    'channel',
    'sentvia',
    'via',
    'transport',
    'provider',
    'versandart',
  ],
  event: [
    'event',
    'latestevent',
    'lastevent',
    'eventtype',
    'status',
    'deliverystatus',
    'latestdeliveryevent',
    'state',
    'result',
    'ereignis',
    'zustand',
    'statut',
    'estado',
  ],
  eventAt: [
    'eventat',
    'latesteventat',
    'lasteventat',
    'eventtime',
    'eventdate',
    'statusdate',
    'statusat',
    'laststatusat',
    'updatedat',
    'modifieddate',
  ],
  eventDetail: [
    'eventdetail',
    'latesteventdetail',
    'detail',
    'details',
    'statusdetail',
    'reason',
    'bouncereason',
    'diagnostic',
    'smtpresponse',
    'response',
  ],
  name: [
    'name',
    'personname',
    'recipientname',
    'toname',
    'fullname',
    'displayname',
    'username',
    'person',
    'employee',
    'mitarbeiter',
    'nom',
    'nombre',
  ],
}

/** Names of nested values that stand for the outer one: `latestEvent.kind` is the event. */
const aliasesOfPaths: readonly (readonly [RegExp, string])[] = [
  [/^(from|sender)\.(emailaddress\.)?(address|email)$/i, 'from'],
  [/^(to|recipient)\.(emailaddress\.)?(address|email)$/i, 'to'],
  [/^(person|recipient|user)\.name$/i, 'name'],
  [/^(latest|last)?event\.(kind|type|name)$/i, 'event'],
  [/^(latest|last)?event\.(at|time|date)$/i, 'eventat'],
  [/^(latest|last)?event\.(detail|reason)$/i, 'eventdetail'],
]

const plain = (name: string): string => {
  const alias = aliasesOfPaths.find(([pattern]) => pattern.test(name.trim()))
  return alias
    ? alias[1]
    : name
        .toLowerCase()
        .normalize('NFC')
        .replace(/[^\p{L}\p{N}]/gu, '')
}

/** True for a name that exports give a column. */
export const isColumnName = (name: string): boolean =>
  Object.values(synonyms).some((names) => names.includes(plain(name)))

const looksLike: readonly (readonly [ImportField, RegExp])[] = [
  ['messageId', /^<[^<>\s]+@[^<>\s]+>$/],
  ['recipient', /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/],
  ['sentAt', /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4} \d{1,2}:\d{2})/],
]

/** Guesses which column is which field: by its name, else by what stands in it. No column is guessed twice. */
export const guessMapping = (columns: readonly string[], rows: readonly (readonly string[])[]): ImportMapping => {
  const mapping: { [Field in ImportField]?: string } = {}
  const taken = new Set<string>()
  const take = (field: ImportField, column: string): void => {
    mapping[field] = column
    taken.add(column)
  }
  // The likeliest names of all fields come before the less likely ones of any: `username` beside `email` is a name.
  const longest = Math.max(...Object.values(synonyms).map((names) => names.length))
  for (let rank = 0; rank < longest; rank += 1)
    for (const field of Object.keys(synonyms) as ImportField[]) {
      const wanted = synonyms[field][rank]
      if (wanted === undefined || mapping[field] !== undefined) continue
      const column = columns.find((name) => !taken.has(name) && plain(name) === wanted)
      if (column !== undefined) take(field, column)
    }
  for (const [field, pattern] of looksLike) {
    if (mapping[field] !== undefined) continue
    const at = columns.findIndex((name, index) => {
      const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '')
      return !taken.has(name) && cells.length > 0 && cells.every((cell) => pattern.test(cell))
    })
    if (at !== -1) take(field, columns[at]!)
  }
  return mapping
}

/** Columns by names that are all different: nameless ones by their place, later ones of the same name with a number. */
export const columnNames = (cells: readonly string[]): readonly string[] => {
  const used = new Map<string, number>()
  return cells.map((cell, at) => {
    const name = cell.trim() === '' ? `Column ${at + 1}` : cell.trim()
    const count = (used.get(name) ?? 0) + 1
    used.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}
