import { IconArrowLeft, IconCheck, IconPlayerStop, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Tenant } from '../../../shared/model/tenant'
import {
  nextStepOf,
  outcomeOf,
  standingOf,
  type GrantFact,
  type Recovery,
  type RecoveryAttempt,
  type RunnableStep,
} from '../../../shared/model/recovery'
import { capabilityNames } from '../../app/capability-rows'
import { goTo } from '../../app/context'
import { useFocusKept } from '../../app/focus-kept'
import { Copy } from '../../app/copy'
import { useZone } from '../../app/preferences'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age, Instant } from '../../ui/time-text'
import { useNow } from '../../ui/use-now'
import { ResendForm } from './resend-form'
import { act, useRecoveryStore } from './recovery-store'
import { gatheredText } from './gathered'
import { Seen } from './seen'
import { SkipForm } from './skip-form'
import { UnsettledResend } from './unsettled-resend'
import { arrivalSentence, evidenceSentence, outcomeWords, signSentence, stepPurposes, stepTitles } from './words'
import './recovery.css'

interface WayBackProps {
  readonly tenant: Tenant
  readonly person: string
}

/** The way back from a broken grant: what is seen on the left, the steps on the right. */
export const WayBack = ({ tenant, person }: WayBackProps) => {
  const view = useRecoveryStore((state) => state.view)
  const subject = useRecoveryStore((state) => state.subject)
  const failure = useRecoveryStore((state) => state.failure)
  const back = (
    <Button
      look="quiet"
      icon={<IconArrowLeft size={16} stroke={1.6} aria-hidden="true" />}
      onClick={() => goTo({ kind: 'log' })}
    >
      Back to the log
    </Button>
  )
  if (view === null || subject === null)
    return (
      <div className="way-back">
        {failure === null ? (
          <Skeleton rows={6} label="Reading the way back" />
        ) : (
          <Notice tone="hot">{failure.message}</Notice>
        )}
      </div>
    )
  const { evidence, recovery } = view
  if (evidence === null)
    return (
      <div className="way-back">
        <Notice actions={back}>
          This tenant is manual: its mail goes by SMTP on purpose, and there is no grant to repair.
        </Notice>
      </div>
    )
  const begin = (): void => void act('recovery.begin', subject)
  return (
    <div className="way-back">
      <Seen tenant={tenant} personId={subject.personId} window={subject.window} recovery={recovery} />
      <Panel>
        <div className="way-back-head">
          <h2 id="way-back-title">Way back</h2>
          {back}
        </div>
        {failure === null ? null : (
          <Notice tone="hot">
            {failure.message} <code>{failure.code}</code>
          </Notice>
        )}
        {recovery === null ? (
          <NotBegun evidence={evidence} person={person} onBegin={begin} />
        ) : (
          <Steps tenant={tenant} person={person} recovery={recovery} onBegin={begin} />
        )}
      </Panel>
    </div>
  )
}

