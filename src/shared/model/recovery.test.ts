import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attemptStates,
  nextStepOf,
  outcomeOf,
  runnableSteps,
  standingOf,
  type Arrival,
  type Recovery,
  type RecoveryAttempt,
} from './recovery'

const at = '2026-03-01T12:00:00.000Z'
let last = 0
const attempt = (
  step: RecoveryAttempt['step'],
  state: RecoveryAttempt['state'] = 'done',
  more = {},
): RecoveryAttempt => ({
  id: `a${(last += 1)}`,
  step,
  state,
  startedAt: at,
  endedAt: state === 'running' ? null : at,
  engineer: 'R. Ortega',
  note: 'said',
  ...more,
})
const walk = (...attempts: readonly RecoveryAttempt[]): Recovery => ({
  tenantId: 't1',
  personId: 'p1',
  id: 'r1',
  window: { kind: 'days', days: 30 },
  startedAt: at,
  closedAt: null,
  startedBy: 'R. Ortega',
  evidence: {
    at,
    signs: ['smtp'],
    sent: 2,
    bySmtp: 2,
    toOthers: 0,
    breakPoint: null,
  },
  attempts,
})
const arrival = (over: Partial<Arrival> = {}): Arrival => ({
  emailId: 'e1',
  sentAt: at,
  method: 'microsoft-api',
  place: { kind: 'inbox', path: ['Inbox'], tab: null },
  unknown: null,
  seconds: 4,
  ...over,
})
const watched = (seen: Arrival | null): Recovery =>
  walk(attempt('resync'), attempt('resend'), attempt('watch', 'done', { arrival: seen }))

describe('the steps of a way back', () => {
  it('begin with the resync and go on in order', () => {
    expect(nextStepOf(walk())).toBe('resync')
    expect(nextStepOf(walk(attempt('resync')))).toBe('resend')
    expect(nextStepOf(walk(attempt('resync'), attempt('resend', 'skipped')))).toBe('watch')
    expect(nextStepOf(watched(null))).toBe('result')
  })

  it('stay at a step that failed or was cut off', () => {
    expect(nextStepOf(walk(attempt('resync', 'failed')))).toBe('resync')
    expect(nextStepOf(walk(attempt('resync'), attempt('resend', 'cut-off')))).toBe('resend')
  })

  it('open again what follows a step that is repeated, and count how often each was tried', () => {
    const again = walk(...watched(arrival({ method: 'smtp' })).attempts, attempt('resync'))
    expect(standingOf(again, 'resync')).toMatchObject({ state: 'done', tries: 2 })
    expect(standingOf(again, 'watch')).toEqual({ state: 'open', attempt: null, tries: 1 })
    expect(nextStepOf(again)).toBe('resend')
    expect(outcomeOf(again)).toBeNull()
  })

  it('never come to a result while one of them runs, whatever was tried before', () => {
    const attempts = fc.array(
      fc.record({ step: fc.constantFrom(...runnableSteps), state: fc.constantFrom(...attemptStates) }),
    )
    fc.assert(
      fc.property(attempts, fc.constantFrom(...runnableSteps), (before, step) => {
        const recovery = walk(...before.map((one) => attempt(one.step, one.state)), attempt(step, 'running'))
        expect(outcomeOf(recovery)).toBeNull()
      }),
    )
  })
})

describe('the result of a way back', () => {
  it('is repaired only when an email by the API was seen in the Inbox', () => {
    expect(outcomeOf(watched(arrival()))).toBe('repaired')
    expect(outcomeOf(watched(arrival({ place: { kind: 'junk', path: [], tab: null } })))).toBe('not-in-inbox')
    expect(outcomeOf(watched(arrival({ place: null })))).toBe('not-in-inbox')
  })

  it('is still SMTP or still empty when nothing changed', () => {
    expect(outcomeOf(watched(arrival({ method: 'smtp' })))).toBe('still-smtp')
    expect(outcomeOf(watched(null))).toBe('still-empty')
  })

  it('is unsure where nobody watched, or nobody tells how it was sent', () => {
    expect(outcomeOf(walk(attempt('resync'), attempt('resend'), attempt('watch', 'skipped')))).toBe('unsure')
    expect(outcomeOf(watched(arrival({ method: 'unknown' })))).toBe('unsure')
  })
})
