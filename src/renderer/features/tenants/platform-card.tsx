import { useState } from 'react'
import type { PlatformProfile } from '../../../shared/model/platform-profile'
import type { Tenant } from '../../../shared/model/tenant'
import { factsOf } from '../../app/client'
import { editTenant } from '../../app/tenants'
import { KeptInput } from '../../ui/kept-input'
import { HeaderMarks } from './header-marks'
import { SettingRow } from './setting-row'
import { listOfTyped, refusalText } from '../../app/typed-list'

type SenderField = Extract<keyof PlatformProfile, 'senderDomains' | 'senderAddresses'>

const fields: readonly {
  readonly field: SenderField
  readonly label: string
  readonly placeholder: string
  readonly hint: string
  readonly done: string
}[] = [
  {
    field: 'senderDomains',
    label: 'Sender domains',
    placeholder: 'platform.example',
    hint: 'Separated by commas; each stands for all below it too.',
    done: 'The sender domains of its platform were changed.',
  },
  {
    field: 'senderAddresses',
    label: 'Sender addresses',
    placeholder: 'bounce@platform.example',
    hint: 'Single addresses beside them, separated by commas.',
    done: 'The sender addresses of its platform were changed.',
  },
]

/** What tells a message of the tenant's platform; kept when typing ends. */
export const PlatformCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { platform } = tenant
  const [refused, setRefused] = useState<Readonly<Partial<Record<SenderField, string>>>>({})
  const forget = (field: SenderField): void => setRefused(({ [field]: _, ...others }) => others)
  const keep = (field: SenderField, text: string, done: string): void =>
    void editTenant(tenant, { platform: { ...platform, [field]: [...listOfTyped(text)] } }, done).then(
      () => forget(field),
      (thrown: unknown) => setRefused((before) => ({ ...before, [field]: refusalText(factsOf(thrown)) })),
    )
  const isEmpty = [platform.senderDomains, platform.senderAddresses, platform.headerMarks].every(
    ({ length }) => length === 0,
  )
  return (
    <section className="wb-card" aria-labelledby="wb-tenant-platform">
      <h2 id="wb-tenant-platform">Platform profile</h2>
      <p className="wb-muted">
        Anybody can write a file or send to a mailbox. An email that only a file or a mailbox scan told of is moved only
        when the message itself comes from one of these senders or has one of these headers; one that a log of the
        platform told of needs neither.
      </p>
      {isEmpty ? <p className="wb-muted">There is none: no such email is moved.</p> : null}
      {fields.map(({ field, label, placeholder, hint, done }) => (
        <SettingRow key={field} label={label} hint={hint} refusal={refused[field] ?? null}>
          {(control) => (
            <KeptInput
              {...control}
              kept={platform[field].join(', ')}
              placeholder={placeholder}
              onGivenBack={() => forget(field)}
              keep={(text) => keep(field, text, done)}
            />
          )}
        </SettingRow>
      ))}
      <HeaderMarks tenant={tenant} />
    </section>
  )
}
