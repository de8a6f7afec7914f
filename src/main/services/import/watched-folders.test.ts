import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { BackgroundHold, ImportPlan } from '../../../shared/model'
import { aTenant, tenantId } from '../../ledger/testing/records'
import { createHereReader } from '../../sources/file/testing/here-reader'
import { setStage } from '../testing/stage'
import { createImportService } from './import'
import { openImportFiles } from './import-files'
import { createWatchedFolders, lookEveryMs } from './watched-folders'

const head = 'To;Sent;Subject\n'
const row = (who: string, subject = 'A course'): string => `${who}@northwind.example;12.11.2025 09:30;${subject}\n`
const plan: ImportPlan = {
  mapping: { recipient: 'To', sentAt: 'Sent', subject: 'Subject' },
  zone: 'Europe/Berlin',
  dateOrder: null,
  method: 'smtp',
}

/** A tenant with an empty folder on the disk, whose files are read as an import before was. */
const begin = async (given: { readonly plan?: ImportPlan | null; readonly hold?: BackgroundHold } = {}) => {
  const stage = await setStage()
  const root = mkdtempSync(join(tmpdir(), 'whereabouts-watched-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const folder = join(root, 'exports')
  mkdirSync(folder)
  const holds = new Set<BackgroundHold>(given.hold ? [given.hold] : [])
  let choice: string | null = folder
  /** As after a start; what is kept on the disk is the same. */
  const open = () => {
    const files = openImportFiles((name) => join(root, name))
    const dialogs = {
      chooseFile: () => Promise.resolve(null),
      chooseFolder: () => Promise.resolve(choice),
      chooseTarget: () => Promise.resolve(null),
    }
    const imports = createImportService(stage.parts, { jobs: stage.jobs, reader: createHereReader(), files, dialogs })
    const folders = createWatchedFolders({
      services: stage.parts,
      imports,
      kept: files.folders,
      chooseFolder: dialogs.chooseFolder,
      holds: () => [...holds],
    })
    onTestFinished(() => folders.stop())
    return { files, imports, folders }
  }
  const first = open()
  if (given.plan !== null) first.files.plans.change(() => ({ [tenantId]: given.plan ?? plan }))
  /** Waits until the folder's service has nothing to do but wait for the clock. */
  const idle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3;) {
      await new Promise((resolve) => setTimeout(resolve, 4))
      quiet = stage.clock.sleeping() > 0 ? quiet + 1 : 0
    }
  }
  const pass = async (looks: number): Promise<void> => {
    for (let turn = 0; turn < looks; turn += 1) {
      await stage.clock.advance(lookEveryMs)
      await idle()
    }
  }
  const put = (name: string, body: string): void => writeFileSync(join(folder, name), body)
  const now = () => {
    const read = first.folders.read(tenantId)
    if (!read) throw new Error('No folder is watched.')
    return read
  }
  const hold = (reason: BackgroundHold, on: boolean): void => {
    if (on) holds.add(reason)
    else holds.delete(reason)
    first.folders.recheck()
  }
  const emails = async (): Promise<number> => (await stage.ledger.listPeople(tenantId)).length - 1
  return {
    ...stage,
    ...first,
    ...{ root, folder, open, idle, pass, put, now, hold, emails },
    choose: (path: string | null) => (choice = path),
    watch: async () => {
      first.folders.start()
      await first.folders.watch(tenantId)
      await idle()
    },
  }
}

