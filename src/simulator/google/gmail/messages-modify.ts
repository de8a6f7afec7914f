import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1'
import type { SimContext } from '../../core/context'
import type { SimAnswer } from '../../core/service'
import type { Call } from '../call'
import { invalidArgument, notFound } from '../errors'
import { suspendedRefusal, type Granted } from './access'
import { isMessageId } from './messages-get'

const places = ['INBOX', 'SPAM', 'TRASH']
/** Gmail API, "Manage labels": of the system labels only these can be put on or taken off. */
const changeable = new Set([
  ...places,
  'UNREAD',
  'STARRED',
  'IMPORTANT',
  'CATEGORY_PERSONAL',
  'CATEGORY_SOCIAL',
  'CATEGORY_PROMOTIONS',
  'CATEGORY_UPDATES',
  'CATEGORY_FORUMS',
])
const mostLabels = 100

/** `users.messages.modify` (Gmail API reference). Says which labels the message has afterwards. */
export const modifyMessage = (context: SimContext, call: Call, granted: Granted, id: string): SimAnswer => {
  const suspended = suspendedRefusal(granted.person)
  if (suspended !== undefined) return suspended
  if (!isMessageId(id)) return invalidArgument('Invalid id value')
  const change = readChange(call.body)
  if (change === undefined) return invalidArgument('Invalid JSON payload received.')
  const { add, remove } = change
  if (add.length === 0 && remove.length === 0) return invalidArgument('No label add or removes specified')
  if (add.length > mostLabels || remove.length > mostLabels) return invalidArgument('Too many labels specified')
  const message = granted.mailbox.messages.get(id)
  if (message === undefined) return notFound()

  const refused = [...add, ...remove].find((label) => {
    const known = granted.mailbox.labels.get(label)
    return known === undefined ? !changeable.has(label) : known.type === 'system' && !changeable.has(label)
  })
  if (refused !== undefined) return invalidArgument(`Invalid label: ${refused}`)
  if (add.some((label) => remove.includes(label))) return invalidArgument('Cannot both add and remove the same label')
  if (places.filter((place) => add.includes(place)).length > 1)
    return invalidArgument('Cannot add more than one of INBOX, SPAM and TRASH')

  context.apply({
    kind: 'labels',
    tenant: granted.tenant.key,
    person: granted.person.id,
    message: id,
    add: [...new Set(add)].filter((label) => !message.labelIds.includes(label)),
    remove: [...new Set(remove)].filter((label) => message.labelIds.includes(label)),
  })
  const labelIds = granted.mailbox.messages.get(id)?.labelIds ?? []
  const body: gmail_v1.Schema$Message = {
    id,
    threadId: message.threadId,
    ...(labelIds.length > 0 ? { labelIds: [...labelIds] } : {}),
  }
  return { status: 200, body }
}

const readChange = (body: string): { add: readonly string[]; remove: readonly string[] } | undefined => {
  try {
    const value = JSON.parse(body === '' ? '{}' : body) as gmail_v1.Schema$ModifyMessageRequest | null
    if (typeof value !== 'object' || value === null) return undefined
    const add = value.addLabelIds ?? []
    const remove = value.removeLabelIds ?? []
    return isList(add) && isList(remove) ? { add, remove } : undefined
  } catch {
    return undefined
  }
}

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
