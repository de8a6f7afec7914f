import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../shared/model/failure'
import { aPerson, installFakeApi } from '../testing/fake-api'
import { call } from './client'
import { choosePerson, chooseTenant, context, restoreContext, setWindow } from './context'
import { applyIfCurrent, useReading } from './current'

const held = <Value,>() => {
  let settle!: { resolve: (value: Value) => void; reject: (thrown: unknown) => void }
  const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }))
  return { promise, ...settle }
}

beforeEach(() => restoreContext({ tenantId: 't1', personId: 'p1' }))

describe('applyIfCurrent', () => {
  it('applies an answer about the person on screen', async () => {
    installFakeApi()
    const applied: string[] = []
    const did = await applyIfCurrent({ tenantId: 't1', personId: 'p1' }, Promise.resolve('here'), {
      value: (value) => applied.push(value),
      failure: () => applied.push('failed'),
    })
    expect([did, applied]).toEqual([true, ['here']])
  })

  it.each([
    ['the person', () => choosePerson('p2')],
    ['the tenant', () => chooseTenant('t2')],
  ])('drops an answer that arrives after %s changed', async (_, change) => {
    installFakeApi()
    const answer = held<string>()
    const applied: string[] = []
    const done = applyIfCurrent({ tenantId: 't1', personId: 'p1' }, answer.promise, {
      value: (value) => applied.push(value),
      failure: () => applied.push('failed'),
    })
    change()
    answer.resolve('late')
    expect([await done, applied]).toEqual([false, []])
  })

  it('drops the failure of a question nobody asks any more', async () => {
    installFakeApi()
    const answer = held<string>()
    const applied: string[] = []
    const done = applyIfCurrent({ tenantId: 't1' }, answer.promise, {
      value: (value) => applied.push(value),
      failure: (facts) => applied.push(facts.code),
    })
    chooseTenant('t2')
    answer.reject(new Failure({ code: 'offline', message: 'No network.' }))
    expect([await done, applied]).toEqual([false, []])
  })
})

describe('useReading', () => {
  const readPerson = () =>
    renderHook(
      ({ personId }) =>
        useReading({ tenantId: 't1', personId }, () => call('people.read', { tenantId: 't1', personId })),
      { initialProps: { personId: 'p1' } },
    )

  it('never shows a late answer under another name', async () => {
    const first = held<ReturnType<typeof aPerson>>()
    installFakeApi({
      'people.read': ({ personId }) => (personId === 'p1' ? first.promise : aPerson({ id: 'p2', name: 'Jürgen Weiß' })),
    })
    const { result, rerender } = readPerson()
    act(() => choosePerson('p2'))
    rerender({ personId: 'p2' })
    await waitFor(() => expect(result.current.value?.name).toBe('Jürgen Weiß'))
    await act(async () => first.resolve(aPerson()))
    expect(result.current.value?.name).toBe('Jürgen Weiß')
  })

  it('gives nothing of the person before, from the first frame on', async () => {
    const second = held<ReturnType<typeof aPerson>>()
    installFakeApi({ 'people.read': ({ personId }) => (personId === 'p1' ? aPerson() : second.promise) })
    const { result, rerender } = readPerson()
    await waitFor(() => expect(result.current.value?.id).toBe('p1'))
    act(() => choosePerson('p2'))
    rerender({ personId: 'p2' })
    expect(result.current).toMatchObject({ value: null, loading: true })
  })

  it('keeps what was known when reading again fails', async () => {
    const fake = installFakeApi({ 'people.read': () => aPerson() })
    const { result } = readPerson()
    await waitFor(() => expect(result.current.value).not.toBeNull())
    fake.answer({
      'people.read': () => {
        throw new Failure({ code: 'ledger-busy', message: 'The ledger is busy.' })
      },
    })
    act(() => result.current.reload())
    await waitFor(() => expect(result.current.failure?.code).toBe('ledger-busy'))
    expect(result.current.value?.id).toBe('p1')
  })
})

describe('context', () => {
  it('abandons what was in flight for the person before and remembers the new one', () => {
    const { made } = installFakeApi()
    choosePerson('p2')
    expect(made).toEqual([
      { name: 'email.abandon', input: { tenantId: 't1', personId: 'p1' } },
      { name: 'preferences.change', input: { lastTenantId: 't1', lastPersonId: 'p2' } },
    ])
  })

  it('abandons what was in flight when the window changes, since other rows are shown then', () => {
    const { made } = installFakeApi()
    setWindow({ kind: 'days', days: 7 })
    expect(made).toEqual([{ name: 'email.abandon', input: { tenantId: 't1', personId: 'p1' } }])
  })

  it('picks nobody when the tenant changes, and keeps the person when it does not', () => {
    installFakeApi()
    chooseTenant('t1')
    expect(context().personId).toBe('p1')
    chooseTenant('t2')
    expect(context()).toMatchObject({ tenantId: 't2', personId: null, route: { kind: 'tenant' } })
  })
})
