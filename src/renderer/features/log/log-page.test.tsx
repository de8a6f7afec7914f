// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LogPage } from '../../../shared/contract'
import type { Job, Rescue, SentEmail } from '../../../shared/model'
import { Failure } from '../../../shared/model/failure'
import { onEvent } from '../../app/client'
import { listenForKeys } from '../../app/commands'
import { useConnectionStore } from '../../app/connection'
import { chooseTenant, choosePerson, restoreContext, setWindow } from '../../app/context'
import { noteJob, useJobStore } from '../../app/jobs'
import { usePeopleStore } from '../../app/people'
import { usePreferencesStore } from '../../app/preferences'
import { useTenantStore } from '../../app/tenants'
import type { FakeApi } from '../../testing/fake-api'
import { aPerson, aTenant, installFakeApi, somePreferences } from '../../testing/fake-api'
import { forgetPages } from './left-pages'
import { EmailLogPage } from './log-page'
import { aCopy, aPage, aRescue, anEmail, found, foundIn, lastSeen, place } from './testing'

const aJob = (over: Partial<Job> = {}): Job => ({
  id: 'j1',
  kind: 'refresh-log',
  tenantId: 't1',
  personId: 'p1',
  title: 'Reading the log',
  done: 0,
  total: null,
  state: 'running',
  startedAt: new Date().toISOString(),
  error: null,
  ...over,
})

const people = [
  aPerson(),
  aPerson({ id: 'p2', name: 'Ben Carter', address: 'ben@northwind.example', aliases: ['bc@northwind.example'] }),
]
const emails = [
  anEmail({ id: 'e2', subject: 'Two lessons are waiting', sentAt: '2026-11-20T08:00:00.000Z' }),
  anEmail(),
]

let api: FakeApi
let stopListening: readonly (() => void)[]

const detailOf = (email: SentEmail, rescues: readonly Rescue[] = []) => ({ email, events: [], sightings: [], rescues })

beforeEach(() => {
  forgetPages()
  api = installFakeApi({
    'people.list': () => people,
    'people.read': ({ personId }) => people.find(({ id }) => id === personId) ?? aPerson(),
    'people.search': ({ query }) =>
      query === 'zz' ? [] : people.map((person) => ({ person, matched: 'name' as const })),
    'log.read': ({ personId }) => (personId === 'p1' ? aPage(emails) : aPage([], { personId })),
    'log.refresh': () => aJob(),
    'email.locate': () => null,
    'email.read': ({ emailId }) => detailOf(emails.find((email) => email.id === emailId) ?? anEmail()),
  })
  useTenantStore.setState({
    tenants: [aTenant(), aTenant({ id: 't2', name: 'Litware', provider: 'manual' })],
    failure: null,
  })
  usePreferencesStore.setState({ preferences: somePreferences() })
  usePeopleStore.setState({ tenantId: 't1', people, failure: null })
  useConnectionStore.setState({ online: true })
  restoreContext({ tenantId: 't1', personId: 'p1', route: { kind: 'log' } })
  useJobStore.setState({ jobs: [] })
  stopListening = [
    listenForKeys(window),
    onEvent((event) => {
      if (event.kind === 'job') noteJob(event.job)
    }),
  ]
})
afterEach(() => {
  for (const stop of stopListening) stop()
  cleanup()
})

const show = () =>
  render(
    <MantineProvider env="test">
      <EmailLogPage />
    </MantineProvider>,
  )
const table = () => screen.getByRole('table', { name: 'Sent Email Log' })
const rowOf = (subject: string) => within(table()).getByText(subject).closest<HTMLElement>('[role="row"]')!
const sighted = (emailId: string, sighting: ReturnType<typeof foundIn>, personId = 'p1') =>
  act(() => api.emit({ kind: 'sighted', tenantId: 't1', personId, emailId, sighting }))
const located = () => api.made.filter(({ name }) => name === 'email.locate')

it('shows what the ledger knows, refreshes, and asks for the rows on screen in one call, newest first', async () => {
  show()
  await screen.findByText('Two lessons are waiting')
  await waitFor(() => expect(located()).toHaveLength(1))
  expect(located()[0]?.input).toEqual({ tenantId: 't1', personId: 'p1', emailIds: ['e2', 'e1'], again: false })
  expect(api.made.map(({ name }) => name)).toContain('log.refresh')
})