describe('a watched folder', () => {
  it('takes a new file once it has stopped growing, with the counts and refused lines of any import', async () => {
    const { watch, put, folder, pass, now, emails, files } = await begin()
    put('november.csv', head + row('ana'))
    put('notes.docx', 'not a log')
    put('~$open.xlsx', 'not a log either')
    await watch()
    expect(now()).toMatchObject({ folder, waiting: 1, imported: 0, files: [] })
    appendFileSync(join(folder, 'november.csv'), row('ben') + 'nobody;12.11.2025 09:30;x\n')
    await pass(1)
    expect(now()).toMatchObject({ waiting: 1, imported: 0 })
    await pass(1)
    expect(now()).toMatchObject({ waiting: 0, imported: 1, notImported: 0, failure: null })
    const [file] = now().files
    expect(file).toMatchObject({ name: 'november.csv', outcome: 'imported', error: null })
    expect(file?.run).toMatchObject({ added: 2, refused: 1, people: 2, state: 'done' })
    expect(file?.run?.firstRefused).toMatchObject([{ line: 4, field: 'recipient' }])
    expect(await emails()).toBe(2)
    expect(files.plans.read()[tenantId]).toEqual(plan)
  })

  it('imports the same content once, whatever it is called, also after a restart, and a changed file again', async () => {
    const { watch, put, folder, pass, now, imports, folders, open, idle, clock } = await begin()
    put('one.csv', head + row('ana'))
    await watch()
    await pass(1)
    put('two.csv', head + row('ana'))
    utimesSync(join(folder, 'one.csv'), new Date(0), new Date(0))
    await pass(2)
    expect(now().files.map(({ name, outcome }) => [name, outcome])).toEqual(
      expect.arrayContaining([
        ['one.csv', 'same'],
        ['two.csv', 'same'],
      ]),
    )
    expect(imports.list(tenantId)).toHaveLength(1)
    folders.stop()
    const again = open()
    again.folders.start()
    for (let look = 0; look < 4; look += 1) {
      await clock.advance(lookEveryMs)
      await idle()
    }
    expect(again.folders.read(tenantId)).toMatchObject({ waiting: 0, imported: 2 })
    expect(again.imports.list(tenantId)).toHaveLength(1)
    put('one.csv', head + row('ana') + row('ben'))
    await clock.advance(lookEveryMs)
    await idle()
    await clock.advance(lookEveryMs)
    await idle()
    expect(again.imports.list(tenantId)[0]).toMatchObject({ fileName: 'one.csv', added: 1, same: 1 })
  })

  it('leaves a file whose columns no longer fit, says so, and takes it once an import by hand has shown how', async () => {
    const { watch, put, pass, now, imports, files } = await begin()
    put('new-form.csv', 'Address;Sent;Subject\n' + row('ana'))
    await watch()
    await pass(3)
    const [file] = now().files
    expect(file).toMatchObject({ outcome: 'not-fitting', run: null })
    expect(file?.error).toMatch(/no column “To”.*Import it by hand once/)
    expect(now()).toMatchObject({ imported: 0, notImported: 1 })
    expect(imports.list(tenantId)).toEqual([])
    files.plans.change(() => ({ [tenantId]: { ...plan, mapping: { ...plan.mapping, recipient: 'Address' } } }))
    await pass(2)
    expect(now()).toMatchObject({ imported: 1, notImported: 0 })
  })

  it.each([
    ['names no zone and none was chosen', { ...plan, zone: null }, '12.11.2025 09:30', /name no zone/],
    [
      'has its days and months the other way round',
      { ...plan, dateOrder: 'day-first' },
      '11/23/2025 09:30',
      /other way/,
    ],
    ['leaves open which is the day', plan, '11/12/2025 09:30', /read in two ways/],
  ] as const)('leaves a file alone that %s', async (_, kept, sent, sentence) => {
    const { watch, put, pass, now, emails } = await begin({ plan: kept })
    put('log.csv', `${head}ana@northwind.example;${sent};A course\n`)
    await watch()
    await pass(2)
    expect(now().files).toMatchObject([{ outcome: 'not-fitting', error: expect.stringMatching(sentence) as string }])
    expect(await emails()).toBe(0)
  })

  it('says that its folder is gone, keeps looking, and goes on when it is back', async () => {
    const { watch, put, folder, root, pass, now } = await begin()
    await watch()
    renameSync(folder, join(root, 'elsewhere'))
    await pass(1)
    expect(now().failure).toMatchObject({ code: 'watched-folder-gone' })
    await pass(2)
    expect(now().failure).toMatchObject({ code: 'watched-folder-gone' })
    renameSync(join(root, 'elsewhere'), folder)
    put('log.csv', head + row('ana'))
    await pass(2)
    expect(now()).toMatchObject({ failure: null, imported: 1 })
  })

  it('says that its folder can’t be read', async () => {
    const { watch, folder, root, pass, now } = await begin()
    await watch()
    renameSync(folder, join(root, 'elsewhere'))
    // A missing right refuses no administrator: a link to itself can be read by nobody.
    symlinkSync(folder, folder)
    await pass(1)
    expect(now().failure).toMatchObject({ code: 'watched-folder-unreadable' })
  })

  it('rests while the background is held, and looks all the same when asked while the engineer holds it', async () => {
    const { watch, put, pass, now, hold, folders, idle, clock } = await begin({ hold: 'engineer' })
    put('log.csv', head + row('ana'))
    await watch()
    await pass(3)
    expect(now()).toMatchObject({ hold: 'engineer', lookedAt: null, imported: 0 })
    folders.lookNow(tenantId)
    await idle()
    expect(now()).toMatchObject({ waiting: 1 })
    await clock.advance(15_000)
    folders.lookNow(tenantId)
    await idle()
    expect(now()).toMatchObject({ imported: 1 })
    put('more.csv', head + row('ben'))
    hold('locked', true)
    folders.lookNow(tenantId)
    await pass(3)
    expect(now()).toMatchObject({ hold: 'locked', imported: 1 })
    hold('locked', false)
    hold('engineer', false)
    await pass(3)
    expect(now()).toMatchObject({ hold: null, imported: 2 })
  })

  it('needs no network', async () => {
    const { watch, put, pass, now } = await begin({ hold: 'offline' })
    put('log.csv', head + row('ana'))
    await watch()
    await pass(1)
    expect(now()).toMatchObject({ hold: null, imported: 1 })
  })

  it('stops while its tenant is disabled, and goes on when it is enabled', async () => {
    const { watch, put, pass, now, ledger } = await begin()
    await watch()
    await ledger.putTenant({ ...aTenant(), disabled: true })
    put('log.csv', head + row('ana'))
    await pass(3)
    expect(now()).toMatchObject({ imported: 0, waiting: 0 })
    await ledger.putTenant(aTenant())
    await pass(3)
    expect(now()).toMatchObject({ imported: 1 })
  })

  it('ends an import under way when the background is paused, and takes the file again afterwards', async () => {
    const { watch, put, pass, now, hold, parts, imports, ledger, clock, idle } = await begin()
    put('log.csv', head + row('ana'))
    await watch()
    const write = ledger.importEmails.bind(ledger)
    Object.assign(parts.ledger, {
      importEmails: (...rows: Parameters<typeof write>) => {
        hold('engineer', true)
        return Promise.reject(Object.assign(new Error('aborted'), { name: 'AbortError' })).finally(() => void rows)
      },
    })
    await clock.advance(lookEveryMs)
    await idle()
    expect(imports.list(tenantId)).toMatchObject([{ state: 'cancelled' }])
    expect(now()).toMatchObject({ imported: 0, notImported: 0, hold: 'engineer' })
    Object.assign(parts.ledger, { importEmails: write })
    hold('engineer', false)
    await pass(2)
    expect(now()).toMatchObject({ imported: 1 })
  })

  it('does nothing more once it is no longer watched; what was imported stays', async () => {
    const { watch, put, pass, folders, emails } = await begin()
    put('log.csv', head + row('ana'))
    await watch()
    await pass(1)
    folders.unwatch(tenantId)
    put('more.csv', head + row('ben'))
    await pass(3)
    expect(folders.read(tenantId)).toBeNull()
    expect(await emails()).toBe(1)
  })

  it('is not begun before an import by hand has shown the columns', async () => {
    const { folders } = await begin({ plan: null })
    await expect(folders.watch(tenantId)).rejects.toMatchObject({ facts: { code: 'bad-input', field: 'plan' } })
  })

  it('is one tenant’s alone, and stays when no other was chosen', async () => {
    const { folders, files, ledger, choose, watch, now, folder } = await begin()
    await watch()
    await ledger.putTenant(aTenant('tenant-2', 'Contoso'))
    files.plans.change((plans) => ({ ...plans, 'tenant-2': plan }))
    await expect(folders.watch('tenant-2')).rejects.toMatchObject({
      facts: { code: 'conflict', message: expect.stringContaining('watched for Northwind') as string },
    })
    choose(null)
    await folders.watch(tenantId)
    expect(now().folder).toBe(folder)
  })
})
