import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CapabilityReading } from '../../../shared/model/grant'
import { Failure } from '../../../shared/model/failure'
import type { HeldSecret } from '../../../shared/model/connect'
import type { Tenant } from '../../../shared/model/tenant'
import { boot } from '../../app/boot'
import { context, restoreContext } from '../../app/context'
import { closeDialog, useDialogStore } from '../../app/dialogs'
import { useGrantStore } from '../../app/grants'
import { usePeopleStore } from '../../app/people'
import { useTenantStore } from '../../app/tenants'
import { ToastArea } from '../../app/toast-area'
import { useToastStore } from '../../app/toasts'
import { aTenant, type FakeApi, installFakeApi, somePreferences } from '../../testing/fake-api'
import { RemoveTenant } from './remove-tenant'
import { TenantPage } from './tenant-page'

const microsoft = {
  directory: 'northwind.example',
  applicationId: null,
  clientId: 'c-1',
  signIn: 'secret',
  cloud: 'global',
  login: '',
  graph: '',
} as const
const heldSecret = (over: Partial<HeldSecret> = {}): HeldSecret => ({
  kind: 'client-secret',
  since: '2026-01-05T00:00:00.000Z',
  expiresAt: null,
  label: null,
  publicPart: null,
  ...over,
})
const row = (capability: CapabilityReading['capability'], state: CapabilityReading['state']): CapabilityReading => ({
  capability,
  state,
  detail: `${capability} was looked at.`,
  remedy: null,
  providerCode: null,
  ms: 40,
  source: 'GET /users',
})

const RemoveWhenAsked = () => (useDialogStore(({ open }) => open === 'remove-tenant') ? <RemoveTenant /> : null)

let api: FakeApi
let tenant: Tenant
let stop = (): void => undefined

const show = async (over: Partial<Tenant> = {}, handlers: Parameters<typeof installFakeApi>[0] = {}) => {
  tenant = aTenant(over)
  api = installFakeApi({
    'preferences.read': () => somePreferences({ lastTenantId: 't1' }),
    'tenants.list': () => [tenant],
    'tenants.open': () => tenant,
    'tenants.edit': ({ change }) => (tenant = { ...tenant, ...(change as Partial<Tenant>) }),
    'tenants.grant': () => null,
    'tenants.connection': () => ({ microsoft, google: null, sharedApplication: null, held: [heldSecret()] }),
    ...handlers,
  })
  stop()
  stop = await boot()
  render(
    <>
      <TenantPage />
      <RemoveWhenAsked />
      <ToastArea />
    </>,
  )
  await screen.findByRole('heading', { name: 'Settings' })
}
const editsMade = () => api.made.filter(({ name }) => name === 'tenants.edit').map(({ input }) => input)

beforeEach(() => {
  restoreContext({})
  closeDialog()
  useTenantStore.setState({ tenants: null, failure: null })
  usePeopleStore.setState({ tenantId: null, people: null, failure: null })
  useGrantStore.setState({ of: {} })
  useToastStore.setState({ toasts: [] })
})

