import './connect.css'
import { IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { type ConnectDraft, type ConnectStep, connectStepNames } from '../../../shared/model/connect'
import { unreachable } from '../../../shared/model/failure'
import { call } from '../../app/client'
import { chooseTenant, goTo } from '../../app/context'
import { Page } from '../../app/page'
import { readTenants } from '../../app/tenants'
import { toast } from '../../app/toasts'
import { readWorkspace } from '../../app/workspace'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { CheckStep } from './check-step'
import { ConsentStep } from './consent-step'
import { changeDraft, showDraft, useDraftStore, withDraft } from './draft-store'
import { GoogleStep } from './google-step'
import { LogStep } from './log-step'
import { MicrosoftStep } from './microsoft-step'
import { ProviderStep } from './provider-step'
import { missingIn, stepOfField, stepReasons, stepsOf } from './steps'
import { TenantStep } from './tenant-step'

/** Connecting a tenant, step by step; whatever is entered is kept, so that it can be left at any time. */
export const ConnectPage = ({ draftId }: { readonly draftId: string }) => {
  const draft = useDraftStore((state) => state.draft)
  const refusal = useDraftStore((state) => state.refusal)
  const [read, setRead] = useState(false)
  useEffect(() => {
    void showDraft(draftId).then(() => setRead(true))
  }, [draftId])
  if (draft === null || draft.id !== draftId)
    return (
      <Page title="Connect a tenant">
        {!read ? (
          <Skeleton label="Reading what was entered" />
        ) : refusal === null ? (
          <Empty
            icon={<IconCheck size={20} stroke={1.6} />}
            title="This connection was finished or discarded"
            actions={<Button onClick={() => goTo({ kind: 'tenants' })}>All tenants</Button>}
          />
        ) : (
          <Notice tone="hot">{refusal.message}</Notice>
        )}
      </Page>
    )
  return <Flow draft={draft} />
}

const titleOf = (draft: ConnectDraft): string =>
  draft.tenantId === null ? 'Connect a tenant' : `Change the connection of ${draft.name}`

/** Connects the tenant; a refused field is shown on its step. */
const finish = async (draft: ConnectDraft): Promise<void> => {
  const tenant = await withDraft('finish', (draftId) => call('connect.finish', { draftId }))
  if (tenant === null) {
    const field = useDraftStore.getState().refusal?.field
    const step = field === undefined ? null : stepOfField(field)
    const { refusal } = useDraftStore.getState()
    if (step !== null && step !== draft.step) {
      changeDraft({ step })
      // Going to the step takes no refusal away.
      useDraftStore.setState({ refusal })
    }
    return
  }
  // Reads its people where that was never done, or long ago.
  await call('tenants.open', { tenantId: tenant.id }).catch(() => undefined)
  await Promise.all([readTenants(), readWorkspace()])
  toast({
    tone: 'calm',
    text: draft.tenantId === null ? `${tenant.name} is connected.` : `The connection of ${tenant.name} was changed.`,
    tenantId: tenant.id,
  })
  chooseTenant(tenant.id)
}

const Flow = ({ draft }: { readonly draft: ConnectDraft }) => {
  const busy = useDraftStore((state) => state.busy)
  const refusal = useDraftStore((state) => state.refusal)
  const steps = stepsOf(draft)
  const at = Math.max(0, steps.indexOf(draft.step))
  const step = steps[at] ?? 'provider'
  const isLast = at === steps.length - 1
  const go = (to: ConnectStep | undefined): void => {
    if (to !== undefined) changeDraft({ step: to })
  }
  const next = (): void => (isLast ? void finish(draft) : go(steps[at + 1]))
  const onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event
    const isLine = target instanceof HTMLInputElement && target.form === null && target.type === 'text'
    if (event.key !== 'Enter' || !isLine || (step === 'provider' && draft.provider === null)) return
    event.preventDefault()
    next()
  }
  const unplaced = refusal !== null && (refusal.field === undefined || stepOfField(refusal.field) === null)
  return (
    <Page
      title={titleOf(draft)}
      sentence="Whatever you enter is kept: leave at any time and go on later from the Tenants page."
      tools={<Discard draft={draft} />}
    >
      <div className="wb-connect">
        <StepList draft={draft} steps={steps} current={step} onGo={go} />
        <section className="wb-card wb-connect-step" aria-labelledby="wb-step" onKeyDown={onKeyDown}>
          <h2 id="wb-step">{connectStepNames[step]}</h2>
          <p className="wb-muted wb-connect-why">{stepReasons[step]}</p>
          <div className="wb-connect-fields" key={`${draft.id} ${step} ${draft.provider ?? ''}`}>
            <Step step={step} draft={draft} />
          </div>
          {isLast && unplaced && step !== 'check' ? <Notice tone="hot">{refusal.message}</Notice> : null}
          <div className="wb-actions wb-connect-foot">
            {at === 0 ? null : <Button onClick={() => go(steps[at - 1])}>Back</Button>}
            <Button look="primary" disabled={busy !== null || (at === 0 && draft.provider === null)} onClick={next}>
              {!isLast
                ? 'Next'
                : busy === 'finish'
                  ? 'Connecting …'
                  : draft.tenantId === null
                    ? 'Connect'
                    : 'Keep the change'}
            </Button>
          </div>
        </section>
      </div>
    </Page>
  )
}