it('shows a log at once when somebody comes back to it, and reads it again', async () => {
  show()
  await screen.findByText('Two lessons are waiting')
  act(() => choosePerson('p2'))
  await screen.findByText('Nothing was sent in this window')
  api.answer({ 'log.read': () => new Promise(() => undefined) })
  const before = api.made.filter(({ name }) => name === 'log.read').length
  act(() => choosePerson('p1'))
  expect(within(table()).getByText('Two lessons are waiting')).toBeDefined()
  expect(api.made.filter(({ name }) => name === 'log.read')).toHaveLength(before + 1)
})

it('fills in each row as its sighting arrives, and counts', async () => {
  api.answer({ 'email.locate': () => new Promise(() => undefined) })
  show()
  await waitFor(() => expect(screen.getAllByText('checking…')).toHaveLength(2))
  expect(screen.getByText('0 of 2 checked')).toBeDefined()
  sighted('e1', foundIn('junk'))
  expect(within(rowOf(emails[1]!.subject)).getByText('Junk Email')).toBeDefined()
  expect(screen.getByText('2 emails · 1 junk')).toBeDefined()
  expect(screen.getByText('1 of 2 checked')).toBeDefined()
  sighted('e2', found([aCopy({ place: place('inbox', ['Inbox'], 'other') }), aCopy({ id: 'c2' })]))
  expect(await within(rowOf('Two lessons are waiting')).findByText('Inbox › Other')).toBeDefined()
  expect(within(rowOf('Two lessons are waiting')).getByText('+1')).toBeDefined()
  expect(screen.queryByText(/checked$/)).toBeNull()
})

it('never shows a late answer under another person', async () => {
  let answer: (page: LogPage) => void = () => undefined
  api.answer({
    'log.read': ({ personId }) =>
      personId === 'p1'
        ? new Promise((resolve) => (answer = resolve))
        : aPage([anEmail({ id: 'b1', personId, subject: 'For Ben' })], { personId }),
  })
  show()
  act(() => choosePerson('p2'))
  await screen.findByText('For Ben')
  await act(async () => answer(aPage(emails)))
  expect(screen.queryByText('Two lessons are waiting')).toBeNull()
  sighted('b1', foundIn('junk'), 'p1')
  expect(within(rowOf('For Ben')).queryByText('Junk Email')).toBeNull()
  expect(api.made).toContainEqual({ name: 'email.abandon', input: { tenantId: 't1', personId: 'p1' } })
})

it('does not look again for what was seen less than two minutes ago', async () => {
  api.answer({ 'log.read': () => aPage([{ ...emails[0]!, sighting: foundIn('inbox') }, emails[1]!]) })
  show()
  await waitFor(() => expect(located()).toHaveLength(1))
  expect(located()[0]?.input).toMatchObject({ emailIds: ['e1'] })
})

