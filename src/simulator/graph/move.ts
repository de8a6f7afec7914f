import type { SimAnswer } from '../core/service'
import { answer, openMailbox, type GraphCall } from './call'
import { refuse } from './errors'
import { folderNamed, isRecoverable, messageNamed } from './folder-access'
import { messageView } from './message-view'

const destinationOf = (body: unknown): string => {
  const name = typeof body === 'object' && body !== null && 'destinationId' in body ? body.destinationId : undefined
  return typeof name === 'string' && name !== ''
    ? name
    : refuse(400, 'ErrorInvalidRequest', 'The parameter destinationId is required.')
}

const newId = (random: string): string => `AAMkAGI2TAAAAAAuAAAA${Buffer.from(random, 'hex').toString('base64')}AAA=`

/**
 * Graph reference: message: move. The ordinary id is another one afterwards. A move to where the message lies already changes
 * nothing. Nothing can be moved into Recoverable Items.
 */
export const moveMessage = (call: GraphCall, user: string, id: string): SimAnswer => {
  const { mailbox, person } = openMailbox(call, user, 'write')
  const message = messageNamed(mailbox, id)
  const destination = folderNamed(mailbox, destinationOf(call.body))
  if (isRecoverable(mailbox, destination.id))
    return refuse(400, 'ErrorInvalidOperation', 'Items cannot be moved into the recoverable items folder.')
  if (message.folderId !== destination.id)
    call.context.apply({
      kind: 'move',
      tenant: call.tenant.key,
      person: person.id,
      message: message.immutableId,
      folder: destination.id,
      ordinaryId: newId(call.context.random.hex(30)),
    })
  return answer(call, 201, {
    '@odata.context': `${call.base}/$metadata#users('${encodeURIComponent(person.signInName)}')/messages/$entity`,
    ...messageView(call, message),
  })
}
