import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { Failure } from '../../../shared/model/failure'
import type { Recovery, RecoveryAttempt, RecoveryEvidence } from '../../../shared/model/recovery'
import { restoreContext, useContextStore } from '../../app/context'
import { readPreferences } from '../../app/preferences'
import { aTenant, installFakeApi, type FakeApi } from '../../testing/fake-api'
import { RecoveryOffer } from './recovery-offer'
import { useFollowedRecovery } from './recovery-store'
import { WayBack } from './way-back'

const at = '2026-11-20T09:00:00.000Z'
const window30 = { kind: 'days', days: 30 } as const
const evidence: RecoveryEvidence = {
  at,
  signs: ['smtp'],
  sent: 5,
  bySmtp: 3,
  toOthers: 4,
  breakPoint: { lastApi: '2026-11-12T08:00:00.000Z', firstSmtp: '2026-11-13T08:00:00.000Z', repaired: null },
}
const attempt = (step: RecoveryAttempt['step'], over: Partial<RecoveryAttempt> = {}): RecoveryAttempt => ({
  id: `${step}-1`,
  step,
  state: 'done',
  startedAt: at,
  endedAt: at,
  engineer: 'sam',
  note: '214 people, none changed.',
  ...over,
})
const walk = (...attempts: readonly RecoveryAttempt[]): Recovery => ({
  tenantId: 't1',
  personId: 'p1',
  id: 'r1',
  window: window30,
  startedAt: at,
  closedAt: null,
  startedBy: 'sam',
  evidence,
  attempts,
})

let api: FakeApi
beforeEach(async () => {
  api = installFakeApi({
    'recovery.read': () => ({ evidence, recovery: null }),
    'tenants.grant': () => null,
    'resends.list': () => [],
    'resends.templates': () => ({
      templates: [
        {
          id: 'reminder',
          name: 'Training reminder',
          type: 'training-reminder',
          subject: 'Reminder: your training is due',
          text: 'Please finish it.',
          paths: ['platform'],
        },
      ],
      ways: [{ path: 'platform', refusal: null }],
    }),
    'resends.preview': ({ order }) => ({
      path: order.path,
      template: {
        id: 'reminder',
        name: 'Training reminder',
        type: 'training-reminder',
        subject: 'Reminder: your training is due',
        text: 'Please finish it.',
        paths: ['platform'],
      },
      from: null,
      to: 'ana.maria@northwind.example',
      subject: 'Reminder: your training is due',
      text: 'Please finish it.',
      method: null,
      does: 'The platform sends it once.',
      refusal: null,
    }),
  })
  restoreContext({ tenantId: 't1', personId: 'p1', window: window30, route: { kind: 'log' } })
  await readPreferences()
})

const Page = ({ part }: { readonly part: 'offer' | 'way-back' }) => {
  useFollowedRecovery('t1', 'p1', window30)
  return part === 'offer' ? <RecoveryOffer /> : <WayBack tenant={aTenant()} person="Ana María Núñez" />
}
const step = (name: string) => screen.getByRole('listitem', { name: new RegExp(`^${name}:`) })