it('says that nothing was sent and widens the window with one click', async () => {
  const before = new Date(Date.now() - 50 * 86_400_000).toISOString()
  api.answer({
    'log.read': ({ window }) =>
      window.kind === 'days' && window.days === 90
        ? aPage(emails)
        : aPage([], { before, to: new Date(Date.now() + 60_000).toISOString() }),
  })
  show()
  await screen.findByText('Nothing was sent in this window')
  expect(screen.getByText(/the sync permission may be broken/)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Widen to 90 days' }))
  await screen.findByText('Two lessons are waiting')
  expect(screen.getByRole('radio', { name: '90 days' }).getAttribute('aria-checked')).toBe('true')
})

it('keeps the days that are being typed when the page is drawn again, and says them in words', async () => {
  show()
  fireEvent.click(screen.getByRole('radio', { name: 'Custom…' }))
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-03-04' } })
  fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-05-06' } })
  await new Promise((resolve) => setTimeout(resolve, 5))
  act(() => usePeopleStore.setState({ people: [...people] }))
  act(() => usePeopleStore.setState({ people: people.map((person) => ({ ...person })) }))
  expect(screen.getByLabelText<HTMLInputElement>('From').value).toBe('2026-03-04')
  expect(screen.getByText(/^4 Mar\s–\s6 May 2026 · Europe\/Berlin$/)).toBeDefined()
})

/** Main is asked once the first drawing is on the screen. */
const refreshAsked = () => waitFor(() => expect(api.made.map(({ name }) => name)).toContain('log.refresh'))

it('tells apart a log that was never read and one that cannot be reached', async () => {
  api.answer({ 'log.read': () => aPage([], { refreshedAt: null }) })
  show()
  await screen.findByText('Reading the log for the first time…')
  await refreshAsked()
  act(() =>
    api.emit({
      kind: 'job',
      job: aJob({ state: 'failed', error: { code: 'source-unreachable', message: 'The log gave no answer.' } }),
    }),
  )
  expect(screen.getByText('The log can’t be reached')).toBeDefined()
  expect(screen.getByText('source-unreachable')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('Reading the log for the first time…')).toBeDefined()
})

it('is not ended by the end of an older reading of the same person’s log', async () => {
  let last = 0
  api.answer({
    'log.read': () => aPage([], { refreshedAt: null }),
    'log.refresh': () => aJob({ id: `j${++last}` }),
  })
  show()
  await screen.findByText('Reading the log for the first time…')
  await refreshAsked()
  await act(async () => setWindow({ kind: 'days', days: 90 }))
  await waitFor(() => expect(last).toBe(2))
  act(() => {
    api.emit({ kind: 'job', job: aJob({ id: 'j2', done: 40 }) })
    api.emit({ kind: 'job', job: aJob({ id: 'j1', state: 'cancelled' }) })
  })
  expect(screen.getByText('Reading the log for the first time…')).toBeDefined()
  expect(screen.getByText('40 emails so far.')).toBeDefined()
  const error = { code: 'server-error', message: 'The log answered with a fault.' }
  act(() => api.emit({ kind: 'job', job: aJob({ id: 'j1', state: 'failed', error }) }))
  expect(screen.queryByText('The log can’t be reached')).toBeNull()
  act(() => api.emit({ kind: 'job', job: aJob({ id: 'j2', state: 'failed', error }) }))
  expect(screen.getByText('The log can’t be reached')).toBeDefined()
})

it('shows the end of a reading that came before the answer which named it', async () => {
  let answer: (job: Job) => void = () => undefined
  api.answer({
    'log.read': () => aPage([], { refreshedAt: null }),
    'log.refresh': () => new Promise((resolve) => (answer = resolve)),
  })
  show()
  await screen.findByText('Reading the log for the first time…')
  await refreshAsked()
  act(() => api.emit({ kind: 'job', job: aJob({ state: 'failed', error: { code: 'offline', message: 'Offline.' } }) }))
  await act(async () => answer(aJob()))
  expect(screen.getByText('The log can’t be reached')).toBeDefined()
})

it('keeps the rows when a refresh fails, and says how old they are', async () => {
  api.answer({
    'log.refresh': () => {
      throw new Failure({ code: 'source-unreachable', message: 'The log gave no answer.' })
    },
  })
  show()
  expect(await screen.findByText('The log gave no answer.', { exact: false })).toBeDefined()
  expect(screen.getByText('Two lessons are waiting')).toBeDefined()
})

it('warns once about SMTP on a synced tenant', async () => {
  api.answer({ 'log.read': () => aPage([{ ...emails[0]!, method: 'smtp' }, emails[1]!]) })
  show()
  expect(await screen.findAllByText('1 of 2 emails went out by SMTP.')).toHaveLength(1)
})

it('asks for no mailbox of a manual tenant and says so', async () => {
  act(() => {
    chooseTenant('t2')
    choosePerson('p1')
  })
  api.answer({ 'log.read': () => aPage([{ ...anEmail(), tenantId: 't2', method: 'smtp' }], { tenantId: 't2' }) })
  show()
  fireEvent.click(await screen.findByText(anEmail().subject))
  expect(screen.getByText('no mailbox can be read')).toBeDefined()
  expect(screen.getByText(/No mailbox of a manual tenant can be read/)).toBeDefined()
  expect(located()).toHaveLength(0)
  expect(screen.queryByText(/went out by SMTP/)).toBeNull()
})

it('picks the first person with Enter after two letters, even before the answer is there', async () => {
  restoreContext({ tenantId: 't1', personId: null, route: { kind: 'log' } })
  let answer: () => void = () => undefined
  api.answer({
    'people.search': ({ query }) =>
      new Promise((resolve) => {
        const hits = [{ person: people[1]!, matched: 'alias' as const }]
        if (query === 'bc') answer = () => resolve(hits)
      }),
  })
  show()
  const user = userEvent.setup()
  await user.type(screen.getByRole('combobox', { name: 'Person' }), 'bc{Enter}')
  await act(async () => answer())
  await waitFor(() =>
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Person' }).value).toBe('Ben Carter'),
  )
})

it('says that nobody is called so', async () => {
  restoreContext({ tenantId: 't1', personId: null, route: { kind: 'log' } })
  show()
  await userEvent.type(screen.getByRole('combobox', { name: 'Person' }), 'zz')
  expect(await screen.findByText(/Nobody here is called “zz”/)).toBeDefined()
})

it('finds somebody whose tenant’s people arrive while their name stands in the field', async () => {
  let known = false
  api.answer({ 'people.search': () => (known ? people.map((person) => ({ person, matched: 'name' as const })) : []) })
  restoreContext({ tenantId: 't1', personId: null, route: { kind: 'log' } })
  show()
  await userEvent.type(await screen.findByRole('combobox', { name: 'Person' }), 'ana')
  await screen.findByText(/Nobody here is called/)
  known = true
  act(() => api.emit({ kind: 'people-changed', tenantId: 't1' }))
  expect(await screen.findByRole('option', { name: /Ana María/ })).toBeTruthy()
})

it('goes through the table by keyboard, opens the detail with Enter and comes back with Escape', async () => {
  show()
  await screen.findByText('Two lessons are waiting')
  const user = userEvent.setup()
  act(() => rowOf('Two lessons are waiting').focus())
  await user.keyboard('{ArrowDown}{Enter}')
  const detail = await screen.findByRole('region', { name: 'Email detail' })
  await waitFor(() => expect(document.activeElement).toBe(detail))
  expect(within(detail).getByRole('heading', { level: 2 }).textContent).toBe(emails[1]!.subject)
  await user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(rowOf(emails[1]!.subject)))
})

