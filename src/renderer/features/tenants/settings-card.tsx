import { useMemo, useState } from 'react'
import type { Tenant } from '../../../shared/model/tenant'
import { factsOf } from '../../app/client'
import { editTenant, type TenantEdit } from '../../app/tenants'
import { ColourChoice } from '../../app/colour-choice'
import { KeptInput } from '../../ui/kept-input'
import { RetentionField } from './retention-field'
import { SettingRow } from './setting-row'
import { refusalText, listOfTyped } from '../../app/typed-list'

/** Keeps a change at once; what main refuses is said at its field, and what was typed stays there. */
const useKeeping = (tenant: Tenant) => {
  const [refused, setRefused] = useState<Readonly<Partial<Record<keyof TenantEdit, string>>>>({})
  const forget = (field: keyof TenantEdit): void => setRefused(({ [field]: _, ...others }) => others)
  const keep = (change: TenantEdit, done: string): void => {
    const [field] = Object.keys(change) as (keyof TenantEdit)[]
    if (field === undefined) return
    editTenant(tenant, change, done).then(
      () => forget(field),
      (thrown: unknown) => setRefused((before) => ({ ...before, [field]: refusalText(factsOf(thrown)) })),
    )
  }
  return { keep, forget, refusalOf: (field: keyof TenantEdit): string | null => refused[field] ?? null }
}

/** What the engineer can set of a tenant; kept when typing ends. */
export const SettingsCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { keep, forget, refusalOf } = useKeeping(tenant)
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  return (
    <section className="wb-card" aria-labelledby="wb-tenant-settings">
      <h2 id="wb-tenant-settings">Settings</h2>
      <SettingRow label="Name" refusal={refusalOf('name')}>
        {(control) => (
          <KeptInput
            {...control}
            kept={tenant.name}
            maxLength={200}
            onGivenBack={() => forget('name')}
            keep={(name) => keep({ name }, `Renamed to ${name}.`)}
          />
        )}
      </SettingRow>
      <div className="wb-field-row">
        <span aria-hidden="true">Colour</span>
        <ColourChoice
          label="Colour"
          value={tenant.colour}
          onChange={(colour) => keep({ colour }, 'Its colour was changed.')}
        />
      </div>
      <SettingRow label="Tags" refusal={refusalOf('tags')} hint="Words of your own, separated by commas.">
        {(control) => (
          <KeptInput
            {...control}
            kept={tenant.tags.join(', ')}
            placeholder="gold, renewal in May"
            onGivenBack={() => forget('tags')}
            keep={(text) => keep({ tags: [...listOfTyped(text)] }, 'Its tags were changed.')}
          />
        )}
      </SettingRow>
      <SettingRow label="Time zone" refusal={refusalOf('timeZone')}>
        {(control) => (
          <select
            {...control}
            className="wb-input"
            value={tenant.timeZone}
            onChange={(event) => {
              const timeZone = event.currentTarget.value
              keep({ timeZone }, `Its time zone is ${timeZone} now.`)
            }}
          >
            {zones.includes(tenant.timeZone) ? null : <option value={tenant.timeZone}>{tenant.timeZone}</option>}
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </select>
        )}
      </SettingRow>
      <RetentionField
        tenant={tenant}
        refusal={refusalOf('retentionDays')}
        onGivenBack={() => forget('retentionDays')}
        keep={(retentionDays) =>
          keep({ retentionDays }, `Its sent emails are kept for ${retentionDays.toLocaleString('en-GB')} days now.`)
        }
      />
    </section>
  )
}
