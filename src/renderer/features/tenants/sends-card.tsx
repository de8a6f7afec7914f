import { useState } from 'react'
import { IconMailExclamation } from '@tabler/icons-react'
import { isMostlySmtp, smtpShare, type Sends } from '../../../shared/model/sends'
import type { Tenant } from '../../../shared/model/tenant'
import { goTo } from '../../app/context'
import { sendsSentence } from '../../app/send-words'
import { useSends } from '../../app/sends'
import { SendsChart } from '../../app/sends-chart'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Segmented } from '../../ui/segmented'
import { Skeleton } from '../../ui/skeleton'
import { useNow } from '../../ui/use-now'

const windows = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
] as const
type Days = (typeof windows)[number]['value']
const daysOf = { '30': 30, '90': 90, '365': 365 } as const satisfies Record<Days, number>

const month = { kind: 'days', days: 30 } as const

/** Said above the page when the last email of most of the tenant's people went by SMTP. */
export const SmtpNotice = ({ tenant }: { readonly tenant: Tenant }) => {
  const { sends } = useSends(tenant.id, null, month)
  if (sends === null || !isMostlySmtp(sends.people)) return null
  const { smtp, all } = smtpShare(sends.people)
  return (
    <Notice
      tone="amber"
      icon={<IconMailExclamation size={17} stroke={1.6} aria-hidden="true" />}
      actions={<Button onClick={() => goTo({ kind: 'people' })}>People</Button>}
    >
      Most of this tenant gets its mail by smtp: the last email of {smtp.toLocaleString('en-GB')} of{' '}
      {all.toLocaleString('en-GB')} people in 30 days. That points to its grant, not to a mailbox. The sync is the place
      to look first: resync the directory on its People page.
    </Notice>
  )
}

const Sentence = ({ sends }: { readonly sends: Sends }) => {
  const sentence = sendsSentence(sends, sends.timeZone, useNow())
  return sentence === null ? null : <p className="sends-sentence">{sentence}</p>
}

/** What was sent to the whole tenant, day by day, and when its grant broke. */
export const SendsCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const [days, setDays] = useState<Days>('30')
  const { sends, failure } = useSends(tenant.id, null, { kind: 'days', days: daysOf[days] })
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-tenant-sends">
      <div className="wb-card-head">
        <h2 id="wb-tenant-sends">What was sent</h2>
        <Segmented label="Window of the chart" value={days} options={windows} onChange={setDays} />
      </div>
      {failure === null ? null : <p role="alert">{failure.message}</p>}
      {sends === null ? (
        failure === null ? (
          <Skeleton rows={4} label="Counting what was sent" />
        ) : null
      ) : (
        <>
          <Sentence sends={sends} />
          <SendsChart sends={sends} title="Sends per day, whole tenant" />
        </>
      )}
      <p className="wb-muted">Days of {tenant.timeZone}.</p>
    </section>
  )
}
