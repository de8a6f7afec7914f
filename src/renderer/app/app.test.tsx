import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PeoplePage } from '../../shared/model/people-list'
import type { Person } from '../../shared/model/person'
import { aPage } from '../features/log/testing'
import { aPerson, aTenant, type FakeApi, installFakeApi, somePreferences } from '../testing/fake-api'
import { App } from './app'
import { boot } from './boot'
import { context, restoreContext } from './context'
import { closeDialog } from './dialogs'
import { loadScreens } from './load-screens'
import { usePeopleStore } from './people'
import { useTenantStore } from './tenants'

const northwind = aTenant()
const contoso = aTenant({
  id: 't2',
  name: 'Contoso Clinics',
  provider: 'google',
  lastOpenedAt: '2026-11-20T08:00:00.000Z',
})

let fake: FakeApi
const start = async (handlers: Parameters<typeof installFakeApi>[0] = {}): Promise<void> => {
  fake = installFakeApi({
    'tenants.list': () => [northwind, contoso],
    'tenants.open': ({ tenantId }) => (tenantId === 't2' ? contoso : northwind),
    'people.read': () => aPerson(),
    ...handlers,
  })
  stop = await boot()
  render(<App nonce="" />)
}
let stop = (): void => undefined

beforeAll(loadScreens)
beforeEach(() => {
  restoreContext({})
  useTenantStore.setState({ tenants: null, failure: null })
  usePeopleStore.setState({ tenantId: null, people: null, failure: null })
})
afterEach(() => {
  stop()
  closeDialog()
})

const aPageOf = (people: readonly Person[]): PeoplePage => ({
  ...{ total: people.length, all: people.length, suspended: 0, removed: 0, agreements: null, from: 0 },
  rows: people.map((person) => ({ person, lastEmail: null, lastSeen: null })),
})

