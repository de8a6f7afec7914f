import { IconRefresh } from '@tabler/icons-react'
import { capabilities, type CapabilityReading } from '../../../shared/model/grant'
import type { Tenant } from '../../../shared/model/tenant'
import { CapabilityRows } from '../../app/capability-rows'
import { checkGrant, type KnownGrant, useGrant } from '../../app/grants'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age } from '../../ui/time-text'

const overlaid = ({ reading, checked }: KnownGrant): readonly CapabilityReading[] => {
  const fresh = checked ?? []
  const old = reading?.rows ?? []
  return [...fresh, ...old.filter((row) => !fresh.some(({ capability }) => capability === row.capability))]
}

const AgeOfReading = ({ reading, checked }: KnownGrant) => {
  if (checked !== null)
    return (
      <span className="wb-hint wb-num" role="status">
        {checked.length} of {capabilities.length} checked
      </span>
    )
  return reading === null || reading === undefined ? null : (
    <span className="wb-hint">
      read <Age at={reading.readAt} />
    </span>
  )
}

/** What a synced tenant has granted: as it was last read, at once; read again row by row. */
export const GrantCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const known = useGrant(tenant.id)
  const { reading, checked, failure } = known
  const again = capabilities.filter((one) => checked?.every(({ capability }) => capability !== one))
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-grant">
      <div className="wb-card-head">
        <h2 id="wb-grant">What is granted</h2>
        <span className="wb-card-tools">
          <AgeOfReading {...known} />
          <Button
            icon={<IconRefresh size={16} stroke={1.6} aria-hidden="true" />}
            disabled={checked !== null || tenant.disabled}
            title={tenant.disabled ? 'Enable the tenant first.' : undefined}
            onClick={() => void checkGrant(tenant.id)}
          >
            {checked === null ? 'Check again' : 'Checking …'}
          </Button>
        </span>
      </div>
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      {reading === undefined && failure === null ? <Skeleton rows={6} label="Reading what is granted" /> : null}
      {reading === null && checked === null ? (
        <p className="wb-muted">Nothing was checked yet: press Check again to see what this tenant has granted.</p>
      ) : (
        <CapabilityRows rows={overlaid(known)} reading={checked !== null} again={checked === null ? [] : again} />
      )}
    </section>
  )
}
