import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { ConnectChange, ConnectDraft } from '../../../shared/model/connect'
import { Failure } from '../../../shared/model/failure'
import { useContextStore } from '../../app/context'
import { useDialogStore } from '../../app/dialogs'
import { VaultDialog } from '../../app/vault-dialog'
import { aTenant, installFakeApi } from '../../testing/fake-api'
import { ConnectPage } from './connect-page'

const aDraft = (over: Partial<ConnectDraft> = {}): ConnectDraft => ({
  id: 'd1',
  tenantId: null,
  changedAt: '2026-11-24T08:00:00.000Z',
  step: 'provider',
  provider: null,
  name: '',
  domains: [],
  timeZone: 'Europe/Berlin',
  colour: '#7a4fd0',
  tags: [],
  microsoft: {
    directory: '',
    applicationId: null,
    clientId: '',
    signIn: 'secret',
    cloud: 'global',
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
  },
  google: {
    signIn: 'service-account',
    serviceAccount: '',
    clientId: '',
    adminAddress: '',
    token: 'https://oauth2.googleapis.com',
    gmail: 'https://gmail.googleapis.com',
    directory: 'https://admin.googleapis.com',
    authorize: 'https://accounts.google.com',
  },
  log: { base: '', platformTenantId: '', tokenHeld: false },
  held: [],
  grant: null,
  ...over,
})

/** Main's part: one draft that is changed as main changes it. */
const openPage = (begun: Partial<ConnectDraft> = {}) => {
  let draft = aDraft(begun)
  const api = installFakeApi({
    'connect.drafts': () => [draft],
    'connect.change': ({ change }) => {
      const { microsoft, google, log, ...rest } = change as ConnectChange
      draft = {
        ...draft,
        ...rest,
        microsoft: { ...draft.microsoft, ...microsoft },
        google: { ...draft.google, ...google },
        log:
          log === undefined
            ? draft.log
            : log && { base: '', platformTenantId: '', tokenHeld: false, ...draft.log, ...log },
      }
      return draft
    },
    'connect.applications': () => [],
    'vault.status': () => ({
      kind: null,
      locked: false,
      broken: null,
      systemAvailable: false,
      systemReason: 'This desktop has no keychain: use a passphrase.',
      lockAfterMinutes: 15,
    }),
  })
  const Dialog = () => (useDialogStore(({ open }) => open) === 'vault' ? <VaultDialog /> : null)
  render(
    <>
      <ConnectPage draftId="d1" />
      <Dialog />
    </>,
  )
  return { api, draft: () => draft, set: (next: Partial<ConnectDraft>) => (draft = { ...draft, ...next }) }
}

const step = (name: string) =>
  within(screen.getByRole('list', { name: 'Steps' })).getByRole('button', { name: new RegExp(name) })
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))

test('a manual tenant is connected with name, domains and nothing else', async () => {
  const { api, draft } = openPage()
  await userEvent.click(await screen.findByRole('radio', { name: /Manual/ }))
  await press('Next')
  await userEvent.type(screen.getByLabelText('Name'), 'Lamna Legal')
  await userEvent.type(screen.getByLabelText('Domains'), 'lamna.example, lamna-legal.example')
  await press('Next')
  await userEvent.click(screen.getByRole('checkbox', { name: /Set the log up later/ }))
  api.answer({ 'connect.finish': () => aTenant({ id: 't9', name: 'Lamna Legal' }) })
  await press('Connect')
  await waitFor(() => expect(useContextStore.getState()).toMatchObject({ tenantId: 't9', route: { kind: 'tenant' } }))
  expect(draft()).toMatchObject({
    provider: 'manual',
    name: 'Lamna Legal',
    domains: ['lamna.example', 'lamna-legal.example'],
    log: null,
  })
})

test('what is typed is kept in order, though main answers late', async () => {
  const { draft } = openPage({ provider: 'microsoft', step: 'tenant' })
  await userEvent.type(await screen.findByLabelText('Name'), 'Northwind Dental')
  await userEvent.type(screen.getByLabelText('Tags'), 'gold, health')
  await waitFor(() => expect(draft()).toMatchObject({ name: 'Northwind Dental', tags: ['gold', 'health'] }))
})

