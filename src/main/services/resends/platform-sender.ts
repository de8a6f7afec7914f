import { Failure } from '../../../shared/model'
import type { ResendRecord } from '../../ledger/ledger'
import type { ResendDesk, SourceResend } from '../../sources/source'
import type { ServiceParts } from '../parts'
import type { Sender, WentOut } from './sender'

/** Has the platform send, through the log source that the order names. Its key is the id of the resend. */
export const createPlatformSender = ({ sourcesOf }: Pick<ServiceParts, 'sourcesOf'>): Sender => {
  const deskOf = async ({ tenantId, desk }: ResendRecord): Promise<{ desk: ResendDesk; personRef: string }> => {
    const source = (await sourcesOf(tenantId)).find(({ id }) => id === desk?.sourceId)
    if (desk && source?.reader.resends) return { desk: source.reader.resends, personRef: desk.personRef }
    throw new Failure({
      code: 'source-missing',
      message: 'The log source that was asked to send is no longer one of this tenant.',
    })
  }
  return {
    paths: ['platform'],
    send: async ({ resend }, _, signal) => {
      const { desk, personRef } = await deskOf(resend)
      const order = { personRef, templateRef: resend.templateId, key: resend.id }
      return wentOut(await desk.order(order, signal))
    },
    find: async (resend, _, signal) => {
      const { desk, personRef } = await deskOf(resend)
      const found = await desk.find(personRef, resend.id, signal)
      if (found === null) return { kind: 'absent' }
      if (found.state === 'failed') return { kind: 'not-sent', why: words(found) }
      return { kind: 'sent', ...wentOut(found) }
    },
  }
}

const words = ({ detail }: SourceResend): string =>
  `The platform gave it up${detail === null ? '' : `: “${detail}”`}. Nothing was sent.`

const wentOut = (resend: SourceResend): WentOut => {
  if (resend.state === 'failed') throw new Failure({ code: 'not-sent', message: words(resend) })
  const { sentAt, method, messageId } = resend
  return { sentAt, method, messageId }
}
