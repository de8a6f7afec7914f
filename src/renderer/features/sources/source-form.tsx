import { type SubmitEvent, useState } from 'react'
import type { LogSourceKind, LogSourceState, SourceTest } from '../../../shared/model/log-source'
import type { Tenant } from '../../../shared/model/tenant'
import { call, factsOf } from '../../app/client'
import { withVault } from '../../app/vault'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { MappingEditor } from './mapping-editor'
import { Choice, GophishFields, HttpFields, Line, ScanFields } from './source-fields'
import { fieldOf, kindNames, newSource, secretName, type Refusal, type TypedSource } from './typed-source'

interface SourceFormProps {
  readonly tenant: Tenant
  readonly source: TypedSource
  /** Whether the vault holds its secret already. */
  readonly holdsSecret: boolean
  readonly onKept: (sources: readonly LogSourceState[]) => void
  readonly onClose: () => void
}

/** A log source, new or to be changed: tried as it was typed, then kept. */
export const SourceForm = ({ tenant, source, holdsSecret, onKept, onClose }: SourceFormProps) => {
  const [typed, setTyped] = useState(source)
  const [secret, setSecret] = useState('')
  const [busy, setBusy] = useState<'test' | 'save' | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [test, setTest] = useState<SourceTest | null>(null)
  const isNew = source.sourceId === null
  const { setup } = typed
  const secretLabel = secretName(typed)

  const change = (next: Partial<TypedSource>): void => {
    setTyped({ ...typed, ...next })
    setRefusal(null)
    setTest(null)
  }
  const asInput = () => ({ ...typed, tenantId: tenant.id, secret: secret === '' ? null : secret })
  const refuse = (thrown: unknown): void => {
    const { code, message, field } = factsOf(thrown)
    if (code !== 'cancelled') setRefusal({ field: fieldOf(field), message })
  }
  const run = async (what: 'test' | 'save', work: () => Promise<void>): Promise<void> => {
    setBusy(what)
    setRefusal(null)
    setTest(null)
    await work().catch(refuse)
    setBusy(null)
  }
  const tryIt = (): Promise<void> =>
    run('test', async () => {
      const tried = await withVault(() => call('sources.test', asInput()))
      if (tried.field === null) setTest(tried)
      else setRefusal({ field: fieldOf(tried.field), message: tried.message })
    })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void run('save', async () => onKept(await withVault(() => call('sources.put', asInput()))))
  }
  const placed = ['base', 'platformTenantId', 'secret', 'name', 'campaignName', 'groupName']
  const isPlaced = placed.includes(refusal?.field ?? '') || /^(auth|mapping|senders|marks)\b/.test(refusal?.field ?? '')

  return (
    <form className="wb-source-form" aria-label={isNew ? 'New log source' : `Change ${source.name}`} onSubmit={submit}>
      {isNew ? (
        <Choice<LogSourceKind>
          label="Kind of log source"
          value={setup.kind}
          options={[
            { value: 'http', label: kindNames.http },
            { value: 'gophish', label: kindNames.gophish },
            { value: 'mailbox-scan', label: kindNames['mailbox-scan'] },
          ]}
          onChange={(kind) => change({ setup: newSource(kind).setup })}
        />
      ) : null}
      <Line
        label="Name"
        value={typed.name}
        hint="As the log names where a row came from; leave it empty for the usual one."
        refusal={refusal?.field === 'name' ? refusal.message : null}
        onChange={(name) => change({ name })}
      />
      {setup.kind === 'http' ? (
        <HttpFields setup={setup} refusal={refusal} onChange={(next) => change({ setup: next })} />
      ) : setup.kind === 'gophish' ? (
        <GophishFields setup={setup} refusal={refusal} onChange={(next) => change({ setup: next })} />
      ) : (
        <ScanFields setup={setup} refusal={refusal} onChange={(next) => change({ setup: next })} />
      )}
      {secretLabel === null ? null : (
        <Line
          label={secretLabel}
          type="password"
          value={secret}
          hint={
            holdsSecret
              ? 'One is in the vault; leave this empty to keep it.'
              : 'It goes into the vault and is not shown again.'
          }
          refusal={refusal?.field === 'secret' ? refusal.message : null}
          onChange={(text) => {
            setSecret(text)
            setRefusal(null)
          }}
        />
      )}
      {setup.kind === 'http' ? (
        <MappingEditor
          mapping={setup.mapping}
          refusal={refusal}
          onChange={(mapping) => change({ setup: { ...setup, mapping } })}
        />
      ) : null}
      {test === null ? null : (
        <Notice tone={test.ok ? 'plain' : 'hot'}>
          {test.message} <span className="wb-muted">{test.ms.toLocaleString('en-GB')} ms</span>
        </Notice>
      )}
      {refusal === null || isPlaced || test !== null ? null : (
        <p role="alert" className="wb-refusal">
          {refusal.message}
        </p>
      )}
      <div className="wb-card-buttons">
        <Button type="submit" look="primary" disabled={busy !== null}>
          {busy === 'save' ? 'Keeping …' : isNew ? 'Add' : 'Keep'}
        </Button>
        <Button disabled={busy !== null} onClick={() => void tryIt()}>
          {busy === 'test' ? 'Testing …' : 'Test'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
