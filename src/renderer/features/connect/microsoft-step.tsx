import { useCallback, useEffect, useState } from 'react'
import type { ConnectDraft, MicrosoftCloud, MicrosoftSignIn, SharedApplication } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Field } from '../../ui/field'
import { Segmented } from '../../ui/segmented'
import { CertificateEntry } from './certificate-entry'
import { changeDraft, useRefusal } from './draft-store'
import { PersonEntry } from './person-entry'
import { SecretEntry } from './secret-entry'
import { ShareApplication } from './share-application'
import { TextField } from './text-field'

const cloudNames: Readonly<Record<MicrosoftCloud, string>> = {
  global: 'Microsoft 365 worldwide',
  'us-l4': 'US Government L4 (GCC High)',
  'us-l5': 'US Government L5 (DoD)',
  china: 'China (21Vianet)',
  custom: 'Other endpoints',
}

const signIns: readonly { readonly value: MicrosoftSignIn; readonly label: string }[] = [
  { value: 'secret', label: 'Client secret' },
  { value: 'certificate', label: 'Certificate' },
  { value: 'person', label: 'A person' },
]

const usedBy = (tenants: number): string =>
  tenants === 0 ? '' : `, which ${tenants} ${tenants === 1 ? 'tenant uses' : 'tenants use'}`

/** Applications that several tenants share, read once while the step is shown, and again on request. */
const useApplications = () => {
  const [applications, setApplications] = useState<readonly SharedApplication[]>([])
  const read = useCallback(() => {
    call('connect.applications', {}).then(setApplications, () => undefined)
  }, [])
  useEffect(read, [read])
  return { applications, read }
}

/** What Whereabouts signs in with at Microsoft. */
export const MicrosoftStep = ({ draft }: { readonly draft: ConnectDraft }) => {
  const { microsoft } = draft
  const { applications, read } = useApplications()
  const shared = applications.find(({ id }) => id === microsoft.applicationId)
  const applicationRefusal = useRefusal('microsoft.applicationId')
  return (
    <>
      <TextField
        label="Directory"
        field="microsoft.directory"
        value={microsoft.directory}
        placeholder={draft.domains[0] ?? 'customer.example'}
        hint="The customer’s tenant ID or one of its domains. Empty takes the first domain."
        onChange={(directory) => changeDraft({ microsoft: { directory } })}
      />
      {applications.length === 0 && microsoft.applicationId === null ? null : (
        <Field
          label="Application"
          hint="One multi-tenant application can serve many customers: it is entered once and each customer only consents."
          refusal={applicationRefusal}
        >
          {(control) => (
            <select
              {...control}
              className="wb-input"
              value={microsoft.applicationId ?? ''}
              onChange={(event) => changeDraft({ microsoft: { applicationId: event.currentTarget.value || null } })}
            >
              <option value="">This tenant’s own</option>
              {applications.map(({ id, name, clientId }) => (
                <option key={id} value={id}>
                  {name} ({clientId})
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {microsoft.applicationId === null ? (
        <OwnApplication draft={draft} onShared={read} />
      ) : (
        <p className="wb-hint">
          Signs in as {shared?.name ?? 'the shared application'}
          {usedBy(shared?.tenants ?? 0)}. Nothing more is needed here.
        </p>
      )}
    </>
  )
}

const OwnApplication = ({ draft, onShared }: { readonly draft: ConnectDraft; readonly onShared: () => void }) => {
  const { microsoft } = draft
  return (
    <>
      <TextField
        label="Application (client) ID"
        field="microsoft.clientId"
        value={microsoft.clientId}
        placeholder="00000000-0000-0000-0000-000000000000"
        hint="From the registration’s overview page in the Entra admin center."
        onChange={(clientId) => changeDraft({ microsoft: { clientId } })}
      />
      <Field label="Cloud">
        {(control) => (
          <select
            {...control}
            className="wb-input"
            value={microsoft.cloud}
            onChange={(event) => changeDraft({ microsoft: { cloud: event.currentTarget.value as MicrosoftCloud } })}
          >
            {Object.entries(cloudNames).map(([cloud, name]) => (
              <option key={cloud} value={cloud}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {microsoft.cloud === 'custom' ? (
        <>
          <TextField
            label="Sign-in endpoint"
            field="microsoft.login"
            value={microsoft.login}
            onChange={(login) => changeDraft({ microsoft: { login } })}
          />
          <TextField
            label="Graph endpoint"
            field="microsoft.graph"
            value={microsoft.graph}
            onChange={(graph) => changeDraft({ microsoft: { graph } })}
          />
        </>
      ) : null}
      <div className="wb-field">
        <span className="wb-field-label">Signs in with</span>
        <div>
          <Segmented
            label="Signs in with"
            value={microsoft.signIn}
            options={signIns}
            onChange={(signIn) => changeDraft({ microsoft: { signIn } })}
          />
        </div>
      </div>
      {microsoft.signIn === 'secret' ? (
        <SecretEntry
          draft={draft}
          hint="The column “Value” under Certificates & secrets, which is shown only once; not the secret’s ID."
        />
      ) : microsoft.signIn === 'certificate' ? (
        <CertificateEntry draft={draft} />
      ) : (
        <PersonEntry draft={draft} />
      )}
      {microsoft.signIn === 'person' ? null : <ShareApplication draft={draft} onShared={onShared} />}
    </>
  )
}
