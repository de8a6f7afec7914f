import type { SimAnswer } from '../core/service'
import type { MicrosoftMessage } from '../world/world'
import { answer, openMailbox, type GraphCall } from './call'
import { refuse } from './errors'
import { folderNamed } from './folder-access'
import { messageView } from './message-view'

type Json = Readonly<Record<string, unknown>>
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(record) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const mailbox = (value: unknown) => {
  const { name, address } = record(record(value)['emailAddress'])
  return { name: text(name), address: text(address) }
}

/** MS-OXCMSG 2.2.1.6: PidTagMessageFlags, read-only after the first save; 8 is "unsent". Unset, the item is a draft. */
const unsent = 8

/** Graph reference: create message in a mailFolder. What has no flags of its own is a draft for ever. */
export const createMessage = (call: GraphCall, user: string, folder: string): SimAnswer => {
  const opened = openMailbox(call, user, 'write')
  const body = record(call.body)
  const properties = new Map(
    list(body['singleValueExtendedProperties']).map(({ id, value }) => [text(id).toLowerCase(), text(value)]),
  )
  const flags = properties.get('integer 0x0e07')
  const instant = (id: string): number => {
    const at = Date.parse(properties.get(id) ?? '')
    return Number.isNaN(at) ? call.context.clock.now() : at
  }
  const headers = list(body['internetMessageHeaders'])
  if (headers.length > 5 || headers.some(({ name, value }) => !/^x-/i.test(text(name)) || text(value).length > 995))
    return refuse(400, 'InvalidInternetMessageHeader', 'The internet message header name must start with x-.')
  const [to, ...others] = list(body['toRecipients']).map(mailbox)
  if (to === undefined || others.length > 0)
    return refuse(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
  const unique = Buffer.from(call.context.random.hex(24), 'hex').toString('base64')
  const message: MicrosoftMessage = {
    immutableId: `AAkALgAAAAAAHYQDEapmEc2byACqAC${unique}AA==`,
    ordinaryId: `AAMkAGI2TAAAAAAuAAAA${Buffer.from(call.context.random.hex(30), 'hex').toString('base64')}AAA=`,
    folderId: folderNamed(opened.mailbox, folder).id,
    internetMessageId: text(body['internetMessageId']) || `<${call.context.random.hex(24)}@prod.outlook.example>`,
    subject: text(body['subject']),
    from: mailbox(body['from']),
    to: to.address,
    sentAt: instant('systemtime 0x0039'),
    receivedAt: instant('systemtime 0x0e06'),
    isRead: body['isRead'] === true,
    isDraft: flags === undefined || (Number(flags) & unsent) !== 0,
    inference: 'focused',
  }
  call.context.apply({ kind: 'delivered', tenant: call.tenant.key, person: opened.person.id, message })
  return answer(call, 201, {
    '@odata.context': `${call.base}/$metadata#users('${encodeURIComponent(opened.person.signInName)}')/mailFolders('${folder}')/messages/$entity`,
    ...messageView(call, message),
  })
}
