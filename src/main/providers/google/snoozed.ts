import { readList } from './message'
import type { Snoozed } from './place'
import { callPath } from './query'

/**
 * The one way to tell a snoozed message from an archived one: the search language knows snoozing, labels and messages don't
 * (Gmail Help, "Search operators"; Google issue 109952618). Five quota units for the whole mailbox.
 */
const snoozedQuery = { q: 'in:snoozed', fields: 'messages(id),nextPageToken' } as const
const pageSize = 500

export const snoozedParams = (pageToken: string | undefined) => ({
  userId: 'me',
  ...snoozedQuery,
  maxResults: pageSize,
  ...(pageToken === undefined ? {} : { pageToken }),
})

export const snoozedPath = (pageToken?: string): string =>
  callPath('/gmail/v1/users/me/messages', { ...snoozedQuery, maxResults: String(pageSize), pageToken })

/** What is snoozed in one mailbox, as far as its pages were read. */
export interface SnoozedList {
  /** Takes in a page: the token of the next one, `done` after the last, null when it makes no sense. */
  learn(data: unknown): { readonly next: string } | 'done' | null
  /** null as long as the list isn't whole and doesn't name the message. */
  has(ref: string): Snoozed
}

export const createSnoozedList = (): SnoozedList => {
  const ids = new Set<string>()
  let whole = false
  return {
    learn: (data) => {
      const page = readList(data)
      if (page === null) return null
      for (const { id } of page.messages) ids.add(id)
      if (page.nextPageToken !== undefined) return { next: page.nextPageToken }
      whole = true
      return 'done'
    },
    has: (ref) => ids.has(ref) || (whole ? false : null),
  }
}
