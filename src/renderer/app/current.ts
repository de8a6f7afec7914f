import { useCallback, useEffect, useRef, useState } from 'react'
import type { FailureFacts } from '../../shared/model/failure'
import { factsOf } from './client'
import { context } from './context'

/** Whom a question is about. Without `personId` it concerns the tenant as a whole; without `tenantId`, the app. */
export interface Subject {
  readonly tenantId?: string | null
  readonly personId?: string | null
}

/** True while the tenant (and the person, where there is one) of a question are still the ones on screen. */
export const isCurrent = (subject: Subject): boolean => {
  const now = context()
  if (subject.tenantId !== undefined && subject.tenantId !== now.tenantId) return false
  return subject.personId === undefined || subject.personId === now.personId
}

/**
 * Waits for an answer and applies it only if it is still about whom the screen is about. A late answer, or the failure
 * of a late question, is dropped without a trace: nothing may show under another name. Resolves to whether it applied.
 */
export const applyIfCurrent = async <Value>(
  subject: Subject,
  answer: Promise<Value>,
  apply: { readonly value: (value: Value) => void; readonly failure: (facts: FailureFacts) => void },
): Promise<boolean> => {
  const outcome = await answer.then(
    (value) => ({ ok: true, value }) as const,
    (thrown: unknown) => ({ ok: false, facts: factsOf(thrown) }) as const,
  )
  if (!isCurrent(subject)) return false
  if (outcome.ok) apply.value(outcome.value)
  else apply.failure(outcome.facts)
  return true
}

/** What a screen knows of an answer. A failed re-reading keeps the value it had. */
export interface Reading<Value> {
  readonly value: Value | null
  readonly failure: FailureFacts | null
  readonly loading: boolean
  readonly reload: () => void
}

/**
 * Reads something about a subject and reads it again when the subject changes or `reload` is called. The value of
 * another subject is never given, not even for one frame. `ask` is null while there is nothing to ask.
 */
export const useReading = <Value>(subject: Subject, ask: (() => Promise<Value>) | null): Reading<Value> => {
  const key = `${subject.tenantId ?? ''}\n${subject.personId ?? ''}`
  const [held, setHeld] = useState<{
    key: string
    value: Value | null
    failure: FailureFacts | null
    loading: boolean
  }>({
    key,
    value: null,
    failure: null,
    loading: ask !== null,
  })
  const latest = useRef({ ask, subject })
  const turns = useRef(0)
  useEffect(() => {
    latest.current = { ask, subject }
  })
  const reload = useCallback(() => {
    const { ask: question, subject: about } = latest.current
    if (question === null) return
    const turn = ++turns.current
    setHeld((before) =>
      before.key === key ? { ...before, loading: true } : { key, value: null, failure: null, loading: true },
    )
    const isLatest = (): boolean => turns.current === turn
    void applyIfCurrent(about, question(), {
      value: (value) => isLatest() && setHeld({ key, value, failure: null, loading: false }),
      failure: (failure) =>
        isLatest() &&
        setHeld((before) => ({ key, value: before.key === key ? before.value : null, failure, loading: false })),
    })
  }, [key])
  const askable = ask !== null
  useEffect(() => {
    if (askable) reload()
    const held = turns
    return () => void held.current++
  }, [reload, askable])
  return held.key === key
    ? { value: held.value, failure: held.failure, loading: held.loading, reload }
    : { value: null, failure: null, loading: askable, reload }
}
