import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import { MantineProvider } from '@mantine/core'
import type { DirectoryResync, Job, PeoplePage as Rows, PeopleQuery, PersonLine } from '../../../shared/model'
import { useContextStore } from '../../app/context'
import { useJobStore } from '../../app/jobs'
import { useTenantStore } from '../../app/tenants'
import { aPerson, aTenant, installFakeApi } from '../../testing/fake-api'
import { PeoplePage } from './people-page'

const line = (index: number, over: Partial<PersonLine['person']> = {}): PersonLine => ({
  person: aPerson({ id: `p${index}`, name: `Person ${index}`, address: `p${index}@northwind.example`, ...over }),
  lastEmail: { sentAt: '2026-11-22T09:00:00.000Z', method: index === 1 ? 'smtp' : 'microsoft-api' },
  lastSeen: null,
})
const agreements = { both: 1, 'platform-only': 1, 'directory-only': 0, 'address-differs': 1, neither: 0 }
const answer = (total: number, from: number, rows: readonly PersonLine[], over: Partial<Rows> = {}): Rows => ({
  ...{ total, all: total, suspended: 0, removed: 0, agreements: null, from, rows },
  ...over,
})
const resync: DirectoryResync = {
  tenantId: 't1',
  id: 'r1',
  beganAt: '2026-11-23T08:00:00.000Z',
  endedAt: '2026-11-23T08:01:00.000Z',
  full: false,
  first: false,
  read: 3,
  counts: { added: 0, changed: 0, renamed: 1, suspended: 0, removed: 2 },
  grant: { readAt: '2026-11-23T08:01:00.000Z', rows: [] },
}

const show = (answers: Parameters<typeof installFakeApi>[0], tenant = aTenant()) => {
  const api = installFakeApi({
    'people.page': ({ from, count }) => answer(2, from, [line(1), line(2)].slice(from, from + count)),
    'people.lastResync': () => null,
    ...answers,
  })
  useTenantStore.setState({ tenants: [tenant] })
  useContextStore.setState({ tenantId: 't1', personId: null })
  render(
    <MantineProvider>
      <PeoplePage />
    </MantineProvider>,
  )
  return api
}
const queries = (api: ReturnType<typeof installFakeApi>): PeopleQuery[] =>
  api.made.filter(({ name }) => name === 'people.page').map(({ input }) => (input as { query: PeopleQuery }).query)

beforeEach(() => useJobStore.setState({ jobs: [] }))

describe('the people page', () => {
  test('asks for the rows on screen alone, however many there are', async () => {
    const api = show({
      'people.page': ({ from, count }) =>
        answer(
          100_000,
          from,
          Array.from({ length: count }, (_, place) => line(from + place)),
          { suspended: 1_200 },
        ),
    })
    expect(await screen.findByText('Person 0')).toBeTruthy()
    expect(screen.getByText('100,000 people, 1,200 suspended.')).toBeTruthy()
    expect(screen.getByRole('table', { name: 'People' }).getAttribute('aria-rowcount')).toBe('100001')
    const asked = api.made.filter(({ name }) => name === 'people.page')
    expect(asked.length).toBeLessThan(4)
  })

  test('searches and filters in main, the best hit first', async () => {
    const api = show({ 'people.page': ({ from }) => answer(2, from, [line(1), line(2)], { agreements }) })
    await screen.findByText('Person 1')
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search people' }), 'ana')
    await waitFor(() => expect(queries(api).at(-1)).toMatchObject({ text: 'ana', by: 'match' }))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'suspended')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Platform and directory' }), 'address-differs')
    await waitFor(() =>
      expect(queries(api).at(-1)).toMatchObject({ text: 'ana', status: 'suspended', agreement: 'address-differs' }),
    )
    expect(screen.getByRole('option', { name: 'Not in the directory (1)' })).toBeTruthy()
  })

  test('says of each how the two lists agree, once the directory was read', async () => {
    const inPlatform = { sourceId: 'http', address: 'p1@northwind.example', status: 'active' } as const
    show({
      'people.page': ({ from }) =>
        answer(
          2,
          from,
          [
            line(1, { inPlatform, inDirectory: { address: 'new@northwind.example', status: 'active' } }),
            line(2, { inPlatform, inDirectory: null }),
          ],
          { agreements },
        ),
    })
    const table = await screen.findByRole('table', { name: 'People' })
    await within(table).findByText('Address differs')
    expect(within(table).getByText('Not in the directory')).toBeTruthy()
    expect(
      within(table).getAllByTitle(/Active in our system as p1@northwind.example, says Platform log./),
    ).toHaveLength(2)
    expect(within(table).getByText('smtp')).toBeTruthy()
  })

  test('shows what the last resync found, and whom, when asked', async () => {
    const api = show({
      'people.lastResync': () => resync,
      'people.resyncChanges': () => [
        {
          personId: 'p7',
          name: 'Ada Short',
          address: 'ada@northwind.example',
          before: { name: 'Ada Lang', address: 'ada.lang@northwind.example' },
        },
      ],
    })
    await userEvent.click(await screen.findByRole('button', { name: '1 renamed' }))
    const list = await screen.findByRole('list', { name: 'People renamed' })
    expect(list.textContent).toContain('was Ada Lang, ada.lang@northwind.example')
    expect(screen.getByText('Permissions read too: none is missing.')).toBeTruthy()
    expect(api.made.at(-1)).toMatchObject({ input: { tenantId: 't1', resyncId: 'r1', kind: 'renamed' } })
  })

  test('starts a resync, or reads all again, and can cancel it', async () => {
    const job: Job = {
      id: 'j',
      kind: 'resync-directory',
      tenantId: 't1',
      personId: null,
      title: 'Resyncing the directory of Northwind Dental',
      done: 40,
      total: null,
      state: 'running',
      startedAt: '2026-11-23T09:00:00.000Z',
      error: null,
    }
    const api = show({
      'people.lastResync': () => resync,
      'people.resync': () => job,
      'jobs.cancel': () => null,
    })
    await userEvent.click(await screen.findByRole('button', { name: 'Read all again' }))
    expect(api.made.at(-1)).toEqual({ name: 'people.resync', input: { tenantId: 't1', full: true } })
    await userEvent.click(screen.getByRole('button', { name: 'Resync directory' }))
    expect(api.made.at(-1)).toEqual({ name: 'people.resync', input: { tenantId: 't1', full: false } })
    act(() => useJobStore.setState({ jobs: [job] }))
    expect(screen.getByText('Reading the directory, 40')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(api.made.at(-1)).toEqual({ name: 'jobs.cancel', input: { jobId: 'j' } })
  })

  test('offers a manual tenant no directory', async () => {
    const api = show({}, aTenant({ provider: 'manual' }))
    await screen.findByText('Person 1')
    expect(screen.queryByText(/directory/i)).toBeNull()
    expect(api.made.map(({ name }) => name)).not.toContain('people.lastResync')
  })

  test('saves what is shown through main', async () => {
    const api = show({ 'people.export': () => ({ file: 'people.csv', people: 2 }) })
    await screen.findByText('Person 1')
    await userEvent.click(screen.getByRole('button', { name: 'Export' }))
    expect(api.made.at(-1)).toMatchObject({ name: 'people.export', input: { tenantId: 't1', query: { text: '' } } })
  })
})
