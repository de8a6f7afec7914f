import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { Failure } from '../../../shared/model/failure'
import { installFakeApi } from '../../testing/fake-api'
import { ErasePerson } from './erase-person'

const person = { tenantId: 't', id: 'p', name: 'Ada Lang', address: 'ada@northwind.example' }

test('nobody is erased before their address is typed', async () => {
  const api = installFakeApi({ 'people.erase': () => ({ emails: 1, sightings: 0, rescues: 0 }) })
  const onErased = vi.fn()
  render(<ErasePerson person={person} tenantName="Northwind" onErased={onErased} />)
  const button = screen.getByRole('button', { name: 'Erase Ada Lang' })
  const field = screen.getByLabelText('Type ada@northwind.example to confirm')
  await userEvent.type(field, 'ada@northwind{Enter}')
  expect(button.hasAttribute('disabled')).toBe(true)
  expect(api.made).toEqual([])

  await userEvent.type(field, '.example{Enter}')
  await waitFor(() => expect(onErased).toHaveBeenCalledOnce())
  expect(api.made).toEqual([
    { name: 'people.erase', input: { tenantId: 't', personId: 'p', address: 'ada@northwind.example' } },
  ])
})

test('a refusal is said and what was typed stays', async () => {
  installFakeApi({
    'people.erase': () => {
      throw new Failure({ code: 'conflict', message: 'An email of this person is being moved right now.' })
    },
  })
  render(<ErasePerson person={person} tenantName="Northwind" onErased={() => expect.fail('erased')} />)
  const field = screen.getByLabelText<HTMLInputElement>('Type ada@northwind.example to confirm')
  await userEvent.type(field, person.address)
  await userEvent.click(screen.getByRole('button', { name: 'Erase Ada Lang' }))
  expect(await screen.findByText(/being moved right now/)).toBeTruthy()
  expect(field.value).toBe(person.address)
})
