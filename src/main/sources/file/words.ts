import type { DeliveryEventKind, EmailType, SendMethod } from '../../../shared/model'

/** The words that exports use for ours. Patterns are tried in order on lower-case text without punctuation. */
type Words<Word extends string> = readonly (readonly [Word, RegExp])[]

const types: Words<EmailType> = [
  ['phishing-test', /phish|simulat|vishing|smishing|test mail|testmail/],
  ['welcome', /welcome|onboard|invit|willkommen/],
  ['training-reminder', /train|remind|course|lesson|enrol|overdue|assignment|schulung|erinnerung|kurs/],
]

const methods: Words<SendMethod> = [
  ['smtp', /smtp|relay|direct send|sendmail|mta|manual/],
  ['gmail-api', /gmail|google|gsuite|g suite|workspace/],
  ['microsoft-api', /microsoft|graph|m365|o365|office|exchange|outlook|azure/],
]

const events: Words<DeliveryEventKind> = [
  ['failed', /fail|error|reject|drop|undeliver|not delivered|not sent|blocked|suppressed|cancel/],
  ['bounced', /bounce/],
  ['deferred', /defer|delay|retry|temporar|soft/],
  ['reported', /report/],
  ['clicked', /click|submitted|link followed/],
  ['opened', /open|read|viewed|seen/],
  ['delivered', /deliver|accepted|inbox|success|^ok$|complete|zugestellt/],
  ['queued', /queue|pending|schedul|waiting|processing|created/],
  ['sent', /sent|send|dispatched|gesendet|processed/],
]

const finder =
  <Word extends string>(words: Words<Word>) =>
  (text: string): Word | null => {
    const plain = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    return words.find(([word, pattern]) => plain === word || pattern.test(plain))?.[0] ?? null
  }

/** The same few words stand in a million rows. */
const remembering = <Word>(find: (text: string) => Word): ((text: string) => Word) => {
  const known = new Map<string, Word>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined || known.has(text)) return found as Word
    if (known.size >= 1_000) known.clear()
    const fresh = find(text)
    known.set(text, fresh)
    return fresh
  }
}

/** Readers of one file's words; null for a word that is none of ours. */
export const createWords = () => ({
  type: remembering((text: string): EmailType => finder(types)(text) ?? 'other'),
  method: remembering(finder(methods)),
  event: remembering(finder(events)),
})
