import type { SimAnswer } from '../core/service'
import type { MicrosoftMessage } from '../world/world'
import { answer, openMailbox, type GraphCall } from './call'
import { refuse } from './errors'
import { folderNamed, isRecoverable, messageNamed } from './folder-access'
import { checkOrder, messageFilter, sortedBy } from './message-filter'
import { checkSelection, messageProperties, messageView } from './message-view'
import { linkWith, pageOf } from './paging'

/** Above this many messages a search over the store may answer its first page empty, with a link to the next. */
const slowStore = 1000

/**
 * Graph reference: List messages; of the whole visible mailbox, or of one folder. Recoverable items are seen only by naming
 * their folder.
 */
export const listMessages = (call: GraphCall, user: string, folder: string | null): SimAnswer => {
  const { mailbox, person } = openMailbox(call, user, 'read')
  checkSelection(call, messageProperties)
  if (call.query.has('$search'))
    return call.query.has('$filter')
      ? refuse(400, 'SearchWithFilter', 'The query parameter $filter is not supported with $search.')
      : refuse(501, 'NotImplemented', 'This server has no search index.')
  const filter = messageFilter(call.query.get('$filter'))
  const order = checkOrder(call.query.get('$orderby'), filter)
  const within = folder === null ? null : folderNamed(mailbox, folder).id
  const found: MicrosoftMessage[] = []
  for (const message of mailbox.messages.values()) {
    if (within === null ? isRecoverable(mailbox, message.folderId) : message.folderId !== within) continue
    if (filter === null || filter.keeps(message)) found.push(message)
  }
  const context = `${call.base}/$metadata#users('${encodeURIComponent(person.signInName)}')/messages`
  const scanned = filter !== null && !filter.paths.includes('internetmessageid') && mailbox.messages.size > slowStore
  if (scanned && !call.query.has('$skip') && !call.query.has('$skiptoken'))
    return answer(call, 200, {
      '@odata.context': context,
      value: [],
      '@odata.nextLink': linkWith(call, '$skiptoken', '0'),
    })
  const { items, link } = pageOf(call, sortedBy(found, order), { usual: 10, most: 1000 })
  return answer(call, 200, {
    '@odata.context': context,
    value: items.map((message) => messageView(call, message)),
    ...link,
  })
}

/** Graph reference: Get message. */
export const getMessage = (call: GraphCall, user: string, id: string): SimAnswer => {
  const { mailbox, person } = openMailbox(call, user, 'read')
  checkSelection(call, messageProperties)
  const message = messageNamed(mailbox, id)
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#users('${encodeURIComponent(person.signInName)}')/messages/$entity`,
    ...messageView(call, message),
  })
}
