import { IconRefresh } from '@tabler/icons-react'
import { capabilities } from '../../../shared/model/grant'
import type { Tenant } from '../../../shared/model/tenant'
import { capabilityNames, stateWords } from '../../app/capability-rows'
import { ConsentRepairText } from '../../app/consent-repair'
import { checkGrant, useGrant } from '../../app/grants'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age } from '../../ui/time-text'

/** What the tenant has granted, as short as the way back needs it: right, state, and what to add where. */
export const PermissionsCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { reading, checked, failure } = useGrant(tenant.id)
  const rows = reading?.rows ?? []
  return (
    <section className="wb-card" aria-labelledby="way-permissions-title">
      <div className="wb-card-head">
        <h2 id="way-permissions-title">
          Permissions{' '}
          {reading ? (
            <span className="wb-hint">
              read <Age at={reading.readAt} />
            </span>
          ) : null}
        </h2>
        <Button
          look="quiet"
          icon={<IconRefresh size={16} stroke={1.6} aria-hidden="true" />}
          disabled={checked !== null || tenant.disabled}
          onClick={() => void checkGrant(tenant.id)}
        >
          {checked === null ? 'Read again' : `${checked.length} of ${capabilities.length} read`}
        </Button>
      </div>
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      {reading === undefined && failure === null ? <Skeleton rows={5} label="Reading the permissions" /> : null}
      {reading === null ? (
        <p className="wb-muted">They were never read: the resync reads them, or press Read again.</p>
      ) : (
        <ul className="way-permissions" aria-label="Permissions">
          {rows.map((row) => {
            const { tone, word } = stateWords(row)
            return (
              <li key={row.capability} title={row.detail}>
                <span>{capabilityNames[row.capability]}</span>
                <Chip tone={tone} bare={row.state === 'granted'}>
                  {word.toLowerCase()}
                </Chip>
                <span className="wb-muted">{row.remedy ?? row.source}</span>
              </li>
            )
          })}
        </ul>
      )}
      {reading && rows.some(({ state }) => state === 'missing') ? (
        <>
          <h3>Have it granted again</h3>
          <ConsentRepairText tenantId={tenant.id} readAt={reading.readAt} />
        </>
      ) : null}
    </section>
  )
}