/** The steps' place: takes the focus when it opens, and whenever the button that had it goes away. */
const Panel = ({ children }: { readonly children: ReactNode }) => {
  const panel = useRef<HTMLElement>(null)
  useFocusKept(panel)
  useEffect(() => {
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section ref={panel} tabIndex={-1} className="wb-card way-back-panel" aria-labelledby="way-back-title">
      {children}
    </section>
  )
}

const NotBegun = ({
  evidence,
  person,
  onBegin,
}: {
  readonly evidence: Recovery['evidence']
  readonly person: string
  readonly onBegin: () => void
}) => {
  const zone = useZone()
  const now = useNow()
  const sign = signSentence(evidence, zone, now)
  return (
    <div className="way-back-start">
      <p>
        <strong>{sign ?? `No sign of a broken grant in the log of ${person}.`}</strong> {evidenceSentence(evidence)}
      </p>
      <p className="wb-muted">
        It leads through a resync of the directory, a resend, and a look at where that email arrives. Every step is
        recorded and can be gone on with later.
      </p>
      <div className="wb-actions">
        <Button look={sign === null ? 'plain' : 'primary'} onClick={onBegin}>
          Begin
        </Button>
      </div>
    </div>
  )
}

const keyOf = ({ tenantId, personId, id }: Recovery) => ({ tenantId, personId, recoveryId: id })

interface StepsProps {
  readonly tenant: Tenant
  readonly person: string
  readonly recovery: Recovery
  readonly onBegin: () => void
}

const Steps = ({ tenant, person, recovery, onBegin }: StepsProps) => {
  const zone = useZone()
  const now = useNow()
  const next = recovery.closedAt === null ? nextStepOf(recovery) : null
  const outcome = outcomeOf(recovery)
  const [asked, setAsked] = useState<{ readonly step: RunnableStep; readonly form: 'skip' | 'resend' } | null>(null)
  const running = recovery.attempts.some(({ state }) => state === 'running')
  const key = keyOf(recovery)
  const skip = (step: RunnableStep) => (
    <Button look="quiet" onClick={() => setAsked({ step, form: 'skip' })}>
      Skip…
    </Button>
  )
  const doing = (step: RunnableStep): ReactNode => {
    const standing = standingOf(recovery, step)
    if (standing.state === 'running')
      return step === 'resend' ? null : (
        <Button
          icon={<IconPlayerStop size={16} stroke={1.6} aria-hidden="true" />}

          onClick={() => void act('recovery.stopRunning', key)}
        >
          Stop
        </Button>
      )
    if (recovery.closedAt !== null || running) return null
    const isNext = next === step
    const isRepeat = standing.tries > 0
    if (!isNext && !isRepeat) return null
    const run = {
      resync: () => void act('recovery.run', { ...key, step: 'resync' }),
      resend: () => setAsked({ step, form: 'resend' }),
      watch: () => void act('recovery.run', { ...key, step: 'watch' }),
    }[step]
    const words = {
      resync: isRepeat ? 'Resync again' : 'Resync',
      resend: isRepeat ? 'Resend again…' : 'Resend…',
      watch: isRepeat ? 'Watch again' : 'Watch',
    }[step]
    return (
      <>
        <Button look={isNext ? 'primary' : 'quiet'} onClick={run}>
          {words}
        </Button>
        {isNext ? skip(step) : null}
      </>
    )
  }
  return (
    <>
      <p className="wb-muted">
        Started <Instant at={recovery.startedAt} zone={zone} /> by {recovery.startedBy}
        {recovery.closedAt === null ? ' · goes on where you left it' : null}
        {recovery.closedAt === null ? null : (
          <>
            {' · closed '}
            <Instant at={recovery.closedAt} zone={zone} />
          </>
        )}
      </p>
      <ol className="way-steps">
        <Step title={stepTitles.see} mark="done" at={recovery.startedAt}>
          <p>
            {signSentence(recovery.evidence, zone, now) ?? 'No sign of a broken grant.'}{' '}
            {evidenceSentence(recovery.evidence)}
          </p>
        </Step>
        {(['resync', 'resend', 'watch'] as const).map((step, index) => {
          const { state, attempt } = standingOf(recovery, step)
          return (
            <Step
              key={step}
              title={stepTitles[step]}
              number={index + 2}
              mark={state === 'open' ? (next === step ? 'next' : 'ahead') : state}
              at={attempt?.endedAt ?? attempt?.startedAt ?? null}
            >
              {attempt === null ? (
                <p>{stepPurposes[step]}</p>
              ) : (
                <AttemptFacts attempt={attempt} now={now} zone={zone} />
              )}
              {step === 'resend' && recovery.closedAt === null ? (
                <UnsettledResend tenantId={recovery.tenantId} personId={recovery.personId} />
              ) : null}
              {asked?.step === step && asked.form === 'skip' ? (
                <SkipForm
                  step={step}

                  onCancel={() => setAsked(null)}
                  onSkip={async (reason) => {
                    if (await act('recovery.skip', { ...key, step, reason })) setAsked(null)
                  }}
                />
              ) : asked?.step === step && asked.form === 'resend' ? (
                <ResendForm
                  tenant={tenant}
                  person={person}
                  personId={recovery.personId}

                  onCancel={() => setAsked(null)}
                  onSend={async (order) => {
                    if (await act('recovery.resend', { ...key, ...order })) setAsked(null)
                  }}
                />
              ) : (
                <div className="wb-actions">{doing(step)}</div>
              )}
            </Step>
          )
        })}
        <Step
          title={stepTitles.result}
          number={5}
          mark={outcome === null ? 'ahead' : outcome === 'repaired' ? 'done' : 'next'}
          at={null}
        >
          {outcome === null ? (
            <p>{stepPurposes.result}</p>
          ) : (
            <div role="status">
              <p className={`way-outcome way-outcome-${outcomeWords[outcome].tone}`}>
                {outcomeWords[outcome].headline}
              </p>
              {arrivalSentence(recovery) === null ? null : <p>{arrivalSentence(recovery)}</p>}
              <p>{outcomeWords[outcome].next}</p>
            </div>
          )}
        </Step>
      </ol>
      <div className="wb-actions way-back-foot">
        <span className="way-back-copy">
          Everything gathered, as text
          <Copy what="everything gathered" text={gatheredText(tenant, person, recovery, zone)} />
        </span>
        {recovery.closedAt === null ? (
          <Button
            look={outcome === 'repaired' ? 'primary' : 'plain'}

            onClick={() => void act('recovery.close', key)}
          >
            Close the way back
          </Button>
        ) : (
          <Button onClick={onBegin}>Begin again</Button>
        )}
      </div>
    </>
  )
}

type Mark = 'done' | 'next' | 'ahead' | RecoveryAttempt['state']

const markWords: Readonly<Record<Mark, string>> = {
  done: 'done',
  next: 'next',
  ahead: 'ahead',
  running: 'running',
  failed: 'failed',
  skipped: 'skipped',
  'cut-off': 'cut off',
}

const Step = ({
  title,
  number = 1,
  mark,
  at,
  children,
}: {
  readonly title: string
  readonly number?: number
  readonly mark: Mark
  readonly at: string | null
  readonly children: ReactNode
}) => {
  const zone = useZone()
  return (
    <li className={`way-step way-step-${mark}`} aria-label={`${title}: ${markWords[mark]}`}>
      <span className="way-step-mark" aria-hidden="true">
        {mark === 'done' ? (
          <IconCheck size={14} stroke={2} />
        ) : mark === 'failed' || mark === 'cut-off' ? (
          <IconX size={14} stroke={2} />
        ) : mark === 'running' ? (
          <span className="wb-spinner" />
        ) : (
          number
        )}
      </span>
      <div className="way-step-body">
        <div className="way-step-head">
          <h3>{title}</h3>
          {at === null ? null : (
            <span className="wb-hint wb-num">
              <Instant at={at} zone={zone} />
            </span>
          )}
        </div>
        {children}
      </div>
    </li>
  )
}

const AttemptFacts = ({
  attempt,
  now,
  zone,
}: {
  readonly attempt: RecoveryAttempt
  readonly now: number
  readonly zone: string
}) => {
  const { state, note, step, givesUpAt, engineer, grants } = attempt
  if (state === 'running')
    return (
      <p role="status">
        {step === 'resync' ? 'Reading the directory and the permissions' : null}
        {step === 'resend' ? 'Sending' : null}
        {step === 'watch' ? 'Looking for the row and the email' : null}, begun <Age at={attempt.startedAt} />.
        {givesUpAt === undefined || Date.parse(givesUpAt) < now ? null : (
          <>
            {' Goes on while you work elsewhere; gives up at '}
            <Instant at={givesUpAt} zone={zone} form="clock" />.
          </>
        )}
      </p>
    )
  return (
    <>
      <p>
        {state === 'skipped' ? `Skipped: ${note}` : note} <span className="wb-hint">({engineer})</span>
      </p>
      {grants === undefined ? null : <GrantChange grants={grants} />}
    </>
  )
}

const isTold = ({ state }: GrantFact): boolean => state !== 'unknown'

/** The rights after the resync, with those that changed by it; what could not be told is never called granted. */
const GrantChange = ({ grants }: { readonly grants: NonNullable<RecoveryAttempt['grants']> }) => {
  const { before, after } = grants
  if (after === null || !after.some(isTold)) return <p className="wb-muted">The permissions could not be read again.</p>
  const missing = after.filter(({ state }) => state === 'missing')
  const untold = after.filter((fact) => !isTold(fact))
  const changed = after.filter((fact) => {
    const was = before?.find(({ capability }) => capability === fact.capability)
    return was !== undefined && isTold(was) && isTold(fact) && was.state !== fact.state
  })
  const names = (facts: readonly GrantFact[]): string =>
    facts.map(({ capability }) => capabilityNames[capability].toLowerCase()).join(', ')
  return (
    <p className={missing.length > 0 ? 'way-outcome-hot' : untold.length > 0 ? undefined : 'way-outcome-calm'}>
      {missing.length === 0 ? 'Permissions read again: none is known to be missing.' : `Missing: ${names(missing)}.`}
      {untold.length === 0 ? '' : ` Could not be told: ${names(untold)}.`}
      {changed.length === 0 ? '' : ` Changed by the resync: ${names(changed)}.`}
    </p>
  )
}
