import { Failure } from '../../../shared/model'
import type { FoundCopy, Located, LocateResult, Mailbox, WantedEmail } from '../provider'
import type { Member, MemberAnswer } from './batch'
import { copyOf, inOrder } from './copies'
import { failure, failureOf, reasonOf } from './failures'
import { learnFolders, readFolders, type FolderReading } from './folder-members'
import { placeIn, type Folders } from './folders'
import { byMessageIds, isSame, messagesPath, questionsFor, type Question } from './questions'
import { askAll, keyOf, userPath, type Session } from './session'
import { wordsOf, type Trouble } from './trouble'
import { pageOf, wireMessage, type WireMessage } from './wire'

const visibleCall = 'GET /users/{id}/messages?$filter=internetMessageId'
const recoverableCall = 'GET /users/{id}/mailFolders/recoverableitemsdeletions/messages?$filter=internetMessageId'

const messagePage = pageOf(wireMessage)

/** What the search of one part of the mailbox came to for one email. */
interface Search {
  readonly messages: WireMessage[]
  /** Questions that can still bring something. */
  open: number
  trouble: Trouble | null
  told: boolean
}

/**
 * Finds many emails in one mailbox (https://learn.microsoft.com/graph/api/user-list-messages): one batch asks for ten
 * Message-IDs a filter and, the first time, for the folders; what the visible mailbox doesn't hold is then looked for in
 * its recoverable items. See `MailProvider.locate`.
 */
export const locate = async (
  session: Session,
  mailbox: Mailbox,
  wanted: readonly WantedEmail[],
  signal: AbortSignal,
  report: (result: LocateResult) => void,
): Promise<void> => {
  const reported = new Set<string>()
  const tell = (email: WantedEmail, located: Located, call: string): void => {
    if (reported.has(email.emailId)) return
    reported.add(email.emailId)
    report({ emailId: email.emailId, located, call })
  }
  try {
    const rest = await searchPart(session, mailbox, wanted, false, signal, tell)
    await searchPart(session, mailbox, rest, true, signal, tell)
  } catch (thrown) {
    const reason = thrown instanceof Failure ? thrown : failure('server-error', thrown)
    if (signal.aborted || reason.code === 'cancelled') throw failure('cancelled', thrown)
    for (const email of wanted) tell(email, unknownFrom(reason), visibleCall)
  }
}

/** Searches the visible mailbox or its recoverable items; tells what it found and gives back what isn't there. */
const searchPart = async (
  session: Session,
  mailbox: Mailbox,
  wanted: readonly WantedEmail[],
  recoverable: boolean,
  signal: AbortSignal,
  tell: (email: WantedEmail, located: Located, call: string) => void,
): Promise<readonly WantedEmail[]> => {
  if (wanted.length === 0) return []
  const user = userPath(session, mailbox)
  const searches = new Map(wanted.map((one) => [one, { messages: [], open: 0, trouble: null, told: false } as Search]))
  const each = (question: Question, act: (search: Search, email: WantedEmail) => void): void => {
    for (const email of question.wanted) {
      const search = searches.get(email)
      if (search) act(search, email)
    }
  }

  const firstPage = (question: Question): string => messagesPath(user, question, recoverable, session.headers.fields())
  const ask = (question: Question, path = firstPage(question)): Member => {
    each(question, (search) => (search.open += 1))
    return { path, answered: (answer) => take(question, path, answer) }
  }
  const take = (question: Question, path: string, answer: MemberAnswer): readonly Member[] => {
    const following = judge(question, path, answer)
    each(question, (search) => (search.open -= 1))
    return following
  }
  const judge = (question: Question, path: string, answer: MemberAnswer): readonly Member[] => {
    if (answer.kind === 'trouble') {
      // Where they lie may be shown although their headers aren't.
      if (answer.trouble.status === 403 && session.headers.isIn(path)) {
        session.headers.refused()
        return [ask(question)]
      }
      // One unusual Message-ID must not hide the nine beside it.
      if (answer.trouble.status === 400 && question.wanted.length > 1)
        return question.wanted.map((email) => ask(byMessageIds([email])))
      if (recoverable && isAbsent(answer.trouble)) return []
      each(question, (search) => (search.trouble = answer.trouble))
      return []
    }
    const page = messagePage.safeParse(answer.body)
    if (!page.success) {
      each(question, (search) => (search.trouble = unreadable))
      return []
    }
    for (const message of page.data.value)
      each(question, (search, email) => {
        if (isSame(message, email) && !search.messages.some(({ id }) => id === message.id))
          search.messages.push(message)
      })
    const next = page.data['@odata.nextLink']
    return next === undefined ? [] : [ask(question, session.graph.pathOf(next))]
  }

  const known = session.folders.get(keyOf(mailbox))
  const reading: FolderReading | null = known ? null : readFolders(session, mailbox)
  let folders = known

  const tellFound = async (): Promise<void> => {
    if (!folders && reading?.isSettled() === true && [...searches.values()].some(({ messages }) => messages.length > 0))
      folders = reading.outcome()
    if (!folders) return
    for (const [email, search] of searches) {
      if (search.open > 0 || search.told || search.trouble || search.messages.length === 0) continue
      search.told = true
      const copies = await copiesOf(session, mailbox, email, search.messages, folders, signal)
      const call = recoverable ? recoverableCall : visibleCall
      tell(email, copies ? { kind: 'found', copies } : unknownFrom(failure('server-error')), call)
    }
  }

  const members = [...(reading?.members ?? []), ...questionsFor(wanted).map((question) => ask(question))]
  await askAll(session, mailbox, 'find by Message-ID', members, signal, tellFound)

  const call = recoverable ? recoverableCall : visibleCall
  const absent: WantedEmail[] = []
  for (const [email, search] of searches) {
    if (search.told) continue
    if (search.trouble) tell(email, unknownOf(search.trouble, session), call)
    else if (recoverable) tell(email, { kind: 'not-found' }, call)
    else absent.push(email)
  }
  return absent
}

const unreadable: Trouble = { status: 502, code: '', message: 'unreadable page', requestId: null, retryAfterMs: null }

/** A mailbox without recoverable items answers as if the folder weren't there. */
const isAbsent = (trouble: Trouble): boolean =>
  trouble.status === 404 && ['ErrorItemNotFound', 'ErrorFolderNotFound'].includes(trouble.code)

const copiesOf = async (
  session: Session,
  mailbox: Mailbox,
  email: WantedEmail,
  messages: readonly WireMessage[],
  folders: Folders,
  signal: AbortSignal,
): Promise<readonly FoundCopy[] | null> => {
  const strange = messages.map((one) => one.parentFolderId).filter((id) => placeIn(folders, id, null) === null)
  if (strange.length > 0) await learnFolders(session, mailbox, folders, strange, signal)
  const match = email.messageId === null ? 'likely' : 'exact'
  const copies = messages.map((message) => copyOf(message, folders, match, session.headers))
  return copies.some((copy) => copy === null) ? null : inOrder(copies.filter((copy) => copy !== null))
}

const unknownOf = (trouble: Trouble, session: Session): Located => ({
  kind: 'unknown',
  reason: reasonOf(failureOf(trouble, session.graph.roles()).code),
  detail: wordsOf(trouble),
})

const unknownFrom = (reason: Failure): Located => {
  const { providerCode, requestId, code, message } = reason.facts
  const words = [providerCode, ...(requestId === undefined ? [] : [`request-id ${requestId}`])]
    .filter(Boolean)
    .join(' · ')
  return { kind: 'unknown', reason: reasonOf(code), detail: words === '' ? message : words }
}
