import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { NetworkSettings } from '../../../shared/model/network'
import { Failure } from '../../../shared/model/failure'
import { installFakeApi } from '../../testing/fake-api'
import { NetworkCard } from './network-card'

const settings = (over: Partial<NetworkSettings> = {}): NetworkSettings => ({
  mode: 'system',
  proxy: '',
  bypass: '',
  pac: '',
  roots: [],
  proxyUser: null,
  ...over,
})

test('a proxy is kept once its address is there, not before', async () => {
  const api = installFakeApi({ 'network.change': (change) => settings(change as Partial<NetworkSettings>) })
  render(<NetworkCard />)
  await userEvent.selectOptions(await screen.findByLabelText('Proxy'), 'One that I enter')
  expect(api.made.filter(({ name }) => name === 'network.change')).toEqual([])
  await userEvent.type(screen.getByLabelText('Proxy address'), 'http://proxy.example:3128')
  await userEvent.click(screen.getByRole('button', { name: 'Save proxy address' }))
  await waitFor(() =>
    expect(api.made.at(-1)).toEqual({
      name: 'network.change',
      input: { mode: 'manual', proxy: 'http://proxy.example:3128' },
    }),
  )
})

test('the proxy’s password leaves the screen at once, and only the user name comes back', async () => {
  installFakeApi({ 'network.putProxySignIn': ({ user }) => settings({ proxyUser: user }) })
  const { container } = render(<NetworkCard />)
  await userEvent.type(await screen.findByLabelText('Proxy user name'), 'sam')
  await userEvent.type(screen.getByLabelText('Proxy password'), 'very-secret')
  await userEvent.click(screen.getByRole('button', { name: 'Save proxy sign-in' }))
  expect(await screen.findByText('sam')).toBeTruthy()
  expect(container.innerHTML).not.toContain('very-secret')
})

test('a file that holds no certificate is refused with the sentence of main', async () => {
  installFakeApi({
    'network.addRoots': () => {
      throw new Failure({ code: 'bad-input', message: 'This file holds no certificate.', field: 'certificates' })
    },
  })
  render(<NetworkCard />)
  await userEvent.upload(await screen.findByLabelText('Root certificate file'), new File(['x'], 'root.pem'))
  expect((await screen.findByRole('alert')).textContent).toContain('holds no certificate')
})
