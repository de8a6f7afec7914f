// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { anEmail } from '../log/testing'
import { FactsList } from './facts-list'

afterEach(cleanup)

it('names every log source that told of the email', () => {
  const sources = [
    { id: 'http', kind: 'http', name: 'Platform log' },
    { id: 's2', kind: 'http', name: 'Phishing server' },
  ] as const
  render(
    <MantineProvider env="test">
      <FactsList email={anEmail({ sources: ['s2', 'http', 'gone'] })} sources={sources} zone="UTC" />
    </MantineProvider>,
  )
  expect(screen.getByText('Log sources').nextElementSibling?.textContent).toBe(
    'Phishing server, Platform log, a source that was removed',
  )
})
