import { IconHelpCircle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { FailureFacts } from '../../../shared/model/failure'
import type { PersonOfTenant } from './recovery-store'
import { call, factsOf, onEvent } from '../../app/client'
import { useReading } from '../../app/current'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Refusal } from '../../ui/refusal'

/** An email that may have been sent: nobody can tell but the engineer, and nothing more is sent before they do. */
export const UnsettledResend = ({ tenantId, personId }: PersonOfTenant) => {
  const { value, reload } = useReading({ tenantId, personId }, () => call('resends.list', { tenantId, personId }))
  const [failure, setFailure] = useState<FailureFacts | null>(null)
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind === 'resend-changed' && event.resend.personId === personId) reload()
      }),
    [personId, reload],
  )
  const open = value?.find(({ state }) => state === 'maybe-sent')
  if (open === undefined) return null
  const decide = (outcome: 'sent' | 'not-sent'): void => {
    setFailure(null)
    call('resends.decide', { tenantId, personId, resendId: open.id, outcome }).then(reload, (thrown: unknown) =>
      setFailure(factsOf(thrown)),
    )
  }
  return (
    <Notice
      tone="amber"
      icon={<IconHelpCircle size={18} stroke={1.6} aria-hidden="true" />}
      actions={
        <>
          <Button onClick={() => decide('sent')}>It was sent</Button>
          <Button onClick={() => decide('not-sent')}>It was not</Button>
        </>
      }
    >
      “{open.subject}” may have been sent. {open.failure?.message} Ask the person or the platform: nothing more is sent
      to them before you say which.
      <Refusal>{failure?.message ?? null}</Refusal>
    </Notice>
  )
}
