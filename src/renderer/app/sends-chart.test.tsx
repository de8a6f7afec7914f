import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Peers } from '../../shared/model/sends'
import { someSends } from '../testing/fake-api'
import { PeersCard } from './peers-card'
import { breakSentence } from './send-words'
import { barsOf, SendsChart } from './sends-chart'

const broken = {
  breakPoint: { lastApi: '2026-11-20T09:00:00Z', firstSmtp: '2026-11-21T09:00:00Z', repaired: null },
}

describe('the chart of sends', () => {
  it('tells each day by name and counts, also in a table, and where the grant broke', () => {
    render(<SendsChart sends={someSends('AA.ASS.', broken)} title="Sends per day" />)
    expect(screen.getByRole('img', { name: '18 Nov: 1 by microsoft-api' })).toBeTruthy()
    expect(screen.getByRole('img', { name: '19 Nov: no mail' })).toBeTruthy()
    expect(screen.getByRole('group', { name: /The grant broke between 20 Nov/ })).toBeTruthy()
    const table = screen.getByRole('table', { name: 'Sends per day' })
    expect(
      within(table)
        .getAllByRole('row')
        .map((row) => row.textContent),
    ).toEqual([
      'DayEmails',
      '17 Nov1 by microsoft-api',
      '18 Nov1 by microsoft-api',
      '20 Nov1 by microsoft-api',
      '21 Nov1 by smtp',
      '22 Nov1 by smtp',
      'grant broke, 20–21 Nov',
    ])
  })

  it('is one stop of the Tab key, and is walked with the arrows', async () => {
    const user = userEvent.setup()
    render(<SendsChart sends={someSends('AAS')} title="Sends per day" />)
    await user.tab()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('23 Nov: 1 by smtp')
    await user.keyboard('{ArrowLeft}')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('22 Nov: 1 by microsoft-api')
    expect(screen.getByText('22 Nov: 1 by microsoft-api')).toBeTruthy()
    await user.keyboard('{Home}{ArrowLeft}')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('21 Nov: 1 by microsoft-api')
    await user.tab()
    expect(document.activeElement).toBe(document.body)
  })

  it('shows what was due and never sent beside what was sent', () => {
    render(<SendsChart sends={someSends('AA')} title="Sends per day" due={new Map([['2026-11-23', 2]])} />)
    expect(screen.getByRole('img', { name: '23 Nov: 1 by microsoft-api, 2 due, never sent' })).toBeTruthy()
  })

  it('draws weeks where the window is long, the newest one whole, and loses no email', () => {
    const bars = barsOf(someSends('A'.repeat(366)).days)
    expect(bars).toHaveLength(53)
    expect(bars[0]).toMatchObject({ counts: { 'microsoft-api': 2 } })
    expect(bars.at(-1)).toMatchObject({ day: '2026-11-17', lastDay: '2026-11-23', counts: { 'microsoft-api': 7 } })
    expect(bars.reduce((sum, bar) => sum + bar.counts['microsoft-api'], 0)).toBe(366)
  })
})

it('says when a grant broke and when it was repaired', () => {
  const now = Date.parse('2026-11-24T10:00:00Z')
  const repaired = { lastSmtp: '2026-11-22T09:00:00Z', firstApi: '2026-11-23T09:00:00Z' }
  expect(breakSentence(broken.breakPoint, 'UTC', now)).toBe(
    'The grant broke between 20 Nov 09:00 and 21 Nov 09:00. Mail has gone by smtp since.',
  )
  expect(breakSentence({ ...broken.breakPoint, repaired }, 'UTC', now)).toBe(
    'The grant broke between 20 Nov 09:00 and 21 Nov 09:00, and was repaired between 22 Nov 09:00 and 23 Nov 09:00.',
  )
})

describe('the other people of a tenant', () => {
  const none = { 'microsoft-api': 0, 'gmail-api': 0, smtp: 0, unknown: 0 }
  const peers: Peers = {
    tenantId: 't1',
    personId: 'p1',
    from: '2026-11-01T00:00:00Z',
    to: '2026-11-24T00:00:00Z',
    people: { ...none, smtp: 3, 'microsoft-api': 1 },
    emails: none,
    reach: 'most',
    list: [{ personId: 'p2', name: 'Ben', address: 'b@x.example', method: 'smtp', lastSentAt: '2026-11-23T09:00:00Z' }],
    readAt: null,
  }

  it('are counted by method, with a sentence that says how far it reaches, and can be opened', async () => {
    const opened: string[] = []
    render(<PeersCard peers={peers} zone="UTC" onOpen={(personId) => opened.push(personId)} />)
    expect(screen.getByText(/most of the tenant: the last email of 3 of 4 others/)).toBeTruthy()
    expect(screen.getByRole('row', { name: /smtp 3 of 4/ })).toBeTruthy()
    expect(screen.getByRole('row', { name: /microsoft-api 1 of 4/ })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Ben' }))
    expect(opened).toEqual(['p2'])
  })
})