describe('the settings of a tenant', () => {
  it('keeps a name when Enter is pressed, and takes it back by Undo', async () => {
    await show()
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' })
    await userEvent.clear(field)
    await userEvent.type(field, 'Northwind Clinics{Enter}')
    expect(await screen.findByRole('heading', { name: 'Northwind Clinics' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('heading', { name: 'Northwind Dental' })).toBeTruthy()
    expect(editsMade()).toEqual([
      { tenantId: 't1', change: { name: 'Northwind Clinics' } },
      { tenantId: 't1', change: { name: 'Northwind Dental' } },
    ])
  })

  it('says a refusal at its field and leaves what was typed', async () => {
    await show(
      {},
      {
        'tenants.edit': () => {
          throw new Failure({
            code: 'bad-input',
            message: 'change.name: A tenant needs a name.',
            field: 'change.name',
          })
        },
      },
    )
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' })
    await userEvent.clear(field)
    await userEvent.tab()
    expect((await screen.findByRole('alert')).textContent).toBe('A tenant needs a name.')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(field.value).toBe('')
    await userEvent.type(field, 'x{Escape}')
    expect(field.value).toBe('Northwind Dental')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('keeps the senders of its platform as a list, and says at its own field what is refused', async () => {
    await show()
    const domains = screen.getByRole<HTMLInputElement>('textbox', { name: 'Sender domains' })
    await userEvent.type(domains, ', other.example{Enter}')
    const before = { senderDomains: ['platform.example'], senderAddresses: [], headerMarks: [] }
    const change = { platform: { ...before, senderDomains: ['platform.example', 'other.example'] } }
    await waitFor(() => expect(editsMade()).toEqual([{ tenantId: 't1', change }]))
    api.answer({
      'tenants.edit': () => {
        const field = 'change.platform.senderAddresses.0'
        throw new Failure({ code: 'bad-input', message: `${field}: An address looks like this.`, field })
      },
    })
    const addresses = screen.getByRole<HTMLInputElement>('textbox', { name: 'Sender addresses' })
    await userEvent.type(addresses, 'bounce{Enter}')
    expect((await screen.findByRole('alert')).textContent).toBe('An address looks like this.')
    expect(addresses.getAttribute('aria-invalid')).toBe('true')
    expect(addresses.value).toBe('bounce')
  })

  it('takes a header mark in two fields, and says at the one that is refused why', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Add a header' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'Header name 1' }), 'X-Mark{Enter}')
    const marks = () =>
      (editsMade().at(-1) as { change: { platform: { headerMarks: unknown } } }).change.platform.headerMarks
    await waitFor(() => expect(marks()).toEqual([{ name: 'X-Mark', value: '' }]))
    await userEvent.type(await screen.findByRole('textbox', { name: 'Text in header 1' }), 'k=7c41{Enter}')
    await waitFor(() => expect(marks()).toEqual([{ name: 'X-Mark', value: 'k=7c41' }]))

    api.answer({
      'tenants.edit': () => {
        const field = 'change.platform.headerMarks.0.name'
        throw new Failure({ code: 'bad-input', message: `${field}: A header name has no space.`, field })
      },
    })
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Header name 1' })
    await userEvent.clear(name)
    await userEvent.type(name, 'X Mark{Enter}')
    expect((await screen.findByRole('alert')).textContent).toBe('A header name has no space.')
    expect(name.getAttribute('aria-invalid')).toBe('true')
    expect(name.value).toBe('X Mark')
    await userEvent.type(name, '{Escape}')
    expect(screen.queryByRole('alert')).toBeNull()

    api.answer({ 'tenants.edit': ({ change }) => (tenant = { ...tenant, ...(change as Partial<Tenant>) }) })
    await userEvent.click(screen.getByRole('button', { name: 'Remove the header X-Mark' }))
    await waitFor(() => expect(marks()).toEqual([]))
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Header name 1' })).toBeNull())
  })

  it('has the repair ready to send where the last reading lacks something, and nothing else has it', async () => {
    const rows = [row('sign-in', 'granted'), row('move', 'missing')]
    const need = { name: 'Mail.ReadWrite', without: 'No email can be moved.', required: true }
    await show(
      {},
      {
        'tenants.grant': () => ({ readAt: '2026-11-24T10:00:00.000Z', rows }),
        'tenants.consentRepair': () => ({
          link: 'https://login.example/adminconsent',
          missing: [need],
          readAt: '2026-11-24T10:00:00.000Z',
          text: 'Hello, please grant it.',
        }),
      },
    )
    const card = await screen.findByRole('region', { name: 'Have it granted again' })
    expect((await within(card).findByRole('list', { name: 'Missing permissions' })).textContent).toContain(
      'Mail.ReadWrite',
    )
    expect(card.textContent).toContain('https://login.example/adminconsent')
    await userEvent.click(within(card).getByRole('button', { name: 'Copy the text for the admin' }))
    expect(api.made.at(-1)).toMatchObject({ name: 'app.copyText', input: { text: 'Hello, please grant it.' } })
  })

  it('shows what is declared beside what was observed, and which of the two counts', async () => {
    const shut: CapabilityReading = {
      ...row('locate', 'missing'),
      declared: { grants: true, detail: 'Our sign-in carries Mail.ReadWrite.', source: 'roles of a fresh token' },
      observed: { grants: false, detail: 'Exchange keeps us out.', source: 'GET /users/{id}/messages' },
    }
    const agreed: CapabilityReading = {
      ...row('move', 'declared'),
      declared: { grants: true, detail: 'Our sign-in carries it.', source: 'roles of a fresh token' },
    }
    await show({}, { 'tenants.grant': () => ({ readAt: '2026-11-24T10:00:00.000Z', rows: [shut, agreed] }) })
    const locate = await screen.findByRole('listitem', { name: 'Locate emails: Missing' })
    expect(locate.textContent).toContain('Declaredyes Our sign-in carries Mail.ReadWrite.')
    expect(locate.textContent).toContain('Observedno Exchange keeps us out.')
    expect(locate.textContent).toContain('The two disagree: what was observed counts.')
    const move = screen.getByRole('listitem', { name: 'Move emails: Declared' })
    expect(move.textContent).toContain('Observednot tried')
    expect(move.textContent).not.toContain('disagree')
  })

  it('calls nothing broken that may not have spread yet', async () => {
    const spreading = { was: 'declared', readAgainAt: new Date(Date.now() + 110_000).toISOString() } as const
    const rows = [{ ...row('send', 'missing'), spreading }]
    await show({}, { 'tenants.grant': () => ({ readAt: '2026-11-24T10:00:00.000Z', rows }) })
    const send = await screen.findByRole('listitem', { name: /^Send again/ })
    expect(send.textContent).toContain('nothing is called broken before it is read again, in about 2 min')
    expect(screen.queryByRole('heading', { name: 'Have it granted again' })).toBeNull()
  })

  it('has no repair where nothing is missing', async () => {
    await show({}, { 'tenants.grant': () => ({ readAt: '2026-11-24T10:00:00.000Z', rows: [row('move', 'declared')] }) })
    await screen.findByRole('listitem', { name: 'Move emails: Declared' })
    expect(screen.queryByRole('heading', { name: 'Have it granted again' })).toBeNull()
  })

  it('shows a manual tenant no platform profile: nothing of it is moved', async () => {
    await show({ provider: 'manual' })
    expect(screen.queryByRole('heading', { name: 'Platform profile' })).toBeNull()
  })

  it('asks before fewer days are kept, and keeps nothing new when that is declined', async () => {
    await show()
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Keep emails for' })
    await userEvent.clear(field)
    await userEvent.type(field, '90{Enter}')
    const group = screen.getByRole('group', { name: 'Keep emails for fewer days' })
    expect(group.textContent).toContain('Everything older than 90 days is erased')
    expect(editsMade()).toEqual([])
    await userEvent.click(within(group).getByRole('button', { name: 'Leave it at 400 days' }))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Keep emails for' }).value).toBe('400')
    expect(editsMade()).toEqual([])
  })

  it('disables a tenant, says so on its page, and enables it again', async () => {
    await show()
    await userEvent.click(screen.getByRole('button', { name: 'Disable' }))
    expect(await screen.findByText(/^Disabled: what is known of it/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Refresh people' }).hasAttribute('disabled')).toBe(true)
    expect(screen.getByRole('button', { name: 'Check again' }).hasAttribute('disabled')).toBe(true)
    await userEvent.click(screen.getAllByRole('button', { name: 'Enable' })[0]!)
    await waitFor(() => expect(screen.queryByText(/^Disabled: what is known of it/)).toBeNull())
  })
})

describe('what a tenant has granted', () => {
  it('shows the last reading at once and reads it again row by row', async () => {
    let finish = (_: { readAt: string; rows: readonly CapabilityReading[] }): void => undefined
    await show(
      {},
      {
        'tenants.grant': () => ({
          readAt: new Date(Date.now() - 3.5 * 3_600_000).toISOString(),
          rows: [row('sign-in', 'granted'), row('locate', 'granted')],
        }),
        'tenants.check': () => new Promise((resolve) => (finish = resolve)),
      },
    )
    const card = screen.getByRole('region', { name: 'What is granted' })
    expect(await within(card).findByRole('listitem', { name: 'Locate emails: Granted' })).toBeTruthy()
    expect(card.textContent).toContain('read 3 h ago')

    await userEvent.click(within(card).getByRole('button', { name: 'Check again' }))
    expect(within(card).getByRole('listitem', { name: 'Locate emails: Granted, being read again' })).toBeTruthy()
    act(() => api.emit({ kind: 'grant-row', draftId: null, tenantId: 't1', row: row('locate', 'missing') }))
    act(() => api.emit({ kind: 'grant-row', draftId: null, tenantId: 't2', row: row('sign-in', 'missing') }))
    act(() => api.emit({ kind: 'grant-row', draftId: 'draft:1', tenantId: null, row: row('sign-in', 'missing') }))
    expect(within(card).getByText('1 of 6 checked')).toBeTruthy()
    const missing = within(card).getByRole('listitem', { name: 'Locate emails: Missing' })
    expect(missing.textContent).toContain('Without it the log is shown, but not where its emails are.')
    expect(within(card).getByRole('listitem', { name: 'Sign in: Granted, being read again' })).toBeTruthy()

    await act(async () =>
      finish({ readAt: new Date().toISOString(), rows: [row('sign-in', 'granted'), row('locate', 'missing')] }),
    )
    expect(within(card).getByRole('listitem', { name: 'Sign in: Granted' })).toBeTruthy()
    expect(within(card).getByRole('button', { name: 'Check again' })).toBeTruthy()
  })
})

describe('the connection of a tenant', () => {
  it('tells what it signs in with and when that expires', async () => {
    const expiresAt = new Date(Date.now() + 12.5 * 86_400_000).toISOString()
    const label = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334'
    await show(
      { signInExpiresAt: expiresAt },
      {
        'tenants.connection': () => ({
          microsoft: { ...microsoft, signIn: 'certificate' },
          google: null,
          sharedApplication: 'Support',
          held: [heldSecret({ kind: 'certificate', label, expiresAt, publicPart: 'PUBLIC' })],
        }),
      },
    )
    const held = await screen.findByRole('group', { name: 'Certificate' })
    expect(held.textContent).toContain(label)
    expect(held.textContent).toContain('in 12 days')
    expect(screen.getByText(/^What it signs in with expires on/)).toBeTruthy()
    await userEvent.click(within(held).getByRole('button', { name: 'Copy public certificate' }))
    expect(api.made).toContainEqual({ name: 'app.copyText', input: { text: 'PUBLIC' } })
  })
})

describe('removing a tenant', () => {
  it('removes nothing before it was chosen what becomes of the ledger', async () => {
    await show({}, { 'tenants.remove': () => null })
    await userEvent.click(screen.getByRole('button', { name: 'Remove…' }))
    const dialog = screen.getByRole('dialog', { name: 'Remove Northwind Dental' })
    expect(within(dialog).getByRole('button', { name: 'Remove' }).hasAttribute('disabled')).toBe(true)
    await userEvent.click(within(dialog).getByRole('radio', { name: /^Erase its ledger/ }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove and erase its ledger' }))
    await waitFor(() => expect(context()).toMatchObject({ tenantId: null, route: { kind: 'tenants' } }))
    expect(api.made).toContainEqual({ name: 'tenants.remove', input: { tenantId: 't1', ledger: 'erase' } })
    expect(screen.getByText('Northwind Dental was removed; its ledger is erased.')).toBeTruthy()
  })

  it('stays with its reason when it is refused', async () => {
    await show(
      {},
      {
        'tenants.remove': () => {
          throw new Failure({ code: 'conflict', message: 'An email is being moved: try again in a minute.' })
        },
      },
    )
    await userEvent.click(screen.getByRole('button', { name: 'Remove…' }))
    await userEvent.click(screen.getByRole('radio', { name: /^Keep its ledger/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Remove and keep its ledger' }))
    expect(await screen.findByText('An email is being moved: try again in a minute.')).toBeTruthy()
    expect(context().tenantId).toBe('t1')
  })
})
