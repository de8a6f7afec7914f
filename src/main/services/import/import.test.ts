import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { ImportRun } from '../../../shared/model'
import type { ServiceParts } from '../parts'
import { createImportService } from './import'
import { openImportFiles } from './import-files'

const aRun: ImportRun = {
  id: 'run-1',
  tenantId: 'tenant-1',
  fileName: 'log.csv',
  state: 'running',
  startedAt: '2026-11-24T12:00:00.000Z',
  endedAt: null,
  bytes: 10,
  bytesRead: 0,
  ...{ added: 0, changed: 0, same: 0, refused: 0, people: 0, rowsPerSecond: 0 },
  error: null,
  firstRefused: [],
}

/** A window's service beside an import that another program began. */
const beside = () => {
  const folder = mkdtempSync(join(tmpdir(), 'import-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = openImportFiles((name) => join(folder, name))
  files.runs.change(() => [aRun])
  const tools = { files } as Parameters<typeof createImportService>[1]
  const service = createImportService({} as ServiceParts, tools)
  return { files, state: () => service.list('tenant-1')[0]?.state, beatFile: join(folder, 'imports', 'run-1.running') }
}

it('shows an import that a shell runs as running, not as cut off', () => {
  const { files, state } = beside()
  files.beat('run-1')
  expect(state()).toBe('running')
})

it('shows one that said nothing for a minute as cut off', () => {
  const { files, state, beatFile } = beside()
  expect(state()).toBe('failed')
  files.beat('run-1')
  const before = new Date(Date.now() - 61_000)
  utimesSync(beatFile, before, before)
  expect(state()).toBe('failed')
})