describe('the shell', () => {
  it('offers six places as links and opens a tenant with its quick actions', async () => {
    await start()
    const rail = screen.getByRole('navigation', { name: 'Main' })
    for (const name of ['Tenants', 'Email Log', 'Risk', 'People', 'Cases', 'Status']) {
      expect(within(rail).getByRole('link', { name })).toBeTruthy()
    }
    await userEvent.click(await screen.findByRole('row', { name: /Northwind Dental/ }))
    expect(screen.getByRole('button', { name: 'Check Email Delivery' })).toBeTruthy()
    await waitFor(() => expect(fake.made).toContainEqual({ name: 'tenants.open', input: { tenantId: 't1' } }))
  })

  it('goes back to the tenant before by one chord, to the page and person that were left there', async () => {
    await start({ 'preferences.read': () => somePreferences({ lastTenantId: 't1', lastPersonId: 'p1' }) })
    await userEvent.keyboard('{Control>}t{/Control}co{Enter}')
    expect(context()).toMatchObject({ tenantId: 't2', personId: null, route: { kind: 'tenant' } })
    await userEvent.keyboard('{Control>}b{/Control}')
    expect(context()).toMatchObject({ tenantId: 't1', personId: 'p1', route: { kind: 'log' } })
    await userEvent.keyboard('{Control>}b{/Control}')
    expect(context()).toMatchObject({ tenantId: 't2', personId: null, route: { kind: 'tenant' } })
  })

  it('opens the log with nobody picked from the tenant, and with the person picked from their page', async () => {
    await start({ 'preferences.read': () => somePreferences({ lastTenantId: 't1' }) })
    await userEvent.click(await screen.findByRole('button', { name: 'Check Email Delivery' }))
    expect(context()).toMatchObject({ personId: null, route: { kind: 'log' } })
    await userEvent.click(screen.getByRole('link', { name: 'Risk' }))
    await userEvent.click(await screen.findByRole('row', { name: /Ana María Núñez/ }))
    await userEvent.click(await screen.findByRole('button', { name: 'Email Log' }))
    expect(context()).toMatchObject({ personId: 'p1', route: { kind: 'log' } })
  })

  it('switches the tenant by a shortcut, two letters and Enter', async () => {
    await start({ 'preferences.read': () => somePreferences({ lastTenantId: 't1' }) })
    await screen.findByRole('heading', { name: 'Northwind Dental' })
    await userEvent.keyboard('{Control>}t{/Control}')
    await userEvent.type(screen.getByRole('combobox', { name: 'Switch tenant' }), 'cc{Enter}')
    expect(await screen.findByRole('heading', { name: 'Contoso Clinics' })).toBeTruthy()
    expect(screen.getByRole('button', { name: /Contoso Clinics Google Workspace/ })).toBeTruthy()
  })

  it('goes on from a search to the row it found, and opens it, by keyboard alone', async () => {
    const others = [aPerson(), aPerson({ id: 'p2', name: 'Ben Carter', address: 'ben@northwind.example' })]
    await start({
      'preferences.read': () => somePreferences({ lastTenantId: 't1' }),
      'people.page': ({ query }) => aPageOf(others.filter(({ name }) => name.toLowerCase().includes(query.text))),
      'people.read': () => others[1]!,
    })
    await userEvent.click(await screen.findByRole('link', { name: 'People' }))
    await screen.findByRole('row', { name: /Ben Carter/ })
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search people' }), 'carter{Enter}')
    await waitFor(() => expect(screen.queryByRole('row', { name: /Ana María/ })).toBeNull())
    expect(document.activeElement?.textContent).toContain('Ben Carter')
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { name: 'Ben Carter' })).toBeTruthy()
  })

  it('never lists the people of another tenant when their answer comes late', async () => {
    let answer: (page: PeoplePage) => void = () => undefined
    await start({
      'preferences.read': () => somePreferences({ lastTenantId: 't1' }),
      'people.page': ({ tenantId }) =>
        tenantId === 't1'
          ? new Promise<PeoplePage>((resolve) => (answer = resolve))
          : aPageOf([aPerson({ tenantId: 't2', id: 'q1', name: 'Jürgen Weiß' })]),
    })
    await userEvent.click(await screen.findByRole('link', { name: 'People' }))
    await userEvent.click(screen.getByRole('link', { name: 'Recent tenant Contoso Clinics' }))
    await userEvent.click(screen.getByRole('link', { name: 'People' }))
    await screen.findByRole('row', { name: /Jürgen Weiß/ })
    await act(async () => answer(aPageOf([aPerson()])))
    expect(screen.queryByRole('row', { name: /Ana María Núñez/ })).toBeNull()
  })

  it('shows what runs with its progress, and cancels it', async () => {
    await start({ 'preferences.read': () => somePreferences({ lastTenantId: 't1' }) })
    const job = {
      id: 'j1',
      kind: 'refresh-people',
      tenantId: 't1',
      personId: null,
      title: 'Reading the people',
      done: 12,
      total: 60,
      state: 'running',
      startedAt: '2026-11-23T08:00:00.000Z',
      error: null,
    } as const
    act(() => fake.emit({ kind: 'job', job }))
    await userEvent.click(screen.getByRole('button', { name: /Reading the people\s*12 of 60/ }))
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel: Reading the people' }))
    expect(fake.made).toContainEqual({ name: 'jobs.cancel', input: { jobId: 'j1' } })
    act(() => fake.emit({ kind: 'job', job: { ...job, state: 'cancelled' } }))
  })

  it('says the failure of a log reading that no page follows, also when it is about the person on screen', async () => {
    const job = {
      id: 'older',
      kind: 'refresh-log',
      tenantId: 't1',
      personId: 'p1',
      title: 'Reading the log of Ana',
      done: 0,
      total: null,
      state: 'running',
      startedAt: '2026-11-23T08:00:00.000Z',
      error: null,
    } as const
    await start({
      'preferences.read': () => somePreferences({ lastTenantId: 't1', lastPersonId: 'p1' }),
      'log.read': () => aPage([], { refreshedAt: null }),
      'log.refresh': () => ({ ...job, id: 'newer' }),
    })
    const failed = { state: 'failed', error: { code: 'server-error', message: 'It answered with a fault.' } } as const
    await screen.findByText('Reading the log for the first time…')
    await waitFor(() => expect(fake.made.map(({ name }) => name)).toContain('log.refresh'))
    act(() => fake.emit({ kind: 'job', job: { ...job, ...failed } }))
    expect(screen.getByText('Reading the log of Ana: It answered with a fault.')).toBeTruthy()
    act(() => fake.emit({ kind: 'job', job: { ...job, id: 'newer', ...failed } }))
    expect(screen.getAllByText(/It answered with a fault/)).toHaveLength(2)
    expect(screen.getByText('The log can’t be reached')).toBeTruthy()
  })

  it('says the end of the very reading of people that was asked for, once', async () => {
    const job = {
      id: 'asked',
      kind: 'refresh-people',
      tenantId: 't1',
      personId: null,
      title: 'Reading the people',
      done: 0,
      total: null,
      state: 'running',
      startedAt: '2026-11-23T08:00:00.000Z',
      error: null,
    } as const
    await start({
      'preferences.read': () => somePreferences({ lastTenantId: 't1' }),
      'people.refresh': () => job,
    })
    await userEvent.click(await screen.findByRole('button', { name: 'Refresh people' }))
    act(() => fake.emit({ kind: 'job', job: { ...job, id: 'another', done: 7, state: 'done' } }))
    expect(screen.queryByText('7 people read.')).toBeNull()
    act(() => fake.emit({ kind: 'job', job: { ...job, done: 180, state: 'done' } }))
    expect(screen.getAllByText('180 people read.')).toHaveLength(1)
  })

  it('says that it is offline when main says so', async () => {
    await start()
    act(() => fake.emit({ kind: 'network', online: false }))
    expect(screen.getByText('Offline')).toBeTruthy()
    act(() => fake.emit({ kind: 'network', online: true }))
  })

  it('opens the sheet of shortcuts with a question mark and finds actions in the palette', async () => {
    await start()
    await userEvent.keyboard('?')
    expect(screen.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Close shortcuts' }))
    await userEvent.keyboard('{Control>}k{/Control}')
    await userEvent.type(
      screen.getByRole('combobox', { name: 'Find a tenant, a person or an action' }),
      'status{Enter}',
    )
    expect(await screen.findByRole('heading', { name: 'Status' })).toBeTruthy()
  })
})
