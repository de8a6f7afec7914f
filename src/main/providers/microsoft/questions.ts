import type { WantedEmail } from '../provider'
import { allOf, anyOf, equal, instant, quoted } from './odata'
import type { WireMessage } from './wire'

/** One filter over messages and the emails that it can find. */
export interface Question {
  readonly wanted: readonly WantedEmail[]
  /** The filter, encoded. */
  readonly filter: string
}

/** Message-IDs in one filter, and the longest filter in characters, so that its URL passes every gateway. */
const mostIds = 10
const longestFilter = 6_000

/**
 * Around the time of sending in which mail without a Message-ID is looked for, in milliseconds: clocks differ, and deferred
 * mail waits most of a day, though not so long that the next day's reminder would pass for this one.
 */
const earlyMs = 5 * 60_000
const lateMs = 20 * 60 * 60_000

/** As few filters as find all of these emails. */
export const questionsFor = (wanted: readonly WantedEmail[]): readonly Question[] => {
  const questions: Question[] = []
  let group: WantedEmail[] = []
  const close = (): void => {
    if (group.length > 0) questions.push(byMessageIds(group))
    group = []
  }
  for (const one of wanted) {
    if (one.messageId === null) {
      questions.push(byFacts(one))
      continue
    }
    if (group.length >= mostIds || byMessageIds([...group, one]).filter.length > longestFilter) close()
    group.push(one)
  }
  close()
  return questions
}

export const byMessageIds = (wanted: readonly WantedEmail[]): Question => ({
  wanted,
  filter: anyOf(
    [...new Set(wanted.map((one) => one.messageId ?? ''))].map((id) => equal('internetMessageId', quoted(id))),
  ),
})

const byFacts = (wanted: WantedEmail): Question => ({
  wanted: [wanted],
  filter: allOf([
    `receivedDateTime%20ge%20${instant(wanted.sentAt - earlyMs)}`,
    `receivedDateTime%20le%20${instant(wanted.sentAt + lateMs)}`,
    equal('from/emailAddress/address', quoted(wanted.sender)),
  ]),
})

/** Below the user's path: all visible folders, or what was deleted for good and can still be had back. */
export const messagesPath = (user: string, question: Question, recoverable: boolean, fields: string): string =>
  `${user}${recoverable ? '/mailFolders/recoverableitemsdeletions' : ''}/messages?$filter=${question.filter}&$select=${fields}&$top=100`

/** Whether the message is this email: the server's idea of equality isn't relied on. Drafts are nobody's mail. */
export const isSame = (message: WireMessage, wanted: WantedEmail): boolean => {
  if (message.isDraft === true) return false
  if (wanted.messageId !== null) return message.internetMessageId === wanted.messageId
  const sender = message.from?.emailAddress?.address ?? ''
  const receivedAt = Date.parse(message.receivedDateTime ?? '')
  return (
    sender.toLowerCase() === wanted.sender.toLowerCase() &&
    plain(message.subject ?? '') === plain(wanted.subject) &&
    receivedAt >= wanted.sentAt - earlyMs &&
    receivedAt <= wanted.sentAt + lateMs
  )
}

const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
