import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { context } from '../../app/context'
import { aTenant, installFakeApi, someSends } from '../../testing/fake-api'
import { SendsCard, SmtpNotice } from './sends-card'

const people = { 'microsoft-api': 1, 'gmail-api': 0, smtp: 4, unknown: 0 }

it('leads to People when most of the tenant gets its mail by SMTP', async () => {
  installFakeApi({ 'sends.ofTenant': () => someSends('AS', { people }) })
  render(<SmtpNotice tenant={aTenant()} />)
  expect((await screen.findByRole('status')).textContent).toContain('the last email of 4 of 5 people')
  await userEvent.click(screen.getByRole('button', { name: 'People' }))
  expect(context().route).toEqual({ kind: 'people' })
})

it('says nothing where half of the tenant does', async () => {
  const api = installFakeApi({ 'sends.ofTenant': () => someSends('AS', { people: { ...people, smtp: 1 } }) })
  render(<SmtpNotice tenant={aTenant()} />)
  await waitFor(() => expect(api.made.map(({ name }) => name)).toContain('sends.ofTenant'))
  expect(screen.queryByRole('status')).toBeNull()
})

it('counts anew over another window, and when the background has read the tenant', async () => {
  const api = installFakeApi()
  render(<SendsCard tenant={aTenant()} />)
  await userEvent.click(await screen.findByRole('radio', { name: '1 year' }))
  const asked = () => api.made.filter(({ name }) => name === 'sends.ofTenant')
  await waitFor(() => expect(asked().at(-1)?.input).toMatchObject({ window: { days: 365 } }))
  const before = asked().length
  act(() => api.emit({ kind: 'background-changed' }))
  await waitFor(() => expect(asked().length).toBe(before + 1), { timeout: 3000 })
})
