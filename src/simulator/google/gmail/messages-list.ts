import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1'
import type { SimAnswer } from '../../core/service'
import { countParameter, offsetOf, pageToken, type Call } from '../call'
import { apiError, invalidArgument } from '../errors'
import { metadataScope, type Granted } from './access'
import { readSearch } from './search'

/**
 * `users.messages.list` (Gmail API reference): ids only, newest first. Spam and Trash stay out unless asked for; an empty
 * list is left out altogether.
 */
export const listMessages = (call: Call, granted: Granted): SimAnswer => {
  const { query } = call
  const q = query.get('q') ?? ''
  if (q !== '' && granted.scopes.includes(metadataScope))
    return apiError({ status: 403, reason: 'forbidden', message: "Metadata scope does not support 'q' parameter" })
  const size = countParameter(query, 'maxResults', { standard: 100, largest: 500 })
  if (size === undefined) return invalidArgument('Invalid value for maxResults: must be within [1, 500].')

  const labels = query.getAll('labelIds')
  const unknown = labels.find((id) => !granted.mailbox.labels.has(id))
  if (unknown !== undefined) return invalidArgument(`Invalid label: ${unknown}`)
  const everything = query.get('includeSpamTrash') === 'true'
  const search = readSearch(q)
  const about = JSON.stringify([q, labels, everything])
  const offset = offsetOf(query.get('pageToken'), about)
  if (offset === undefined) return invalidArgument('Invalid pageToken')

  const found = [...granted.mailbox.messages.values()]
    .filter(
      (message) =>
        (everything || search.reachesSpam || labels.includes('SPAM') || !message.labelIds.includes('SPAM')) &&
        (everything || search.reachesTrash || labels.includes('TRASH') || !message.labelIds.includes('TRASH')) &&
        labels.every((id) => message.labelIds.includes(id)) &&
        search.matches(message),
    )
    .sort((one, other) => other.internalDate - one.internalDate || (one.id < other.id ? -1 : 1))
  const page = found.slice(offset, offset + size)
  const body: gmail_v1.Schema$ListMessagesResponse = {
    ...(page.length > 0 ? { messages: page.map(({ id, threadId }) => ({ id, threadId })) } : {}),
    ...(offset + size < found.length ? { nextPageToken: pageToken(offset + size, about) } : {}),
    // Only an estimate in the real service too: nothing may rely on it.
    resultSizeEstimate: Math.min(found.length, 201),
  }
  return { status: 200, body }
}
