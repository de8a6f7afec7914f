import type { ConnectDraft, GoogleDraft, GoogleSignIn } from '../../../shared/model/connect'
import { Segmented } from '../../ui/segmented'
import { changeDraft } from './draft-store'
import { KeyEntry } from './key-entry'
import { PersonEntry } from './person-entry'
import { SecretEntry } from './secret-entry'
import { TextField } from './text-field'

const signIns: readonly { readonly value: GoogleSignIn; readonly label: string }[] = [
  { value: 'service-account', label: 'Service account' },
  { value: 'person', label: 'A person' },
]

const endpoints: readonly (readonly [field: 'token' | 'gmail' | 'directory' | 'authorize', label: string])[] = [
  ['token', 'Token endpoint'],
  ['gmail', 'Gmail endpoint'],
  ['directory', 'Directory endpoint'],
  ['authorize', 'Sign-in page'],
]

/** What Whereabouts signs in with at Google. */
export const GoogleStep = ({ draft }: { readonly draft: ConnectDraft }) => {
  const { google } = draft
  return (
    <>
      <div className="wb-field">
        <span className="wb-field-label">Signs in as</span>
        <div>
          <Segmented
            label="Signs in as"
            value={google.signIn}
            options={signIns}
            onChange={(signIn) => changeDraft({ google: { signIn } })}
          />
        </div>
      </div>
      {google.signIn === 'service-account' ? (
        <>
          <KeyEntry draft={draft} />
          <TextField
            label="Administrator"
            field="google.adminAddress"
            value={google.adminAddress}
            placeholder={`admin@${draft.domains[0] ?? 'customer.example'}`}
            hint="The directory is read as this person; a role with Users › Read is enough."
            onChange={(adminAddress) => changeDraft({ google: { adminAddress } })}
          />
        </>
      ) : (
        <>
          <TextField
            key="person-client"
            label="Client ID"
            field="google.clientId"
            value={google.clientId}
            placeholder="000000000000-….apps.googleusercontent.com"
            hint="Of an OAuth client of the type “Desktop app”."
            onChange={(clientId) => changeDraft({ google: { clientId } })}
          />
          <SecretEntry
            draft={draft}
            asksExpiry={false}
            hint="Of the same client; Google’s token call expects it though it is no real secret."
          />
          <PersonEntry draft={draft} />
        </>
      )}
      <details className="wb-details">
        <summary>Endpoints</summary>
        <div className="wb-connect-fields">
          <p className="wb-hint">Google has one set for everybody; change them only for a gateway in between.</p>
          {endpoints.map(([field, label]) => (
            <TextField
              key={field}
              label={label}
              field={`google.${field}`}
              value={google[field]}
              onChange={(text) => changeDraft({ google: { [field]: text } as Partial<GoogleDraft> })}
            />
          ))}
        </div>
      </details>
    </>
  )
}