it('goes back to the table with Escape from a person field in which nothing is typed', async () => {
  show()
  await screen.findByText('Two lessons are waiting')
  screen.getByRole('combobox', { name: 'Person' }).focus()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(rowOf('Two lessons are waiting')))
})

it('copies the row that has the focus', async () => {
  show()
  await screen.findByText('Two lessons are waiting')
  rowOf('Two lessons are waiting').focus()
  fireEvent.keyDown(rowOf('Two lessons are waiting'), { key: 'c', ctrlKey: true })
  await waitFor(() => expect(api.made.map(({ name }) => name)).toContain('app.copyText'))
  const copied = api.made.find(({ name }) => name === 'app.copyText')?.input as { text: string }
  expect(copied.text.split('\t')[1]).toBe('Two lessons are waiting')
})

it('moves with M, shows before and after, and undoes with U', async () => {
  const rescue = aRescue({ startedAt: new Date().toISOString() })
  let rescues: readonly Rescue[] = []
  api.answer({
    'rescue.move': () => (rescues = [rescue])[0]!,
    'rescue.undo': () => (rescues = [{ ...rescue, state: 'undone', undoneAt: new Date().toISOString() }])[0]!,
    'email.read': () => detailOf(emails[1]!, rescues),
  })
  show()
  fireEvent.click(await screen.findByText(emails[1]!.subject))
  sighted('e1', foundIn('junk'))
  const detail = screen.getByRole('region', { name: 'Email detail' })
  expect(within(detail).getByText(/^Moves this one email from Junk Email to Ana María Núñez’s Inbox/)).toBeDefined()
  fireEvent.keyDown(rowOf(emails[1]!.subject), { key: 'm' })
  const group = await within(detail).findByRole('group', { name: 'Rescue' })
  expect(within(group).getByText('Junk Email')).toBeDefined()
  expect(within(group).getByText('Inbox')).toBeDefined()
  expect(within(group).getByText(/watching until/)).toBeDefined()
  sighted('e1', foundIn('inbox'))
  expect(within(detail).queryByRole('button', { name: 'Move to Inbox' })).toBeNull()
  expect(within(detail).getByText(/This is not a delivery problem/)).toBeDefined()
  fireEvent.keyDown(rowOf(emails[1]!.subject), { key: 'u' })
  expect(await within(group).findByText(/^Undone: put back in Junk Email/)).toBeDefined()
  expect(within(detail).queryByRole('button', { name: 'Undo' })).toBeNull()
  expect(api.made.find(({ name }) => name === 'rescue.move')?.input).toEqual({
    tenantId: 't1',
    personId: 'p1',
    emailId: 'e1',
    copyId: 'c1',
  })
})

it('says in the place of the button that it is offline, and asks main nothing', async () => {
  show()
  fireEvent.click(await screen.findByText(emails[1]!.subject))
  sighted('e1', foundIn('junk'))
  screen.getByRole('button', { name: 'Move to Inbox' }).focus()
  act(() => useConnectionStore.setState({ online: false }))
  expect(screen.queryByRole('button', { name: 'Move to Inbox' })).toBeNull()
  const reason = screen.getByText(/^You are offline/)
  expect(reason.parentElement).toBe(screen.getByRole('button', { name: 'Check again' }).parentElement)
  // The button had the focus; it stays in the detail, so that the next key acts.
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Email detail' }))
  await userEvent.keyboard('m')
  expect(document.activeElement).toBe(reason)
  expect(api.made.map(({ name }) => name)).not.toContain('rescue.move')
})