const Step = ({ step, draft }: { readonly step: ConnectStep; readonly draft: ConnectDraft }) => {
  switch (step) {
    case 'provider':
      return <ProviderStep draft={draft} />
    case 'tenant':
      return <TenantStep draft={draft} />
    case 'sign-in':
      return draft.provider === 'google' ? <GoogleStep draft={draft} /> : <MicrosoftStep draft={draft} />
    case 'consent':
      return <ConsentStep draft={draft} />
    case 'log':
      return <LogStep draft={draft} />
    case 'check':
      return <CheckStep draft={draft} />
    default:
      return unreachable(step)
  }
}

interface StepListProps {
  readonly draft: ConnectDraft
  readonly steps: readonly ConnectStep[]
  readonly current: ConnectStep
  readonly onGo: (step: ConnectStep) => void
}

/** The steps in order, each with what it still lacks. */
const StepList = ({ draft, steps, current, onGo }: StepListProps) => {
  const at = steps.indexOf(current)
  return (
    <ol className="wb-steps" aria-label="Steps">
      {steps.map((step, index) => {
        const missing = missingIn(step, draft)
        const passed = index < at
        return (
          <li key={step}>
            <button
              type="button"
              className="wb-step"
              aria-current={step === current ? 'step' : undefined}
              disabled={draft.provider === null && index > 0}
              onClick={() => onGo(step)}
            >
              <span className="wb-step-mark" data-done={passed && missing === null} aria-hidden="true">
                {passed && missing === null ? <IconCheck size={14} stroke={2} /> : index + 1}
              </span>
              <span className="wb-step-text">
                {connectStepNames[step]}
                {passed && missing !== null ? <span className="wb-step-missing">{missing} missing</span> : null}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** Throws the draft and its secrets away, after asking. */
const Discard = ({ draft }: { readonly draft: ConnectDraft }) => {
  const [asking, setAsking] = useState(false)
  if (!asking) return <Button onClick={() => setAsking(true)}>Discard …</Button>
  const discard = (): void =>
    void withDraft('discard', (draftId) => call('connect.discard', { draftId })).then(() =>
      draft.tenantId === null ? goTo({ kind: 'tenants' }) : chooseTenant(draft.tenantId),
    )
  return (
    <span className="wb-discard" role="group" aria-label="Discard this connection">
      <span>Discard what was entered here, secrets included?</span>
      <Button autoFocus onClick={() => setAsking(false)}>
        Keep it
      </Button>
      <Button look="danger" onClick={discard}>
        Discard
      </Button>
    </span>
  )
}
