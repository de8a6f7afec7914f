import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { Failure } from '../../../shared/model/failure'
import type { ImportRun, WatchedFile, WatchedFolder } from '../../../shared/model/import'
import { useContextStore } from '../../app/context'
import { aTenant, installFakeApi } from '../../testing/fake-api'
import { WatchedFolderCard } from '.'

const ago = (minutes: number): string => new Date(Date.now() - (minutes + 0.5) * 60_000).toISOString()

const aRun: ImportRun = {
  id: 'run-1',
  tenantId: 't1',
  fileName: 'november.csv',
  state: 'done',
  startedAt: ago(3),
  endedAt: ago(3),
  bytes: 100,
  bytesRead: 100,
  added: 12,
  changed: 0,
  same: 3,
  refused: 2,
  people: 1,
  rowsPerSecond: 100,
  error: null,
  firstRefused: [],
}
const aFile = (over: Partial<WatchedFile> = {}): WatchedFile => ({
  name: 'november.csv',
  at: ago(3),
  outcome: 'imported',
  run: aRun,
  error: null,
  ...over,
})
const aFolder = (over: Partial<WatchedFolder> = {}): WatchedFolder => ({
  tenantId: 't1',
  folder: '/exports/northwind',
  looking: false,
  lookedAt: ago(1),
  hold: null,
  failure: null,
  waiting: 0,
  imported: 1,
  notImported: 0,
  files: [aFile()],
  ...over,
})

const show = () => render(<WatchedFolderCard tenant={aTenant()} />)
const line = (name: string) => screen.findByRole('listitem', { name })

beforeEach(() => useContextStore.setState({ tenantId: 't1' }))

test('it says where, when it looked, and what came of its latest files', async () => {
  const error = 'The file has no column “To”. Import it by hand once.'
  const changed = aFile({ name: 'december.csv', outcome: 'not-fitting', run: null, error })
  const twin = aFile({ name: 'copy.csv', outcome: 'same', run: null })
  installFakeApi({
    'imports.watched': () => aFolder({ imported: 2, notImported: 1, waiting: 1, files: [changed, aFile(), twin] }),
  })
  show()
  expect((await line('november.csv')).textContent).toMatch(/imported 3 min ago12 rows added.*2 refused/)
  expect((await line('december.csv')).textContent).toContain(`not imported 3 min ago${error}`)
  expect((await line('copy.csv')).textContent).toMatch(/same content was imported before/)
  const card = screen.getByRole('region', { name: 'Watched folder' })
  expect(card.textContent).toContain('/exports/northwind')
  expect(card.textContent).toMatch(/1 min ago; 1 file waits/)
  expect(card.textContent).toContain('2 imported, 1 not')
})

test('its refused rows are saved as those of any import', async () => {
  const api = installFakeApi({ 'imports.watched': () => aFolder(), 'imports.saveReport': () => true })
  show()
  await userEvent.click(await screen.findByRole('button', { name: 'Save the refused rows of november.csv' }))
  expect(api.made).toContainEqual({ name: 'imports.saveReport', input: { tenantId: 't1', importId: 'run-1' } })
})

test('the page asks main to choose and names no path; what main refuses stands on the card', async () => {
  let watched: WatchedFolder | null = null
  const message = 'Import one file by hand first.'
  const api = installFakeApi({
    'imports.watched': () => watched,
    'imports.watch': () => {
      throw new Failure({ code: 'bad-input', message, field: 'plan' })
    },
  })
  show()
  const button = await screen.findByRole('button', { name: 'Watch a folder' })
  await screen.findByText(/None yet/)
  await userEvent.click(button)
  expect(await screen.findByText(message)).toBeTruthy()
  api.answer({ 'imports.watch': () => (watched = aFolder()) })
  await userEvent.click(screen.getByRole('button', { name: 'Watch a folder' }))
  expect(await line('november.csv')).toBeTruthy()
  expect(screen.queryByText(message)).toBeNull()
  const asked = api.made.filter(({ name }) => name === 'imports.watch').map(({ input }) => input)
  expect(asked).toEqual([{ tenantId: 't1' }, { tenantId: 't1' }])
})

test('it is looked into by a button, and no longer watched by another', async () => {
  let watched: WatchedFolder | null = aFolder()
  const api = installFakeApi({
    'imports.watched': () => watched,
    'imports.lookNow': () => watched,
    'imports.unwatch': () => (watched = null),
  })
  show()
  await userEvent.click(await screen.findByRole('button', { name: 'Look now' }))
  expect(api.made).toContainEqual({ name: 'imports.lookNow', input: { tenantId: 't1' } })
  await userEvent.click(screen.getByRole('button', { name: 'Stop watching' }))
  expect(await screen.findByText(/None yet/)).toBeTruthy()
})

test('a folder that is gone, or held, says so, and what main finds meanwhile shows without asking', async () => {
  const gone = { code: 'watched-folder-gone', message: 'The folder is gone: bring it back.' } as const
  let watched = aFolder({ failure: gone, hold: 'engineer' })
  const api = installFakeApi({ 'imports.watched': () => watched })
  show()
  expect(await screen.findByText(gone.message)).toBeTruthy()
  expect(screen.getByText(/you paused the background/)).toBeTruthy()
  watched = aFolder({ files: [aFile({ name: 'december.csv' })] })
  api.emit({ kind: 'background-changed' })
  const card = await line('december.csv')
  expect(within(card).getByText('imported')).toBeTruthy()
  await waitFor(() => expect(screen.queryByText(gone.message)).toBeNull())
})
