import type { ComponentProps, HTMLInputTypeAttribute, ReactNode } from 'react'
import type { LogSourceSetup } from '../../../shared/model/log-source'
import type { HeaderMark } from '../../../shared/model/platform-profile'
import { Field } from '../../ui/field'
import { Segmented } from '../../ui/segmented'
import type { Refusal } from './typed-source'

interface LineProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly refusal?: string | null
  readonly hint?: ReactNode
  readonly placeholder?: string
  readonly type?: HTMLInputTypeAttribute
}

/** One line of text of a source. */
export const Line = ({ label, value, onChange, refusal = null, hint, placeholder, type = 'text' }: LineProps) => (
  <Field label={label} hint={hint} refusal={refusal}>
    {(control) => (
      <input
        {...control}
        className="wb-input"
        type={type}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        maxLength={type === 'password' ? 10_000 : 500}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
)

/** One of a few, with its name above it like a line's. */
export const Choice = <Value extends string>(props: ComponentProps<typeof Segmented<Value>>) => (
  <div className="wb-field">
    <span className="wb-field-label">{props.label}</span>
    <Segmented {...props} />
  </div>
)

interface FieldsProps<Setup> {
  readonly setup: Setup
  readonly onChange: (setup: Setup) => void
  readonly refusal: Refusal | null
}
type Http = Extract<LogSourceSetup, { kind: 'http' }>
type Gophish = Extract<LogSourceSetup, { kind: 'gophish' }>
type MailboxScan = Extract<LogSourceSetup, { kind: 'mailbox-scan' }>
type Credentials = Extract<Http['auth'], { kind: 'oauth-client-credentials' }>

const at = (refusal: Refusal | null, field: string): string | null =>
  refusal?.field === field ? refusal.message : null

const noCredentials: Credentials = { kind: 'oauth-client-credentials', tokenUrl: '', clientId: '', scope: '' }

/** Where a log over HTTP is, and how it is signed in to. */
export const HttpFields = ({ setup, onChange, refusal }: FieldsProps<Http>) => {
  const { auth } = setup
  return (
    <>
      <Line
        label="Address"
        value={setup.base}
        placeholder="https://platform.example/sent-log"
        refusal={at(refusal, 'base')}
        onChange={(base) => onChange({ ...setup, base })}
      />
      <Line
        label="Tenant ID at the platform"
        value={setup.platformTenantId}
        hint="As the platform names this customer in its own log."
        refusal={at(refusal, 'platformTenantId')}
        onChange={(platformTenantId) => onChange({ ...setup, platformTenantId })}
      />
      <Choice
        label="Sign-in"
        value={auth.kind}
        options={[
          { value: 'token', label: 'Token' },
          { value: 'oauth-client-credentials', label: 'Client credentials' },
        ]}
        onChange={(kind) => onChange({ ...setup, auth: kind === 'token' ? { kind } : noCredentials })}
      />
      {auth.kind === 'token' ? null : (
        <>
          <Line
            label="Token address"
            value={auth.tokenUrl}
            placeholder="https://platform.example/oauth/token"
            refusal={at(refusal, 'auth.tokenUrl')}
            onChange={(tokenUrl) => onChange({ ...setup, auth: { ...auth, tokenUrl } })}
          />
          <Line
            label="Client ID"
            value={auth.clientId}
            refusal={at(refusal, 'auth.clientId')}
            onChange={(clientId) => onChange({ ...setup, auth: { ...auth, clientId } })}
          />
          <Line
            label="Scope"
            value={auth.scope}
            hint="Leave it empty where the platform asks for none."
            refusal={at(refusal, 'auth.scope')}
            onChange={(scope) => onChange({ ...setup, auth: { ...auth, scope } })}
          />
        </>
      )}
    </>
  )
}

/** Where a GoPhish server is, and which of its campaigns and groups are this tenant's. */
export const GophishFields = ({ setup, onChange, refusal }: FieldsProps<Gophish>) => (
  <>
    <Line
      label="Address"
      value={setup.base}
      placeholder="https://gophish.example:3333"
      refusal={at(refusal, 'base')}
      onChange={(base) => onChange({ ...setup, base })}
    />
    <Line
      label="Campaigns whose name has"
      value={setup.campaignName}
      hint="Leave it empty for all campaigns of the server."
      refusal={at(refusal, 'campaignName')}
      onChange={(campaignName) => onChange({ ...setup, campaignName })}
    />
    <Line
      label="Groups whose name has"
      value={setup.groupName}
      hint="Leave it empty for all groups of the server."
      refusal={at(refusal, 'groupName')}
      onChange={(groupName) => onChange({ ...setup, groupName })}
    />
  </>
)

/** A header as it is typed: its name, and after a colon the text that it must have. */
const markText = ({ name, value }: HeaderMark): string => (value === '' ? name : `${name}: ${value}`)
const markOfText = (text: string): HeaderMark => {
  const colon = text.indexOf(':')
  return colon < 0
    ? { name: text, value: '' }
    : { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() }
}
const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Which mail is looked for in a person's mailbox. */
export const ScanFields = ({ setup, onChange, refusal }: FieldsProps<MailboxScan>) => {
  const refusedIn = (field: 'senders' | 'marks'): string | null =>
    refusal?.field.split('.')[0] === field ? refusal.message : null
  return (
    <>
      <Field
        label="Addresses that our emails come from"
        hint="Whole addresses, one a line. Mail from anybody else is not looked at."
        refusal={refusedIn('senders')}
      >
        {(control) => (
          <textarea
            {...control}
            className="wb-input"
            rows={4}
            spellCheck={false}
            placeholder="training@platform.example"
            defaultValue={setup.senders.join('\n')}
            onChange={(event) =>
              onChange({ ...setup, senders: event.currentTarget.value.split(/[\s,;]+/).filter((text) => text !== '') })
            }
          />
        )}
      </Field>
      <Field
        label="Headers that our emails carry (optional)"
        hint="One a line: a name, or a name, a colon and a text that it must have. Without addresses the headers of every message in the time are read: slow, and at most 2,000."
        refusal={refusedIn('marks')}
      >
        {(control) => (
          <textarea
            {...control}
            className="wb-input"
            rows={2}
            spellCheck={false}
            placeholder="X-Platform-Mark: k=7c41d0"
            defaultValue={setup.marks.map(markText).join('\n')}
            onChange={(event) => onChange({ ...setup, marks: linesOf(event.currentTarget.value).map(markOfText) })}
          />
        )}
      </Field>
    </>
  )
}
