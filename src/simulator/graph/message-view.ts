import type { Message } from '@microsoft/microsoft-graph-types'
import type { MicrosoftMessage } from '../world/world'
import { wantsImmutableIds, type GraphCall } from './call'
import { accessDenied, refuse } from './errors'
import { pick, selected } from './paging'

const seconds = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`

/** Graph reference: message resource type, without anything that tells the content beyond the subject. */
const asMessage = (call: GraphCall, message: MicrosoftMessage): Message => {
  const id = wantsImmutableIds(call) ? message.immutableId : message.ordinaryId
  const from = { emailAddress: { name: message.from.name, address: message.from.address } }
  return {
    id,
    createdDateTime: seconds(message.receivedAt),
    lastModifiedDateTime: seconds(message.receivedAt),
    changeKey: `CQAAABYAAAA${message.ordinaryId.slice(20, 32)}`,
    categories: [],
    receivedDateTime: seconds(message.receivedAt),
    sentDateTime: seconds(message.sentAt),
    hasAttachments: false,
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    importance: 'normal',
    parentFolderId: message.folderId,
    conversationId: `AAQkAD${message.immutableId.slice(30, 46)}`,
    isDeliveryReceiptRequested: false,
    isReadReceiptRequested: false,
    isRead: message.isRead,
    isDraft: message.isDraft,
    webLink: `https://outlook.office365.example/owa/?ItemID=${encodeURIComponent(id)}&exvsurl=1&viewmodel=ReadMessageItem`,
    inferenceClassification: message.inference,
    sender: from,
    from,
    toRecipients: [{ emailAddress: { address: message.to } }],
    ccRecipients: [],
    bccRecipients: [],
    replyTo: [],
    flag: { flagStatus: 'notFlagged' },
  }
}

const content = ['body', 'bodypreview', 'uniquebody', 'attachments']

const headersProperty = 'internetMessageHeaders'
const isHeaders = (name: string): boolean => name.toLowerCase() === headersProperty.toLowerCase()

/** Graph reference: internetMessageHeader resource type. Given out only when selected. */
const headersOf = (message: MicrosoftMessage): Message['internetMessageHeaders'] => [
  { name: 'Date', value: new Date(message.sentAt).toUTCString().replace('GMT', '+0000') },
  { name: 'From', value: message.from.address },
  { name: 'To', value: message.to },
  { name: 'Subject', value: message.subject },
  { name: 'Message-ID', value: message.internetMessageId },
  ...(message.headers ?? []),
]

/** No document says whether the basic permission shows headers: here it doesn't. */
const showHeaders = ['Mail.Read', 'Mail.Read.Shared', 'Mail.ReadWrite', 'Mail.ReadWrite.Shared']

/**
 * Refuses content as the service does with the basic permission, and marks the request: no client of ours may ever ask. An
 * answer without `$select` would carry a body in the real service; here it doesn't, but the request is marked too.
 */
export const checkSelection = (call: GraphCall, known: readonly string[]): void => {
  const names = selected(call)
  const expanded = call.query.get('$expand')
  if (names === null) call.trace.note('no $select: the real service would answer with the body')
  if (names?.some((name) => content.includes(name.toLowerCase())) || expanded?.toLowerCase().includes('attachments')) {
    call.trace.note('asked for the content of a message')
    accessDenied()
  }
  if (names?.some(isHeaders) && !call.roles.some((role) => showHeaders.includes(role))) accessDenied()
  for (const name of names ?? [])
    if (!isHeaders(name) && !known.some((one) => one.toLowerCase() === name.toLowerCase()))
      refuse(
        400,
        'RequestBroker--ParseUri',
        `Could not find a property named '${name}' on type 'Microsoft.OutlookServices.Message'.`,
      )
}

export const messageProperties: readonly string[] = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'categories',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'internetMessageId',
  'subject',
  'importance',
  'parentFolderId',
  'conversationId',
  'isDeliveryReceiptRequested',
  'isReadReceiptRequested',
  'isRead',
  'isDraft',
  'webLink',
  'inferenceClassification',
  'sender',
  'from',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'flag',
]

export const messageView = (call: GraphCall, message: MicrosoftMessage): object => {
  const whole = asMessage(call, message)
  const names = selected(call)
  return {
    '@odata.etag': `W/"${whole.changeKey ?? ''}"`,
    ...pick(whole, names),
    ...(names?.some(isHeaders) ? { internetMessageHeaders: headersOf(message) } : {}),
  }
}
