import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { BackgroundHold, BackgroundSource, BackgroundStatus } from '../../../shared/model/background'
import { installFakeApi } from '../../testing/fake-api'
import { BackgroundCard } from './background-card'

const aSource = (over: Partial<BackgroundSource> = {}): BackgroundSource => ({
  tenantId: 't1',
  tenantName: 'Northwind Dental',
  sourceId: 'http',
  sourceName: 'Platform log',
  running: false,
  readAt: new Date(Date.now() - 150_000).toISOString(),
  rows: 1234,
  failure: null,
  nextAt: new Date(Date.now() + 600_000).toISOString(),
  ...over,
})
const aStatus = (sources: readonly BackgroundSource[], ...holds: BackgroundHold[]): BackgroundStatus => ({
  holds,
  sources,
})

const rowOf = async (name: RegExp) => screen.findByRole('row', { name })

test('each tenant says when it was read, how much that brought, and what failed', async () => {
  const away = { code: 'source-unreachable', message: 'The log can’t be reached: check the connection.' } as const
  installFakeApi({
    'background.status': () =>
      aStatus([
        aSource(),
        aSource({ tenantId: 't2', tenantName: 'Contoso Clinics', readAt: null, rows: 0, failure: away }),
        aSource({ tenantId: 't3', tenantName: 'Fabrikam Freight', running: true }),
      ]),
  })
  render(<BackgroundCard />)
  expect((await rowOf(/Northwind/)).textContent).toMatch(/2 min ago1,234/)
  expect((await rowOf(/Contoso/)).textContent).toContain(`neverfailed ${away.message}`)
  const running = await rowOf(/Fabrikam/)
  expect(running.textContent).toContain('reading …')
  expect(within(running).getByRole<HTMLButtonElement>('button').disabled).toBe(true)
})

test('sources are named only where a tenant has several', async () => {
  installFakeApi({
    'background.status': () =>
      aStatus([
        aSource(),
        aSource({ tenantId: 't2', tenantName: 'Contoso Clinics' }),
        aSource({ tenantId: 't2', tenantName: 'Contoso Clinics', sourceId: 'phish', sourceName: 'GoPhish' }),
      ]),
  })
  render(<BackgroundCard />)
  expect((await rowOf(/Northwind/)).textContent).not.toContain('Platform log')
  expect(await rowOf(/Contoso Clinics GoPhish/)).toBeTruthy()
})

test('it is paused and resumed, and says that it is', async () => {
  let holds: BackgroundHold[] = []
  const set = (next: BackgroundHold[]) => () => aStatus([aSource()], ...(holds = next))
  installFakeApi({
    'background.status': () => aStatus([aSource()], ...holds),
    'background.pause': set(['engineer']),
    'background.resume': set([]),
  })
  render(<BackgroundCard />)
  await rowOf(/Northwind/)
  await userEvent.click(screen.getByRole('button', { name: 'Pause' }))
  expect(await screen.findByText(/You paused it/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Resume' }))
  await waitFor(() => expect(screen.queryByText(/You paused it/)).toBeNull())
})

test.each([
  ['battery', /mains power/],
  ['offline', /waits for a network/],
  ['locked', /vault is unlocked/],
] as const)('a hold by %s is said in words', async (hold, word) => {
  installFakeApi({ 'background.status': () => aStatus([], hold) })
  render(<BackgroundCard />)
  expect(await screen.findByText(word)).toBeTruthy()
})

test('one tenant is read now by its button, all by the one above', async () => {
  const api = installFakeApi({
    'background.status': () => aStatus([aSource()]),
    'background.runNow': () => aStatus([aSource()]),
  })
  render(<BackgroundCard />)
  await userEvent.click(await screen.findByRole('button', { name: 'Read now: Northwind Dental' }))
  await userEvent.click(screen.getByRole('button', { name: 'Read all now' }))
  const asked = api.made.filter(({ name }) => name === 'background.runNow').map(({ input }) => input)
  expect(asked).toEqual([{ tenantId: 't1' }, { tenantId: null }])
})

test('what main read meanwhile shows without asking', async () => {
  let rows = 1
  const api = installFakeApi({ 'background.status': () => aStatus([aSource({ rows })]) })
  render(<BackgroundCard />)
  await rowOf(/Northwind/)
  rows = 77
  api.emit({ kind: 'background-changed' })
  await waitFor(() => expect(screen.getByRole('row', { name: /Northwind/ }).textContent).toContain('77'))
})