it('offers the way back where a sign is there, with its evidence, and opens it in the place of the table', async () => {
  render(<Page part="offer" />)
  expect(
    await screen.findByText('The grant broke between 12 Nov 09:00 and 13 Nov 09:00. Mail has gone by smtp since.'),
  ).toBeDefined()
  expect(screen.getByText('3 of 5 emails went by smtp.')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Way back' }))
  expect(useContextStore.getState().route).toEqual({ kind: 'log', recovery: true })
})

it('offers nothing where there is no sign, and nothing to a manual tenant', async () => {
  api.answer({ 'recovery.read': () => ({ evidence: { ...evidence, signs: [] }, recovery: null }) })
  const { unmount } = render(<Page part="offer" />)
  await waitFor(() => expect(api.made.some(({ name }) => name === 'recovery.read')).toBe(true))
  expect(screen.queryByRole('button')).toBeNull()
  unmount()
  api.answer({ 'recovery.read': () => ({ evidence: null, recovery: null }) })
  render(<Page part="way-back" />)
  expect(await screen.findByText(/This tenant is manual/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Begin' })).toBeNull()
})

it('begins, shows each step as it goes on, and says what is missing after the resync', async () => {
  api.answer({
    'recovery.begin': () => walk(),
    'recovery.run': () => walk(attempt('resync', { state: 'running', endedAt: null, note: '' })),
  })
  render(<Page part="way-back" />)
  await userEvent.click(await screen.findByRole('button', { name: 'Begin' }))
  expect(step('Resync directory').getAttribute('aria-label')).toBe('Resync directory: next')
  await userEvent.click(screen.getByRole('button', { name: 'Resync' }))
  expect(await screen.findByText(/Reading the directory and the permissions/)).toBeDefined()
  const grants = {
    before: [{ capability: 'send', state: 'declared', remedy: null } as const],
    after: [{ capability: 'send', state: 'missing', remedy: 'Mail.Send' } as const],
  }
  api.emit({ kind: 'recovery-changed', tenantId: 't1', personId: 'p1', recovery: walk(attempt('resync', { grants })) })
  expect(await screen.findByText('Missing: send again. Changed by the resync: send again.')).toBeDefined()
  expect(step('Resend').getAttribute('aria-label')).toBe('Resend: next')
})

it('calls nothing granted that could not be told', async () => {
  const untold = { capability: 'send', state: 'unknown', remedy: null } as const
  const told = { capability: 'move', state: 'granted', remedy: null } as const
  const failed = (after: readonly (typeof untold | typeof told)[]): Recovery =>
    walk(attempt('resync', { state: 'failed', note: 'No network.', grants: { before: [told], after } }))
  api.answer({ 'recovery.read': () => ({ evidence, recovery: failed([untold]) }) })
  render(<Page part="way-back" />)
  expect(await screen.findByText('The permissions could not be read again.')).toBeDefined()
  expect(screen.queryByText(/none is/)).toBeNull()
  api.emit({ kind: 'recovery-changed', tenantId: 't1', personId: 'p1', recovery: failed([told, untold]) })
  expect(await screen.findByText(/none is known to be missing\. Could not be told: send again\./)).toBeDefined()
})

it('shows what will arrive before anything is sent, and sends it under one id', async () => {
  api.answer({
    'recovery.read': () => ({ evidence, recovery: walk(attempt('resync')) }),
    'recovery.resend': ({ resendId }) => walk(attempt('resync'), attempt('resend', { state: 'running', resendId })),
  })
  render(<Page part="way-back" />)
  await userEvent.click(await screen.findByRole('button', { name: 'Resend…' }))
  const preview = await screen.findByRole('region', { name: 'What will arrive' })
  expect(within(preview).getByText('To ana.maria@northwind.example')).toBeDefined()
  expect(api.made.some(({ name }) => name === 'recovery.resend')).toBe(false)
  await userEvent.click(screen.getByRole('button', { name: 'Send to Ana María Núñez' }))
  const sent = api.made.filter(({ name }) => name === 'recovery.resend')
  expect(sent).toHaveLength(1)
  expect(sent[0]?.input).toMatchObject({ path: 'platform', templateId: 'reminder', resendId: expect.any(String) })
})

it('lets the engineer say what became of an email that may have been sent', async () => {
  const resend = {
    id: 'r-12345678',
    tenantId: 't1',
    personId: 'p1',
    path: 'platform',
    templateId: 'reminder',
    templateName: 'Training reminder',
    type: 'training-reminder',
    subject: 'Reminder: your training is due',
    to: 'ana.maria@northwind.example',
    engineer: 'sam',
    startedAt: at,
    sentAt: null,
    sendMethod: null,
    messageId: null,
    failure: { code: 'not-sent', message: 'Its answer was lost.' },
  } as const
  let state: 'maybe-sent' | 'failed' = 'maybe-sent'
  api.answer({
    'recovery.read': () => ({ evidence, recovery: walk(attempt('resync')) }),
    'resends.list': () => [{ ...resend, state }],
    'resends.decide': ({ outcome }) => {
      state = outcome === 'sent' ? 'maybe-sent' : 'failed'
      return { ...resend, state }
    },
  })
  render(<Page part="way-back" />)
  expect(await screen.findByText(/may have been sent/)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'It was not' }))
  await waitFor(() => expect(screen.queryByText(/may have been sent/)).toBeNull())
  expect(api.made.filter(({ name }) => name === 'resends.decide').map(({ input }) => input)).toEqual([
    { tenantId: 't1', personId: 'p1', resendId: 'r-12345678', outcome: 'not-sent' },
  ])
})

it('asks why a step is skipped and records it', async () => {
  api.answer({
    'recovery.read': () => ({ evidence, recovery: walk(attempt('resync')) }),
    'recovery.skip': ({ reason }) => walk(attempt('resync'), attempt('resend', { state: 'skipped', note: reason })),
  })
  render(<Page part="way-back" />)
  await userEvent.click(await screen.findByRole('button', { name: 'Skip…' }))
  expect((screen.getByRole('button', { name: 'Skip it' }) as HTMLButtonElement).disabled).toBe(true)
  await userEvent.type(screen.getByRole('textbox', { name: 'Why is “Resend” left out?' }), 'the platform is down')
  await userEvent.click(screen.getByRole('button', { name: 'Skip it' }))
  expect(await screen.findByText(/Skipped: the platform is down/)).toBeDefined()
})

it('says how it ended, with method, folder and seconds', async () => {
  const arrival = {
    emailId: 'e9',
    sentAt: at,
    method: 'microsoft-api',
    place: { kind: 'inbox', path: ['Inbox'], tab: null },
    unknown: null,
    seconds: 4,
  } as const
  api.answer({
    'recovery.read': () => ({
      evidence,
      recovery: walk(attempt('resync'), attempt('resend'), attempt('watch', { arrival })),
    }),
  })
  render(<Page part="way-back" />)
  expect(await screen.findByText('Repaired: the new email went by the API and is in the Inbox.')).toBeDefined()
  expect(screen.getByText('By microsoft-api, Inbox, 4 s after it was sent.')).toBeDefined()
})

it('keeps a refusal in sight with its code', async () => {
  api.answer({
    'recovery.begin': () => {
      throw new Failure({ code: 'vault-locked', message: 'Unlock the vault first.' })
    },
  })
  render(<Page part="way-back" />)
  await userEvent.click(await screen.findByRole('button', { name: 'Begin' }))
  expect(await screen.findByText('vault-locked')).toBeDefined()
})