test('the first secret asks how to keep secrets, then goes into the vault and leaves the screen', async () => {
  const { api, draft, set } = openPage({ provider: 'microsoft', step: 'sign-in', name: 'N', domains: ['n.example'] })
  let made = false
  api.answer({
    'connect.putSecret': () => {
      if (!made) throw new Failure({ code: 'vault-missing', message: 'There is no vault yet.' })
      set({
        held: [
          { kind: 'client-secret', since: '2026-11-24T08:00:00.000Z', expiresAt: null, label: null, publicPart: null },
        ],
      })
      return draft()
    },
    'vault.create': () => {
      made = true
      return {
        kind: 'passphrase',
        locked: false,
        broken: null,
        systemAvailable: false,
        systemReason: null,
        lockAfterMinutes: 15,
      }
    },
  })
  await userEvent.type(await screen.findByLabelText('Client secret'), 'very~secret')
  await press('Put into the vault')
  const dialog = await screen.findByRole('dialog', { name: 'How to keep secrets' })
  await userEvent.type(within(dialog).getByLabelText('New passphrase'), 'four unrelated words')
  await userEvent.type(within(dialog).getByLabelText('The same again'), 'four unrelated words')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Make the vault' }))
  expect(await screen.findByRole('group', { name: 'Client secret in the vault' })).toBeTruthy()
  expect(document.body.innerHTML).not.toContain('very~secret')
})

test('closing the vault’s dialog keeps what was typed and says nothing', async () => {
  const { api } = openPage({ provider: 'microsoft', step: 'sign-in' })
  api.answer({
    'connect.putSecret': () => {
      throw new Failure({ code: 'vault-missing', message: 'There is no vault yet.' })
    },
  })
  await userEvent.type(await screen.findByLabelText('Client secret'), 'very~secret')
  await press('Put into the vault')
  await press('Not now')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.getByLabelText<HTMLInputElement>('Client secret').value).toBe('very~secret')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a refusal while connecting leads to its field and loses nothing', async () => {
  const { api } = openPage({ provider: 'manual', step: 'log', name: 'N', domains: ['taken.example'], log: null })
  api.answer({
    'connect.finish': () => {
      throw new Failure({ code: 'domain-taken', message: 'taken.example belongs to Northwind.', field: 'domains' })
    },
  })
  await screen.findByRole('checkbox')
  await press('Connect')
  expect((await screen.findByRole('alert')).textContent).toBe('taken.example belongs to Northwind.')
  expect(screen.getByLabelText<HTMLInputElement>('Domains').value).toBe('taken.example')
})

test('each right is shown as it is read, and what is missing says what to add where', async () => {
  const { api, draft, set } = openPage({ provider: 'microsoft', step: 'check', name: 'N', domains: ['n.example'] })
  const row = {
    capability: 'sign-in',
    state: 'granted',
    detail: 'A token was given.',
    remedy: null,
    providerCode: null,
    ms: 120,
    source: 'POST /token',
  } as const
  const missing = {
    ...row,
    capability: 'read-directory',
    state: 'missing',
    detail: 'The directory refused.',
    remedy: 'Add User.Read.All as an application permission.',
    providerCode: 'Authorization_RequestDenied',
  } as const
  let done = (_: ConnectDraft): void => undefined
  api.answer({ 'connect.check': () => new Promise<ConnectDraft>((resolve) => (done = resolve)) })
  await screen.findByRole('heading', { name: 'Check' })
  await press('Check every right')
  await screen.findByRole('listitem', { name: 'Sign in: being read' })
  api.emit({ kind: 'grant-row', draftId: 'd1', tenantId: null, row })
  await screen.findByRole('listitem', { name: 'Sign in: Granted' })
  set({ grant: { readAt: '2026-11-24T08:00:00.000Z', rows: [row, missing] } })
  done(draft())
  const line = await screen.findByRole('listitem', { name: 'Read the directory: Missing' })
  expect(line.textContent).toContain('Add User.Read.All')
  expect(line.textContent).toContain('Authorization_RequestDenied')
  expect(line.textContent).toContain('nobody’s status is known')
})

test('a step that was passed says what it still lacks', async () => {
  openPage({ provider: 'google', step: 'log', name: 'C', domains: ['c.example'] })
  await screen.findByRole('heading', { name: 'Log' })
  expect(step('Sign-in').textContent).toContain('JSON key missing')
  expect(step('Tenant').textContent).not.toContain('missing')
})

test('a client’s refusal to discard keeps everything', async () => {
  const { api } = openPage({ provider: 'manual', step: 'tenant', name: 'N' })
  await screen.findByLabelText('Name')
  await press('Discard …')
  await press('Keep it')
  expect(api.made.some(({ name }) => name === 'connect.discard')).toBe(false)
})
