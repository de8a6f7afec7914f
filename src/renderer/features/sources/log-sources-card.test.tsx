import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure'
import type { LogMapping, MappingPreview } from '../../../shared/model/log-mapping'
import type { LogSourceState } from '../../../shared/model/log-source'
import { useContextStore } from '../../app/context'
import { aTenant, installFakeApi } from '../../testing/fake-api'
import { LogSourcesCard } from '.'
import { newMapping, readWords, withTotal, wordsText } from './mapping-words'

const aSource = (over: Partial<LogSourceState> = {}): LogSourceState => ({
  id: 'http',
  kind: 'http',
  name: 'Platform log',
  setup: {
    kind: 'http',
    base: 'https://log.example',
    platformTenantId: 'northwind',
    auth: { kind: 'token' },
    mapping: null,
  },
  holdsSecret: true,
  lastReading: null,
  ...over,
})
const aPreview = (over: Partial<MappingPreview> = {}): MappingPreview => ({
  count: 0,
  rows: [],
  problems: [],
  next: null,
  ...over,
})

beforeEach(() => useContextStore.setState({ tenantId: 't1' }))

const show = () => render(<LogSourcesCard tenant={aTenant()} />)
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }))
const fill = async (label: string, text: string) => {
  const field = screen.getByLabelText(label)
  await userEvent.clear(field)
  // What stands in braces is no key.
  if (text !== '') await userEvent.type(field, text.replaceAll(/[{[]/g, '$&$&'))
}
const inputsOf = (api: ReturnType<typeof installFakeApi>, name: string) =>
  api.made.filter((one) => one.name === name).map(({ input }) => input)

describe('the log sources of a tenant', () => {
  test('each says its kind, its last reading and what failed', async () => {
    const at = new Date().toISOString()
    installFakeApi({
      'sources.list': () => [
        aSource({ lastReading: { at, what: 'people', rows: 180, failure: null } }),
        aSource({
          id: 'phish',
          kind: 'gophish',
          name: 'GoPhish',
          setup: { kind: 'gophish', base: 'https://gophish.example', campaignName: '', groupName: '' },
          holdsSecret: false,
          lastReading: { at, what: 'log', rows: 2, failure: 'The server refused the key.' },
        }),
      ],
    })
    show()
    expect((await screen.findByRole('listitem', { name: 'Platform log' })).textContent).toContain('180 people')
    const other = screen.getByRole('listitem', { name: 'GoPhish' }).textContent
    expect(other).toContain('No secret')
    expect(other).toContain('failed The server refused the key. 2 rows')
  })

  test('they are put into another order by keys, and the focus stays with the one that was moved', async () => {
    let order = ['http', 'phish', 'scan']
    const api = installFakeApi({
      'sources.list': () => order.map((id) => aSource({ id, name: id })),
      'sources.reorder': ({ sourceIds }: { sourceIds: string[] }) => {
        order = sourceIds
        return []
      },
    })
    show()
    const down = await screen.findByRole('button', { name: 'Move http down' })
    expect(screen.queryByRole('button', { name: 'Move http up' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Move scan down' })).toBeNull()
    down.focus()
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText('http: place 2 of 3.')).toBeTruthy()
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move http down'))
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByText('http: place 3 of 3.')).toBeTruthy()
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move http up'))
    expect(inputsOf(api, 'sources.reorder')).toEqual([
      { tenantId: 't1', sourceIds: ['phish', 'http', 'scan'] },
      { tenantId: 't1', sourceIds: ['phish', 'scan', 'http'] },
    ])
  })

  test('one is tried as it is and says what came', async () => {
    const api = installFakeApi({
      'sources.list': () => [aSource()],
      'sources.test': () => ({ ok: true, message: 'It answers and lists 180 people.', field: null, ms: 40 }),
    })
    show()
    await press('Test Platform log')
    expect(await screen.findByText('It answers and lists 180 people.')).toBeTruthy()
    expect(inputsOf(api, 'sources.test')).toMatchObject([{ tenantId: 't1', sourceId: 'http', secret: null }])
  })

  test('one is removed only after it was asked', async () => {
    let sources = [aSource()]
    const api = installFakeApi({ 'sources.list': () => sources, 'sources.remove': () => (sources = []) })
    show()
    await press('Remove Platform log')
    expect(inputsOf(api, 'sources.remove')).toEqual([])
    await userEvent.click(
      within(screen.getByRole('group', { name: 'Remove Platform log?' })).getByRole('button', {
        name: 'Remove Platform log',
      }),
    )
    expect(await screen.findByText(/None yet/)).toBeTruthy()
    expect(inputsOf(api, 'sources.remove')).toEqual([{ tenantId: 't1', sourceId: 'http' }])
  })

  test('a mailbox scan asks for whole addresses and for no secret', async () => {
    const scan = aSource({
      id: 'mailbox-scan',
      kind: 'mailbox-scan',
      name: 'Mailbox scan',
      setup: { kind: 'mailbox-scan', senders: ['a@platform.example'], marks: [] },
      holdsSecret: false,
    })
    const kept: LogSourceState[] = []
    const api = installFakeApi({
      'sources.list': () => [...kept],
      'sources.put': () => {
        kept.push(scan)
        return [...kept]
      },
    })
    show()
    await press('Add a log source')
    await userEvent.click(screen.getByRole('radio', { name: 'Mailbox scan' }))
    await fill('Addresses that our emails come from', 'a@platform.example\nb@platform.example')
    await fill('Headers that our emails carry (optional)', 'X-Bare\nX-Mark : k=7c41: d0')
    expect(screen.queryByLabelText(/secret|token|key/i)).toBeNull()
    await press('Add')
    await waitFor(() => expect(inputsOf(api, 'sources.put')).toHaveLength(1))
    expect(inputsOf(api, 'sources.put')[0]).toMatchObject({
      setup: {
        kind: 'mailbox-scan',
        senders: ['a@platform.example', 'b@platform.example'],
        marks: [
          { name: 'X-Bare', value: '' },
          { name: 'X-Mark', value: 'k=7c41: d0' },
        ],
      },
      secret: null,
    })
    expect((await screen.findByRole('listitem', { name: 'Mailbox scan' })).textContent).not.toContain('No secret')
  })
})

describe('a log source that is entered', () => {
  test('is kept with client credentials, and its secret leaves the screen', async () => {
    let sources: LogSourceState[] = []
    const api = installFakeApi({ 'sources.list': () => sources, 'sources.put': () => (sources = [aSource()]) })
    const { container } = show()
    await press('Add a log source')
    await fill('Address', 'https://log.example')
    await fill('Tenant ID at the platform', 'northwind')
    await userEvent.click(screen.getByRole('radio', { name: 'Client credentials' }))
    await fill('Token address', 'https://log.example/oauth/token')
    await fill('Client ID', 'client-1')
    await fill('Client secret', 'very-secret')
    await press('Add')
    expect(await screen.findByRole('listitem', { name: 'Platform log' })).toBeTruthy()
    expect(screen.queryByRole('form')).toBeNull()
    expect(container.innerHTML).not.toContain('very-secret')
    expect(inputsOf(api, 'sources.put')).toEqual([
      {
        tenantId: 't1',
        sourceId: null,
        name: '',
        secret: 'very-secret',
        setup: {
          kind: 'http',
          base: 'https://log.example',
          platformTenantId: 'northwind',
          auth: {
            kind: 'oauth-client-credentials',
            tokenUrl: 'https://log.example/oauth/token',
            clientId: 'client-1',
            scope: '',
          },
          mapping: null,
        },
      },
    ])
  })

  test('says at the field what is wrong and keeps everything that was typed', async () => {
    installFakeApi({
      'sources.put': () => {
        throw new Failure({ code: 'bad-input', message: 'Enter its address.', field: 'base' })
      },
    })
    show()
    await press('Add a log source')
    await fill('Name', 'Second platform')
    await fill('Token', 'very-secret')
    await press('Add')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe('Enter its address.')
    expect(screen.getByLabelText('Address').getAttribute('aria-describedby')).toContain(alert.id)
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Second platform')
    expect(screen.getByLabelText<HTMLInputElement>('Token').value).toBe('very-secret')
  })

  test('is tried before it is kept, and a failure stands at its field', async () => {
    const api = installFakeApi({
      'sources.test': () => ({ ok: false, message: 'The log refused the token.', field: 'secret', ms: 12 }),
    })
    show()
    await press('Add a log source')
    await press('Test')
    expect((await screen.findByRole('alert')).textContent).toBe('The log refused the token.')
    expect(screen.getByLabelText('Token').getAttribute('aria-invalid')).toBe('true')
    expect(inputsOf(api, 'sources.put')).toEqual([])
  })

  test('can be a GoPhish server', async () => {
    const api = installFakeApi({ 'sources.put': () => [] })
    show()
    await press('Add a log source')
    await userEvent.click(screen.getByRole('radio', { name: 'GoPhish' }))
    await fill('Address', 'https://gophish.example')
    await fill('API key', 'k3y')
    await press('Add')
    await waitFor(() =>
      expect(inputsOf(api, 'sources.put')).toMatchObject([
        { setup: { kind: 'gophish', base: 'https://gophish.example' }, secret: 'k3y' },
      ]),
    )
  })

  test('keeps the secret that is held when none is typed', async () => {
    const api = installFakeApi({ 'sources.list': () => [aSource()], 'sources.put': () => [aSource()] })
    show()
    await press('Change Platform log')
    await fill('Name', 'Main log')
    await press('Keep')
    await waitFor(() =>
      expect(inputsOf(api, 'sources.put')).toMatchObject([{ sourceId: 'http', name: 'Main log', secret: null }]),
    )
  })
})

describe('a mapping', () => {
  const openMapping = async () => {
    await press('Add a log source')
    await userEvent.click(screen.getByRole('radio', { name: 'JSON of its own' }))
  }

  test('shows the rows of a pasted answer as they are read, and each problem at its field', async () => {
    const api = installFakeApi({
      'sources.previewMapping': ({ mapping }) =>
        (mapping as LogMapping).people.fields.id === 'uid'
          ? aPreview({ count: 1, rows: [{ values: { id: 'u1', name: 'Ana' }, problems: [], leftOut: false }] })
          : aPreview({
              count: 2,
              rows: [{ values: {}, problems: [{ field: 'id', message: 'There is nothing at id.' }], leftOut: false }],
              problems: [{ field: 'id', message: 'There is nothing at id.', rows: 2 }],
            }),
    })
    show()
    await openMapping()
    await fill('An answer of the platform', '{"items":[]}')
    expect((await screen.findByRole('alert')).textContent).toBe('There is nothing at id. So in 2 of 2 rows.')
    await fill('Its id', 'uid')
    expect(await screen.findByRole('row', { name: '1 u1 Ana' })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(inputsOf(api, 'sources.previewMapping').at(-1)).toMatchObject({ list: 'people', json: '{"items":[]}' })
  })

  test('is made of paths, paging and words, and kept with the source', async () => {
    const api = installFakeApi({ 'sources.put': () => [] })
    show()
    await openMapping()
    await fill('Rows are at', 'data.users[0]')
    await fill('Number of all rows is at (optional)', 'meta.total')
    await userEvent.selectOptions(screen.getByLabelText('Pages'), 'Pages are counted')
    await fill('Name (optional)', '')
    await fill('Words of Status', 'enabled = active\n* = suspended')
    await userEvent.click(screen.getByRole('radio', { name: 'Events' }))
    await userEvent.click(screen.getByLabelText('The platform tells the latest event at most'))
    await fill('Rows are at', 'history')
    await press('Add')
    const [kept] = inputsOf(api, 'sources.put') as { setup: { mapping: LogMapping } }[]
    const { people, events } = kept!.setup.mapping
    expect(people).toMatchObject({
      items: 'data.users[0]',
      total: 'meta.total',
      paging: { kind: 'page', parameter: 'page', first: 1, rows: 100 },
      fields: { id: 'id', address: 'email' },
      words: { status: { enabled: 'active', '*': 'suspended' } },
    })
    expect(people.fields).not.toHaveProperty('name')
    expect(events).toMatchObject({ items: 'history' })
  })

  test('is refused at the field that main names, in its list', async () => {
    installFakeApi({
      'sources.put': () => {
        throw new Failure({
          code: 'bad-input',
          message: 'A path looks like data.',
          field: 'setup.mapping.people.items',
        })
      },
    })
    show()
    await openMapping()
    await press('Add')
    const alert = await screen.findByRole('alert')
    expect(screen.getByLabelText('Rows are at').getAttribute('aria-describedby')).toContain(alert.id)
  })

  test('is loaded from a profile, or says why not', async () => {
    let fails = true
    installFakeApi({
      'sources.readMapping': () => {
        if (fails) throw new Failure({ code: 'bad-input', message: 'This file is no mapping profile.', field: 'text' })
        return { ...newMapping(), name: 'Acme Awareness' }
      },
    })
    show()
    await openMapping()
    const file = new File(['{}'], 'acme.json', { type: 'application/json' })
    await userEvent.upload(screen.getByLabelText('Profile file'), file)
    expect((await screen.findByRole('alert')).textContent).toBe('This file is no mapping profile.')
    fails = false
    await userEvent.upload(screen.getByLabelText('Profile file'), file)
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>('Name of the profile').value).toBe('Acme Awareness'),
    )
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('takes the path to the number of all rows, and leaves it out when it is emptied', () => {
    const { people } = newMapping()
    expect(withTotal(people, 'meta.total')).toEqual({ ...people, total: 'meta.total' })
    expect(withTotal(withTotal(people, 'meta.total'), '')).toEqual(people)
  })

  test('has words that read back as they are written', () => {
    const words = { enabled: 'active', 'a = b': 'removed', '*': 'suspended' }
    expect(readWords(wordsText(words))).toEqual(words)
    expect(readWords('half a line\n = active\n')).toEqual({})
  })
})
