import { beforeEach, expect, it, vi } from 'vitest'
import { Failure } from '../../shared/model/failure'
import { aTenant, installFakeApi } from '../testing/fake-api'
import { movedBefore, neighbourBefore, reorderTenants } from './tenant-order'
import { readTenants, useTenantStore } from './tenants'

const tenants = ['a', 'b', 'c'].map((id) => aTenant({ id }))
const shownIds = () => useTenantStore.getState().tenants?.map(({ id }) => id)

beforeEach(() => useTenantStore.setState({ tenants, failure: null, orderWanted: null }))

it('puts one before another, or at the end', () => {
  expect(movedBefore(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b'])
  expect(movedBefore(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a'])
  expect(movedBefore(['a', 'b', 'c'], 'b', 'b')).toEqual(['a', 'b', 'c'])
})

it('moves among the rows that are shown, and nowhere past their ends', () => {
  expect(neighbourBefore(['a', 'c'], 'c', -1)).toBe('a')
  expect(neighbourBefore(['a', 'b', 'c'], 'a', 1)).toBe('c')
  expect(neighbourBefore(['a', 'b'], 'a', 1)).toBeNull()
  expect(neighbourBefore(['a', 'b'], 'a', -1)).toBeUndefined()
  expect(neighbourBefore(['a', 'b'], 'b', 1)).toBeUndefined()
})

it('shows an order at once, and sends of those wanted meanwhile the last alone', async () => {
  const answers: (() => void)[] = []
  const api = installFakeApi({
    'tenants.list': () => tenants,
    'tenants.reorder': () => new Promise<null>((resolve) => answers.push(() => resolve(null))),
  })
  reorderTenants(['b', 'a', 'c'])
  reorderTenants(['b', 'c', 'a'])
  reorderTenants(['c', 'b', 'a'])
  expect(shownIds()).toEqual(['c', 'b', 'a'])
  await readTenants()
  expect(shownIds()).toEqual(['c', 'b', 'a'])
  answers[0]?.()
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.()
  await vi.waitFor(() => expect(useTenantStore.getState().orderWanted).toBeNull())
  expect(api.made.filter(({ name }) => name === 'tenants.reorder').map(({ input }) => input)).toEqual([
    { tenantIds: ['b', 'a', 'c'] },
    { tenantIds: ['c', 'b', 'a'] },
  ])
})

it('goes back to the order that is kept when another is refused', async () => {
  installFakeApi({
    'tenants.list': () => tenants,
    'tenants.reorder': () => {
      throw new Failure({ code: 'conflict', message: 'The ledger is locked.' })
    },
  })
  reorderTenants(['c', 'b', 'a'])
  await vi.waitFor(() => expect(shownIds()).toEqual(['a', 'b', 'c']))
})
