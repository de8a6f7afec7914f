import type { Failure } from '../../../shared/model'
import type { FoundCopy, LocateResult, WantedEmail } from '../provider'
import { whyUnknown } from './failures'
import {
  copyHeaders,
  likelyHeaders,
  matchOf,
  messageView,
  readList,
  readMessage,
  toCopy,
  type Message,
} from './message'
import type { Part } from './part-queue'
import { isDelivered, looksArchived, type Snoozed } from './place'
import { callPath, searchFor } from './query'

/** The calls as Google's reference writes them. */
const listCall = 'GET /gmail/v1/users/{userId}/messages'
const getCall = 'GET /gmail/v1/users/{userId}/messages/{id}'

const messagesPath = '/gmail/v1/users/me/messages'

/** The search for one wanted email: what was asked, what came back, and when that is an answer. */
export interface Search {
  readonly wanted: WantedEmail
  /** The calls it starts with: known refs are read; without any, or when asked again, the mailbox is searched. */
  start(): readonly Part[]
  /** Takes in an answer of 200; null when it makes no sense, else the calls it leads to. */
  listed(data: unknown): readonly Part[] | null
  got(data: unknown): readonly Part[] | null
  /** A message that isn't there (any more). A known ref that is gone leads to a search. */
  gone(): readonly Part[]
  /** Nothing is under way any more. */
  isComplete(): boolean
  /** The labels of each copy found. */
  labels(): readonly (readonly string[])[]
  result(nameOf: (labelId: string) => string | null, isSnoozed: (ref: string) => Snoozed): LocateResult
}

export const createSearch = (wanted: WantedEmail, headerNames: readonly string[]): Search => {
  const found = new Map<string, { message: Message; match: FoundCopy['match'] }>()
  const asked = new Set<string>()
  const query = searchFor(wanted)
  let pending = 0
  let searched = false

  const part = (kind: 'list' | 'get', path: string): Part => {
    pending++
    return { kind, emailId: wanted.emailId, path, round: 0 }
  }
  const listPart = (pageToken: string | undefined): Part =>
    part(
      'list',
      callPath(messagesPath, {
        q: query,
        includeSpamTrash: 'true',
        maxResults: '100',
        pageToken,
        fields: 'messages(id),nextPageToken',
      }),
    )
  const getParts = (refs: readonly string[]): readonly Part[] => {
    const view = messageView([...(wanted.messageId === null ? likelyHeaders : copyHeaders), ...headerNames])
    return refs
      .filter((ref) => !asked.has(ref))
      .map((ref) => {
        asked.add(ref)
        return part('get', callPath(`${messagesPath}/${encodeURIComponent(ref)}`, view))
      })
  }
  /** A known ref that turned out wrong proves nothing about the mailbox. */
  const orSearch = (): readonly Part[] => {
    if (searched) return []
    searched = true
    return [listPart(undefined)]
  }

  return {
    wanted,
    start: () => [
      ...getParts(wanted.knownRefs),
      ...(wanted.knownRefs.length === 0 || wanted.again === true ? orSearch() : []),
    ],
    listed: (data) => {
      const page = readList(data)
      if (page === null) return null
      pending--
      const gets = getParts(page.messages.map((message) => message.id))
      return page.nextPageToken === undefined ? gets : [...gets, listPart(page.nextPageToken)]
    },
    got: (data) => {
      const message = readMessage(data)
      if (message === null) return null
      pending--
      const match = matchOf(message, wanted)
      if (match === null || !isDelivered(message.labelIds)) return orSearch()
      found.set(message.id, { message, match })
      return []
    },
    gone: () => {
      pending--
      return orSearch()
    },
    isComplete: () => pending === 0,
    labels: () => [...found.values()].map(({ message }) => message.labelIds),
    result: (nameOf, isSnoozed) => {
      const snoozed = ({ id, labelIds }: Message): Snoozed => looksArchived(labelIds) && isSnoozed(id)
      const copies = [...found.values()]
        .map(({ message, match }) => toCopy(message, match, nameOf, snoozed(message), headerNames))
        .sort(inboxFirst)
      return {
        emailId: wanted.emailId,
        located: copies.length > 0 ? { kind: 'found', copies } : { kind: 'not-found' },
        call: callName(searched, copies.length > 0),
      }
    },
  }
}

export const unknownResult = (emailId: string, failure: Failure): LocateResult => ({
  emailId,
  located: { kind: 'unknown', ...whyUnknown(failure) },
  call: listCall,
})

const callName = (searched: boolean, found: boolean): string =>
  [...(searched ? [listCall] : []), ...(found ? [getCall] : [])].join(' + ')

/** Inbox first, then the newest. */
const inboxFirst = (a: FoundCopy, b: FoundCopy): number =>
  Number(b.place.kind === 'inbox') - Number(a.place.kind === 'inbox') || (b.receivedAt ?? 0) - (a.receivedAt ?? 0)
