import { useState } from 'react'
import type { ResendPath } from '../../../shared/model/resend'
import type { Tenant } from '../../../shared/model/tenant'
import type { PersonOfTenant } from './recovery-store'
import { call } from '../../app/client'
import { useReading } from '../../app/current'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'

const pathNames: Readonly<Record<ResendPath, string>> = {
  platform: 'By the platform',
  'graph-inject': 'Into the mailbox (Graph)',
  'graph-send': 'Sent from the mailbox (Graph)',
  'gmail-insert': 'Into the mailbox (Gmail)',
  'gmail-import': 'Imported (Gmail)',
  smtp: 'By smtp',
}

interface ResendFormProps {
  readonly tenant: Tenant
  readonly person: string
  readonly personId: string
  readonly onCancel: () => void
  readonly onSend: (order: {
    readonly resendId: string
    readonly path: ResendPath
    readonly templateId: string
  }) => void
}

/** Chooses what is sent and how, shows what will arrive, and sends it to this one person. */
export const ResendForm = ({ tenant, person, personId, onCancel, onSend }: ResendFormProps) => {
  const key = { tenantId: tenant.id, personId }
  const choice = useReading({ tenantId: tenant.id }, () => call('resends.templates', { tenantId: tenant.id }))
  const [templateId, setTemplateId] = useState<string | null>(null)
  const [path, setPath] = useState<ResendPath | null>(null)
  // One id for as long as the form stands: pressing twice sends once.
  const [resendId] = useState(() => crypto.randomUUID())
  const template = choice.value?.templates.find(({ id }) => id === templateId) ?? choice.value?.templates[0] ?? null
  const ways = (choice.value?.ways ?? []).filter((way) => template?.paths.includes(way.path))
  const way = ways.find((one) => one.path === path) ?? ways.find(({ refusal }) => refusal === null) ?? ways[0] ?? null
  if (choice.value === null)
    return choice.failure === null ? (
      <Skeleton rows={3} label="Reading the templates" />
    ) : (
      <Notice tone="hot" actions={<Button onClick={choice.reload}>Try again</Button>}>
        {choice.failure.message} <code>{choice.failure.code}</code>
      </Notice>
    )
  return (
    <form
      className="way-step-form"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        if (template !== null && way !== null) onSend({ resendId, path: way.path, templateId: template.id })
      }}
    >
      {template === null ? (
        <p>The platform has no template to send: skip this step and say so.</p>
      ) : (
        <>
          <Field label="What is sent">
            {(control) => (
              <select
                {...control}
                autoFocus
                className="wb-input"
                value={template.id}
                onChange={(event) => setTemplateId(event.currentTarget.value)}
              >
                {choice.value?.templates.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="How" refusal={way?.refusal ?? null}>
            {(control) => (
              <select
                {...control}
                className="wb-input"
                value={way?.path ?? ''}
                onChange={(event) => setPath(event.currentTarget.value as ResendPath)}
              >
                {ways.map((one) => (
                  <option key={one.path} value={one.path}>
                    {pathNames[one.path]}
                    {one.refusal === null ? '' : ' (not now)'}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {way === null ? null : (
            <Preview key={`${template.id}|${way.path}`} subject={key} path={way.path} templateId={template.id} />
          )}
        </>
      )}
      <div className="wb-actions">
        <Button type="submit" look="primary" disabled={template === null || way === null || way.refusal !== null}>
          Send to {person}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

const Preview = ({
  subject,
  path,
  templateId,
}: {
  readonly subject: PersonOfTenant
  readonly path: ResendPath
  readonly templateId: string
}) => {
  const { value, failure } = useReading(subject, () =>
    call('resends.preview', { ...subject, order: { path, templateId } }),
  )
  if (failure !== null) return <Notice tone="hot">{failure.message}</Notice>
  if (value === null) return <Skeleton rows={2} label="Reading what will arrive" />
  return (
    <section className="way-preview" aria-label="What will arrive">
      <b>{value.subject}</b>
      <span className="wb-muted">
        To {value.to}
        {value.from === null ? '' : ` from ${value.from}`}
      </span>
      <pre>{value.text}</pre>
      <span>{value.does}</span>
      {value.refusal === null ? null : <span className="wb-refusal">{value.refusal}</span>}
    </section>
  )
}
