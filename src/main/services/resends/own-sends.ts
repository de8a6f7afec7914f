import { ownSendsId } from '../../../shared/model'
import type { ResendRecord } from '../../ledger/ledger'
import { requirePerson, type ServiceParts } from '../parts'

/** Makes what this app itself sent a row of the person's log, found again by the id of its resend. */
export const createOwnSends =
  ({ ledger, emit }: Pick<ServiceParts, 'ledger' | 'emit'>) =>
  async (resend: ResendRecord): Promise<void> => {
    const { tenantId, personId, sentAt, sendMethod } = resend
    const { address } = await requirePerson(ledger, resend)
    const row = {
      ref: resend.id,
      personRef: address,
      subject: resend.subject,
      type: resend.type,
      campaign: null,
      sentAt: sentAt ?? resend.startedAt,
      method: sendMethod ?? 'unknown',
      messageId: resend.messageId,
      sender: resend.sender ?? '',
      recipient: resend.to,
      latestEvent: null,
    } as const
    await ledger.mergeEmails({ tenantId, personId }, ownSendsId, [row], resend.id)
    emit({ kind: 'log-changed', tenantId, personId })
  }
