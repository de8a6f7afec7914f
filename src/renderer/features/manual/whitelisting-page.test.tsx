import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../../shared/model/failure'
import type { Tenant } from '../../../shared/model/tenant'
import { defaultWhitelisting, gateways, type Whitelisting } from '../../../shared/model/whitelisting'
import { procedures } from '../../../shared/whitelisting/steps'
import { boot } from '../../app/boot'
import { restoreContext } from '../../app/context'
import { useTenantStore } from '../../app/tenants'
import { ToastArea } from '../../app/toast-area'
import { useToastStore } from '../../app/toasts'
import { aTenant, type FakeApi, installFakeApi, somePreferences } from '../../testing/fake-api'
import { WhitelistingPage } from './whitelisting-page'

let api: FakeApi
let kept: Whitelisting
let stop = (): void => undefined

const stretch = (sent: number, bounced: number, opened: number) => ({
  from: '2026-10-05T22:00:00.000Z',
  to: '2026-11-04T23:00:00.000Z',
  counts: { sent, bounced, opened, delivered: sent - bounced, deferred: 0, silent: 0 },
})
let after = stretch(100, 2, 45)
const comparison = (doneOn: string | null) => (doneOn === null ? null : { doneOn, before: stretch(200, 40, 20), after })

const show = async (over: Partial<Tenant> = {}, whitelisting: Partial<Whitelisting> = {}) => {
  kept = { ...defaultWhitelisting, ...whitelisting }
  const tenant = aTenant({ name: 'Litware Legal', provider: 'manual', domains: ['litware.example'], ...over })
  api = installFakeApi({
    'preferences.read': () => somePreferences({ lastTenantId: 't1' }),
    'tenants.list': () => [tenant],
    'whitelisting.read': () => kept,
    'whitelisting.compare': () => comparison(kept.doneOn),
    'whitelisting.change': ({ change }) => (kept = { ...kept, ...(change as Partial<Whitelisting>) }),
  })
  restoreContext({ tenantId: 't1', route: { kind: 'whitelisting' } })
  stop = await boot()
  render(
    <>
      <WhitelistingPage />
      <ToastArea />
    </>,
  )
}
const copied = () =>
  api.made.filter(({ name }) => name === 'app.copyText').map(({ input }) => (input as { text: string }).text)
const changes = () => api.made.filter(({ name }) => name === 'whitelisting.change').map(({ input }) => input)

beforeEach(() => {
  useToastStore.setState({ toasts: [] })
  useTenantStore.setState({ tenants: null })
})
afterEach(() => {
  cleanup()
  stop()
})

