import { act, createEvent, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Tenant } from '../../../shared/model/tenant'
import { boot } from '../../app/boot'
import { restoreContext } from '../../app/context'
import { useTenantStore } from '../../app/tenants'
import { aTenant, type FakeApi, installFakeApi } from '../../testing/fake-api'
import { TenantsPage } from './tenants-page'
import { showAllTenants } from './tenants-view'

const day = 86_400_000
const three: readonly Tenant[] = [
  aTenant({ id: 'a', name: 'Alpha', tags: ['gold'] }),
  aTenant({ id: 'b', name: 'Beta', disabled: true }),
  aTenant({ id: 'c', name: 'Gamma', signInExpiresAt: new Date(Date.now() + 12.5 * day).toISOString() }),
]

let api: FakeApi
let stop = (): void => undefined
const show = async (tenants: readonly Tenant[], handlers: Parameters<typeof installFakeApi>[0] = {}): Promise<void> => {
  api = installFakeApi({
    'tenants.list': () => tenants,
    'tenants.reorder': () => null,
    'tenants.missingRights': () => ({ a: ['move'] }),
    ...handlers,
  })
  stop()
  stop = await boot()
  render(<TenantsPage />)
  await waitFor(() => expect(useTenantStore.getState().tenants).not.toBeNull())
}
const names = (): readonly (string | null)[] => screen.queryAllByRole('link').map((link) => link.textContent)
const orders = () => api.made.filter(({ name }) => name === 'tenants.reorder').map(({ input }) => input)

beforeEach(() => {
  restoreContext({})
  showAllTenants()
  useTenantStore.setState({ tenants: null, failure: null, orderWanted: null })
})

describe('the list of tenants', () => {
  it('says of each tenant what it needs a look for, and shows those alone', async () => {
    await show(three)
    const row = (name: string): HTMLElement => screen.getByRole('row', { name: new RegExp(name) })
    expect(await within(row('Alpha')).findByText('Missing: Move emails')).toBeTruthy()
    expect(within(row('Beta')).getByText('Disabled')).toBeTruthy()
    expect(within(row('Gamma')).getByText('Expires in 12 days')).toBeTruthy()
    const state = screen.getByRole('combobox', { name: 'State' })
    await userEvent.selectOptions(state, 'Sign-in expires (1)')
    expect(names()).toEqual(['Gamma'])
    await userEvent.selectOptions(state, 'Needs a look (3)')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Tag' }), 'gold')
    expect(names()).toEqual(['Alpha'])
  })

  it('announces over the list whose sign-in expires, and shows them', async () => {
    await show(three)
    expect(screen.getByText('What Gamma signs in with expires in 12 days: enter another before that.')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Show them' }))
    expect(names()).toEqual(['Gamma'])
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }))
    expect(names()).toEqual(['Alpha', 'Beta', 'Gamma'])
  })

  it('moves a row by keys, keeps the focus on it and says its place', async () => {
    await show(three)
    act(() => screen.getByRole('row', { name: /Gamma/ }).focus())
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    await waitFor(() => expect(names()).toEqual(['Alpha', 'Gamma', 'Beta']))
    expect(document.activeElement?.textContent).toContain('Gamma')
    expect(screen.getByText('Gamma: place 2 of 3.')).toBeTruthy()
    await userEvent.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}')
    await waitFor(() => expect(names()).toEqual(['Gamma', 'Alpha', 'Beta']))
    await waitFor(() => expect(orders().at(-1)).toEqual({ tenantIds: ['c', 'a', 'b'] }))
  })

  it('moves a row to where its grip is dropped', async () => {
    await show(three)
    const gamma = screen.getByRole('row', { name: /Gamma/ })
    const alpha = screen.getByRole('row', { name: /Alpha/ })
    const dataTransfer = { setData: () => undefined }
    fireEvent.dragStart(gamma.querySelector('[draggable]')!, { dataTransfer })
    const over = createEvent.dragOver(alpha, { dataTransfer })
    Object.defineProperty(over, 'clientY', { value: -1 })
    fireEvent(alpha, over)
    fireEvent.drop(alpha, { dataTransfer })
    expect(names()).toEqual(['Gamma', 'Alpha', 'Beta'])
    await waitFor(() => expect(orders()).toEqual([{ tenantIds: ['c', 'a', 'b'] }]))
  })

  it('moves nothing while the rows stand in another order than the own one', async () => {
    await show(three)
    await userEvent.click(screen.getByRole('button', { name: 'Tenant' }))
    act(() => screen.getByRole('row', { name: /Gamma/ }).focus())
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect(screen.queryByTitle(/^Drag to another place/)).toBeNull()
    expect(orders()).toEqual([])
  })

  it('draws a screenful of a thousand tenants', async () => {
    await show(Array.from({ length: 1000 }, (_, at) => aTenant({ id: `t${at}`, name: `Tenant ${at}` })))
    expect(screen.getByRole('table', { name: 'Tenants' }).getAttribute('aria-rowcount')).toBe('1001')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })

  it('leads to connecting one where there is none', async () => {
    await show([])
    const [inHead, below] = screen.getAllByRole('button', { name: 'Connect a tenant' })
    expect(inHead && below).toBeTruthy()
    expect(screen.queryByRole('searchbox')).toBeNull()
  })

  it('offers everything again where nothing is like what was chosen', async () => {
    await show(three.slice(0, 1), { 'tenants.missingRights': () => ({}) })
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'Needs a look (0)')
    await userEvent.click(screen.getByRole('button', { name: 'Show all tenants' }))
    expect(names()).toEqual(['Alpha'])
  })
})
