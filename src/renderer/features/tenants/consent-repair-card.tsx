import type { Tenant } from '../../../shared/model/tenant'
import { ConsentRepairText } from '../../app/consent-repair'
import { useGrant } from '../../app/grants'

/** Shown where the last reading of a grant lacks something: what to send to the customer's admin. */
export const ConsentRepairCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { reading } = useGrant(tenant.id)
  if (!reading?.rows.some(({ state, spreading }) => state === 'missing' && !spreading)) return null
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-consent-repair">
      <h2 id="wb-consent-repair">Have it granted again</h2>
      <ConsentRepairText tenantId={tenant.id} readAt={reading.readAt} />
    </section>
  )
}
