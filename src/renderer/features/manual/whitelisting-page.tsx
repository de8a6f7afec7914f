import './whitelisting.css'
import { isSynced, type Tenant } from '../../../shared/model/tenant'
import { gatewayNames, gateways, type Whitelisting } from '../../../shared/model/whitelisting'
import { Page } from '../../app/page'
import { useTenant } from '../../app/tenants'
import { Notice } from '../../ui/notice'
import { Segmented } from '../../ui/segmented'
import { Skeleton } from '../../ui/skeleton'
import { HeaderCard } from './header-card'
import { LetterCard } from './letter-card'
import { StepsCard } from './steps-card'
import { ValuesCard } from './values-card'
import { type KeptWhitelisting, useWhitelisting } from './whitelisting-store'

const options = gateways.map((value) => ({ value, label: gatewayNames[value] }))

const Cards = ({
  tenant,
  kept,
  values,
}: {
  readonly tenant: Tenant
  readonly kept: KeptWhitelisting
  readonly values: Whitelisting
}) => {
  const gateway = values.gateway ?? 'generic'
  return (
    <div className="wb-grid">
      <ValuesCard kept={kept} values={values} />
      <LetterCard tenant={tenant} gateway={gateway} values={values} />
      <StepsCard
        gateway={gateway}
        values={values}
        choice={
          <div className="wb-gateways">
            <Segmented
              label="Filter that the customer has"
              value={gateway}
              options={options}
              onChange={(next) => void kept.change({ gateway: next }, `${tenant.name} has ${gatewayNames[next]}.`)}
            />
            {values.gateway === null ? (
              <p className="wb-hint">
                Ask the customer which filter stands before their mailboxes, and choose it here.
              </p>
            ) : null}
          </div>
        }
      />
      <HeaderCard values={values} />
    </div>
  )
}

const OfTenant = ({ tenant }: { readonly tenant: Tenant }) => {
  const kept = useWhitelisting(tenant)
  return (
    <Page
      title="Whitelisting"
      sentence={`${tenant.name} is manual: our mail comes by SMTP, and their filter decides whether it arrives.`}
    >
      {kept.failure === null ? null : <Notice tone="hot">{kept.failure.message}</Notice>}
      {kept.value === null ? (
        kept.failure === null ? (
          <Skeleton rows={6} label="Reading what is let through" />
        ) : null
      ) : (
        <Cards tenant={tenant} kept={kept} values={kept.value} />
      )}
    </Page>
  )
}

/** What a manual tenant lets through its mail filter, how, and how to ask for it. A synced tenant has no such page. */
export const WhitelistingPage = () => {
  const tenant = useTenant()
  return tenant === null || isSynced(tenant) ? null : <OfTenant key={tenant.id} tenant={tenant} />
}
