import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { Failure } from '../../../shared/model/failure'
import type { ImportPlan, ImportPreview, ImportRun } from '../../../shared/model/import'
import { restoreContext } from '../../app/context'
import { useTenantStore } from '../../app/tenants'
import { noteJob } from '../../app/jobs'
import { aTenant, installFakeApi } from '../../testing/fake-api'
import { ImportPage } from './import-page'

const plan: ImportPlan = {
  mapping: { recipient: 'To', sentAt: 'Sent' },
  zone: null,
  dateOrder: null,
  method: 'microsoft-api',
}
const preview: ImportPreview = {
  facts: {
    name: 'log.csv',
    bytes: 2_000_000,
    format: 'csv',
    gzip: false,
    encoding: 'windows-1252',
    delimiter: ';',
    hasHeader: true,
    sheet: null,
  },
  columns: ['To', 'Sent', 'Betreff'],
  plan,
  needsZone: true,
  needsDateOrder: false,
  rows: [
    { line: 2, cells: ['ana@northwind.example', '12.11.2026 09:30', 'Kurs'], sentAt: null, refused: null },
    {
      line: 3,
      cells: ['nobody', '13.11.2026 09:30', 'Kurs'],
      sentAt: '2026-11-13T08:30:00.000Z',
      refused: { line: 3, field: 'recipient', reason: 'This is no email address.' },
    },
    {
      line: 4,
      cells: ['bo@northwind.example', 'soon', 'Kurs'],
      sentAt: null,
      refused: { line: 4, field: 'sentAt', reason: 'This is no time.' },
    },
  ],
  refused: [{ line: 3, field: 'recipient', reason: 'This is no email address.' }],
}
const run: ImportRun = {
  id: 'i1',
  tenantId: 't1',
  fileName: 'log.csv',
  state: 'running',
  startedAt: '2026-11-24T08:00:00.000Z',
  endedAt: null,
  bytes: 200,
  bytesRead: 0,
  added: 0,
  changed: 0,
  same: 0,
  refused: 0,
  people: 0,
  rowsPerSecond: 0,
  error: null,
  firstRefused: [],
}

beforeEach(() => {
  restoreContext({ tenantId: 't1', route: { kind: 'import' } })
  useTenantStore.setState({ tenants: [aTenant()] })
})

const handlers = {
  'imports.list': () => [],
  'imports.choose': () => ({ fileId: 'f1', name: 'log.csv' }),
  'imports.preview': ({ change }: { change: object }) => ({
    ...preview,
    plan: { ...plan, ...change } as ImportPlan,
  }),
  'imports.start': () => run,
  'imports.saveReport': () => true,
}

const choose = async () => {
  const api = installFakeApi(handlers)
  render(<ImportPage />)
  await userEvent.click(await screen.findByRole('button', { name: 'Choose a file' }))
  await screen.findByRole('region', { name: 'First rows of the file' })
  return api
}

it('shows what the file is, its first rows, and what is refused of them', async () => {
  await choose()
  expect(screen.getByText('CSV, 2.0 MB, windows-1252, cut by semicolons')).toBeTruthy()
  const rows = within(screen.getByRole('region', { name: 'First rows of the file' })).getAllByRole('row')
  expect(rows[1]?.textContent).toContain('ana@northwind.example')
  const refused = screen.getByRole('group', { name: 'Refused among the first rows' })
  expect(refused.textContent).toContain('This is no email address.')
})

it('says at its own field why a row is refused, and reads its time all the same', async () => {
  await choose()
  const region = screen.getByRole('region', { name: 'First rows of the file' })
  const cellsOf = (at: number) =>
    within(within(region).getAllByRole('row')[at] as HTMLElement)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent)
  const refusedForRecipient = cellsOf(2)
  expect(refusedForRecipient[1]).toContain('13')
  expect(refusedForRecipient[1]).not.toContain('can’t be read')
  expect(refusedForRecipient[2]).toBe('nobody This is no email address.')
  const refusedForTime = cellsOf(3)
  expect(refusedForTime[1]).toBe('can’t be read')
  expect(refusedForTime[2]).toBe('bo@northwind.example')
  expect(refusedForTime[3]).toBe('soon This is no time.')
})

it('reads the file anew when a column or the zone is chosen, and imports by what is chosen', async () => {
  const api = await choose()
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Subject' }), 'Betreff')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Zone of the file’s times' }), 'Europe/Berlin')
  await userEvent.click(screen.getByRole('button', { name: 'Import into Northwind Dental' }))
  expect(api.made.at(-1)).toEqual({
    name: 'imports.start',
    input: {
      tenantId: 't1',
      fileId: 'f1',
      plan: { ...plan, zone: 'Europe/Berlin', mapping: { ...plan.mapping, subject: 'Betreff' } },
    },
  })
  expect(await screen.findByRole('group', { name: 'Import of log.csv' })).toBeTruthy()
})

it('says beside the field what is still to be chosen', async () => {
  const api = await choose()
  api.answer({
    'imports.start': () => {
      throw new Failure({ code: 'bad-input', message: 'Choose the zone that they are in.', field: 'zone' })
    },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Import into Northwind Dental' }))
  const zone = await screen.findByRole('combobox', { name: 'Zone of the file’s times' })
  expect(zone.getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByRole('alert').textContent).toBe('Choose the zone that they are in.')
})

it('follows a run, cancels its job, and saves the list of what was refused', async () => {
  const api = installFakeApi({ ...handlers, 'imports.list': () => [run] })
  render(<ImportPage />)
  const card = await screen.findByRole('group', { name: 'Import of log.csv' })
  act(() => {
    noteJob({
      id: 'j1',
      kind: 'import-file',
      tenantId: 't1',
      personId: null,
      title: 'Importing log.csv',
      done: 0,
      total: null,
      state: 'running',
      startedAt: run.startedAt,
      error: null,
    })
    api.emit({ kind: 'import', run: { ...run, bytesRead: 100, added: 1_500, rowsPerSecond: 900 } })
  })
  expect(within(card).getByRole('progressbar', { name: 'Reading log.csv' }).getAttribute('value')).toBe('50')
  expect(card.textContent).toContain('1,500 rows added')
  await userEvent.click(within(card).getByRole('button', { name: 'Cancel the import' }))
  expect(api.made.at(-1)).toEqual({ name: 'jobs.cancel', input: { jobId: 'j1' } })
  act(() => {
    const firstRefused = [{ line: 9, field: null, reason: 'It may be cut off.' }]
    api.emit({ kind: 'import', run: { ...run, state: 'done', bytesRead: 200, refused: 1, firstRefused } })
  })
  expect(within(card).getByRole('group', { name: 'Refused rows of log.csv' }).textContent).toContain('cut off')
  await userEvent.click(within(card).getByRole('button', { name: 'Save the list of refused rows' }))
  expect(api.made.at(-1)).toEqual({ name: 'imports.saveReport', input: { tenantId: 't1', importId: 'i1' } })
})

it('shows nothing of an import of another tenant', async () => {
  const api = installFakeApi(handlers)
  render(<ImportPage />)
  await screen.findByRole('button', { name: 'Choose a file' })
  act(() => api.emit({ kind: 'import', run: { ...run, tenantId: 't2' } }))
  expect(screen.queryByRole('group', { name: 'Import of log.csv' })).toBeNull()
})