it.each([
  'only-likely',
  'sender-differs',
  'not-platform-sender',
  'headers-not-permitted',
  'permission-missing',
  'person-suspended',
] as const)('says in the place of the button why a copy can’t be moved: %s', async (immovable) => {
  show()
  fireEvent.click(await screen.findByText(emails[1]!.subject))
  sighted('e1', found([aCopy({ immovable })]))
  const actions = screen.getByRole('button', { name: 'Check again' }).parentElement!
  expect(within(actions).getByText(/^Can’t be moved/)).toBeDefined()
  expect(screen.queryByRole('button', { name: /Move to Inbox/ })).toBeNull()
})

it('keeps an Undo for each copy that was moved, named with the folder it goes back to', async () => {
  const rescues = [aRescue({ id: 'r2', copyId: 'c2', before: place('folder', ['Copies']) }), aRescue()]
  let now: readonly Rescue[] = rescues
  api.answer({
    'rescue.undo': ({ rescueId }) => {
      now = rescues.map((each) => (each.id === rescueId ? { ...each, state: 'undone' } : each))
      return now.find(({ id }) => id === rescueId)!
    },
    'email.read': () => detailOf(emails[1]!, now),
  })
  show()
  fireEvent.click(await screen.findByText(emails[1]!.subject))
  const inInbox = { place: place('inbox'), immovable: 'already-in-inbox' } as const
  sighted('e1', found([aCopy(inInbox), aCopy({ id: 'c2', ...inInbox })]))
  const groups = await screen.findAllByRole('group', { name: 'Rescue' })
  expect(groups).toHaveLength(2)
  expect(within(groups[0]!).getByText('Copies')).toBeDefined()
  expect(within(groups[0]!).getByRole('button', { name: 'Undo: back to Copies' })).toBeDefined()
  // None of several is picked silently: the key goes to the first.
  fireEvent.keyDown(rowOf(emails[1]!.subject), { key: 'u' })
  expect(document.activeElement?.textContent).toContain('Undo: back to Copies')
  fireEvent.click(within(groups[1]!).getByRole('button', { name: 'Undo: back to Junk Email' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Undo' })).toBeDefined())
  expect(api.made.filter(({ name }) => name === 'rescue.undo').map(({ input }) => input)).toEqual([
    { tenantId: 't1', personId: 'p1', emailId: 'e1', rescueId: 'r1' },
  ])
  expect(within(groups[1]!).getByText(/^Undone: put back in Junk Email/)).toBeDefined()
})

it('keeps the last known place in view when the mailbox can’t be read, and moves it only after a fresh look', async () => {
  show()
  fireEvent.click(await screen.findByText(emails[1]!.subject))
  sighted('e1', lastSeen([aCopy()], new Date(Date.now() - 3.1 * 3_600_000).toISOString()))
  const row = rowOf(emails[1]!.subject)
  expect(within(row).getByText('Junk Email')).toBeDefined()
  expect(row.textContent).toContain('Junk Email3 h ago · asked to wait')
  const folder = screen.getByRole('group', { name: 'Current folder' })
  expect(within(folder).getByRole('status').textContent).toBe('Last seen in Junk Email, 3 h ago')
  expect(within(folder).getByText(/^Couldn’t be read now: the mailbox asked us to wait/)).toBeDefined()
  expect(within(folder).getByText(/^Looks in the mailbox first\./)).toBeDefined()
  expect(within(folder).queryByText(/It is unread/)).toBeNull()
  fireEvent.click(within(folder).getByRole('button', { name: 'Move to Inbox' }))
  expect(api.made.find(({ name }) => name === 'rescue.move')?.input).toMatchObject({ copyId: 'c1' })
})

it('keeps the failure of a move beside the button, with its code', async () => {
  api.answer({
    'rescue.move': () => {
      throw new Failure({ code: 'permission-missing', message: 'The tenant lets us look, not move.' })
    },
  })
  show()
  fireEvent.click(await screen.findByText(emails[1]!.subject))
  sighted('e1', foundIn('junk'))
  fireEvent.click(screen.getByRole('button', { name: 'Move to Inbox' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('permission-missing')
  expect(screen.getByRole('button', { name: 'Move to Inbox' })).toBeDefined()
})
