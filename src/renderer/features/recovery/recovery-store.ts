import { useEffect } from 'react'
import { create } from 'zustand'
import type { AppEvent, CallInput, CallOutput } from '../../../shared/contract'
import type { FailureFacts } from '../../../shared/model/failure'
import type { Recovery } from '../../../shared/model/recovery'
import type { TimeWindow } from '../../../shared/model/time-window'
import { afterPaint } from '../../app/after-paint'
import { call, factsOf, onEvent } from '../../app/client'
import { isCurrent } from '../../app/current'

type View = CallOutput<'recovery.read'>

export interface PersonOfTenant {
  readonly tenantId: string
  readonly personId: string
}

interface RecoveryState {
  /** Whose; null while no log is shown. */
  readonly subject: (PersonOfTenant & { readonly window: TimeWindow }) | null
  readonly view: View | null
  /** Why the last question or act failed; what was known stays. */
  readonly failure: FailureFacts | null
  /** True while an act waits for main's word: another one is left undone. Buttons stay, so that none loses the focus. */
  readonly busy: boolean
}

const nothing: RecoveryState = { subject: null, view: null, failure: null, busy: false }
export const useRecoveryStore = create<RecoveryState>(() => nothing)

type Subject = NonNullable<RecoveryState['subject']>

const isShown = (subject: Subject): boolean =>
  useRecoveryStore.getState().subject === subject &&
  isCurrent({ tenantId: subject.tenantId, personId: subject.personId })

const read = async (subject: Subject): Promise<void> => {
  try {
    const view = await call('recovery.read', subject)
    if (isShown(subject)) useRecoveryStore.setState({ view })
  } catch (thrown) {
    if (isShown(subject)) useRecoveryStore.setState({ failure: factsOf(thrown) })
  }
}

/** One reading for however many pages of a log arrive close together. */
const rereadMs = 250

/** Follows the way back of whoever's log is on screen, for as long as the component is there. */
export const useFollowedRecovery = (tenantId: string, personId: string, window: TimeWindow): void => {
  useEffect(() => {
    const subject = { tenantId, personId, window }
    useRecoveryStore.setState({ ...nothing, subject })
    // What the page shows first needs none of this.
    afterPaint(() => {
      if (isShown(subject)) void read(subject)
    })
    let waiting: ReturnType<typeof setTimeout> | undefined
    const isOurs = (event: AppEvent): boolean =>
      'tenantId' in event && event.tenantId === tenantId && (!('personId' in event) || event.personId === personId)
    const off = onEvent((event) => {
      if (event.kind === 'recovery-changed' && isOurs(event)) {
        useRecoveryStore.setState(({ view }) => ({ view: view && { ...view, recovery: event.recovery } }))
      }
      if ((event.kind !== 'log-changed' && event.kind !== 'people-changed') || !isOurs(event)) return
      clearTimeout(waiting)
      waiting = setTimeout(() => void read(subject), rereadMs)
    })
    return () => {
      off()
      clearTimeout(waiting)
      useRecoveryStore.setState(nothing)
    }
  }, [tenantId, personId, window])
}

/** Whether the way back is offered because mail goes by SMTP: nothing else has to say so then. */
export const useIsSmtpSign = (): boolean =>
  useRecoveryStore(({ view }) => view?.evidence?.signs.includes('smtp') === true)

type Act =
  'recovery.begin' | 'recovery.run' | 'recovery.resend' | 'recovery.skip' | 'recovery.stopRunning' | 'recovery.close'

/** Does something about the way back on screen; resolves to whether main took it. A refusal stands in `failure`. */
export const act = async <Name extends Act>(name: Name, input: CallInput<Name>): Promise<boolean> => {
  const { subject, busy } = useRecoveryStore.getState()
  if (subject === null || busy) return false
  useRecoveryStore.setState({ busy: true, failure: null })
  try {
    const recovery = (await call(name, input)) as Recovery
    if (isShown(subject)) {
      useRecoveryStore.setState(({ view }) => ({
        busy: false,
        view: { evidence: view?.evidence ?? null, recovery: newest(view?.recovery ?? null, recovery) },
      }))
    }
    return true
  } catch (thrown) {
    if (isShown(subject)) useRecoveryStore.setState({ busy: false, failure: factsOf(thrown) })
    return false
  }
}

/** An event that came before the answer may be newer than it. */
const newest = (held: Recovery | null, answered: Recovery): Recovery => {
  if (held?.id !== answered.id) return answered
  const settled = (recovery: Recovery): number =>
    recovery.attempts.length * 2 -
    recovery.attempts.filter(({ state }) => state === 'running').length +
    (recovery.closedAt === null ? 0 : 1)
  return settled(held) > settled(answered) ? held : answered
}