describe('the whitelisting page of a manual tenant', () => {
  it('shows every value with a button that copies it, and one that copies all', async () => {
    await show()
    for (const value of ['54.240.43.212', '34.232.212.184', 'bounce@infimasec.com'])
      await userEvent.click(await screen.findByRole('button', { name: `Copy ${value}` }))
    await userEvent.click(screen.getByRole('button', { name: 'Copy all' }))
    expect(copied()).toEqual([
      '54.240.43.212',
      '34.232.212.184',
      'bounce@infimasec.com',
      'IP addresses:\n54.240.43.212\n34.232.212.184\n\nSafe senders:\nbounce@infimasec.com',
    ])
  })

  it('shows the steps of the chosen filter with their documents, and remembers which it is', async () => {
    await show()
    await userEvent.click(await screen.findByRole('radio', { name: 'Mimecast' }))
    expect(await screen.findByRole('heading', { name: 'How it is done in Mimecast' })).toBeTruthy()
    expect(changes()).toEqual([{ tenantId: 't1', change: { gateway: 'mimecast' } }])
    expect(screen.getAllByText(/54\.240\.43\.212\/32, 34\.232\.212\.184\/32/, { selector: 'li' })).toHaveLength(2)
    expect(screen.getByText('not verified')).toBeTruthy()
    const [first] = procedures.mimecast
    expect(screen.getAllByRole('link', { name: first!.document.title })[0]?.getAttribute('href')).toBe(
      first!.document.url,
    )
  })

  it.each(gateways)('fills the request with tenant, values and filter, and copies it whole: %s', async (gateway) => {
    await show({}, { gateway, addresses: ['192.0.2.1'], safeSenders: ['a@platform.example'] })
    const letter = await screen.findByLabelText('Text of the request')
    for (const text of ['Litware Legal', 'litware.example', '192.0.2.1', 'a@platform.example', 'sam'])
      expect(letter.textContent).toContain(text)
    expect(letter.textContent).not.toContain('54.240.43.212')
    await userEvent.click(screen.getByRole('button', { name: 'Copy the request' }))
    expect(copied()).toEqual([letter.textContent])
  })

  it('changes the values in place, takes it back, and goes back to the platform’s own', async () => {
    await show()
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }))
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'IP addresses' })
    expect(screen.queryByRole('button', { name: /^Back to/ })).toBeNull()
    await userEvent.clear(field)
    await userEvent.type(field, '192.0.2.7; 192.0.2.0/28{Enter}')
    await waitFor(() => expect(field.value).toBe('192.0.2.7, 192.0.2.0/28'))
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(kept.addresses).toEqual(defaultWhitelisting.addresses))
    await userEvent.type(field, ', 192.0.2.9{Enter}')
    await userEvent.click(await screen.findByRole('button', { name: /^Back to/ }))
    await waitFor(() => expect(kept).toEqual(defaultWhitelisting))
  })

  it('says at its own field why a value is refused, and keeps what was typed', async () => {
    await show()
    await userEvent.click(await screen.findByRole('button', { name: 'Change' }))
    const path = 'change.safeSenders.0'
    api.answer({
      'whitelisting.change': () => {
        throw new Failure({ code: 'bad-input', field: path, message: `${path}: A sender looks like this.` })
      },
    })
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Safe senders' })
    await userEvent.clear(field)
    await userEvent.type(field, 'platform.example{Enter}')
    expect((await screen.findByRole('alert')).textContent).toBe('A sender looks like this.')
    expect(field.value).toBe('platform.example')
  })

  it('compares what became of the emails once the day is entered, and forgets the day again', async () => {
    after = stretch(100, 2, 45)
    await show()
    const day = await screen.findByLabelText('Done on')
    expect(screen.queryByRole('table', { name: 'Before and after' })).toBeNull()
    fireEvent.change(day, { target: { value: '2026-11-05' } })
    fireEvent.blur(day)
    expect(await screen.findByText('Bounces fell from 20 % to 2 %. Opens rose from 10 % to 45 %.')).toBeTruthy()
    expect(changes()).toEqual([{ tenantId: 't1', change: { doneOn: '2026-11-05' } }])
    expect(screen.getByRole('row', { name: 'Bounced 40 20 % 2 2 %' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Not done yet' }))
    await waitFor(() => expect(kept.doneOn).toBeNull())
    await waitFor(() => expect(screen.queryByRole('table', { name: 'Before and after' })).toBeNull())
  })

  it('says that few emails tell nothing', async () => {
    after = stretch(3, 0, 0)
    await show({}, { doneOn: '2026-11-05' })
    expect(await screen.findByText(/^Too few emails to tell: 3 after,/)).toBeTruthy()
  })

  it('says at its field that a day has not come yet', async () => {
    await show()
    const day = await screen.findByLabelText('Done on')
    api.answer({
      'whitelisting.change': () => {
        throw new Failure({ code: 'bad-input', field: 'doneOn', message: 'This day has not come yet.' })
      },
    })
    fireEvent.change(day, { target: { value: '2027-01-01' } })
    fireEvent.blur(day)
    expect((await screen.findByRole('alert')).textContent).toBe('This day has not come yet.')
  })

  it('asks nothing and shows nothing for a synced tenant', async () => {
    await show({ provider: 'microsoft' })
    expect(within(document.body).queryByText(/54\.240|34\.232|bounce@|Whitelisting/)).toBeNull()
    expect(api.made.filter(({ name }) => name.startsWith('whitelisting.'))).toEqual([])
  })
})
