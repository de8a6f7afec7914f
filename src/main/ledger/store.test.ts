import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { openEngine } from './engine'
import { migrate, migrations } from './migrations/migrate'
import { contentColumns } from './schema'
import { openLedgerHere } from './store'
import { addEmail, addPerson, openTestLedger, tempFiles } from './testing/fixtures'
import { aTenant, noon, tenantId } from './testing/records'

describe('opening', () => {
  it('makes a ledger out of nothing and finds it again', async () => {
    const files = tempFiles()
    const first = await openLedgerHere(files)
    await first.putTenant(aTenant())
    const person = await addPerson(first)
    const key = await addEmail(first, person)
    await first.close()
    // Nothing is left in the write-ahead log after a clean close.
    expect(statSync(`${files.file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)

    const second = await openTestLedger(files)
    expect(await second.readEmail(key)).toMatchObject({ subject: 'Subject e1' })
    expect(await addPerson(second)).toEqual(person)
    expect(await second.counts()).toMatchObject({ tenants: 1, people: 1, sentEmails: 1, rescues: 0 })
    expect((await second.counts()).bytes).toBeGreaterThan(0)
  })

  it.skipIf(process.platform === 'win32')('lets only its owner read the ledger and its key', async () => {
    const files = tempFiles()
    await openTestLedger(files)
    expect(statSync(files.keyFile).mode & 0o777).toBe(0o600)
    expect(statSync(files.file).mode & 0o777).toBe(0o600)
    expect(readFileSync(files.keyFile)).toHaveLength(32)
  })

  it('refuses a ledger whose key is missing or another one', async () => {
    const files = tempFiles()
    await (await openLedgerHere(files)).close()
    renameSync(files.keyFile, `${files.keyFile}.away`)
    await expect(openLedgerHere(files)).rejects.toMatchObject({ code: 'ledger-broken' })
    expect(statSync(files.keyFile, { throwIfNoEntry: false })).toBeUndefined()
    writeFileSync(files.keyFile, Buffer.alloc(32))
    await expect(openLedgerHere(files)).rejects.toMatchObject({ code: 'ledger-broken' })
    renameSync(`${files.keyFile}.away`, files.keyFile)
    await openTestLedger(files)
  })

  it('refuses a file that is no ledger', async () => {
    const files = tempFiles()
    writeFileSync(files.file, 'these are not the bytes of a database '.repeat(100))
    await expect(openLedgerHere(files)).rejects.toMatchObject({ code: 'ledger-broken' })
  })
})

describe('migrations', () => {
  it('run once each, and never again', async () => {
    const { file } = tempFiles()
    const engine = openEngine(file)
    await migrate(engine, noon)
    await migrate(engine, noon + 1)
    const rows = await engine.rows(engine.build.selectFrom('migrations').selectAll())
    expect(rows).toEqual(migrations.map(({ name }, index) => ({ number: index + 1, name, applied_at: noon })))
    engine.close()
  })

  it('leave nothing of a step that failed, and go on there at the next start', async () => {
    const { file } = tempFiles()
    const engine = openEngine(file)
    let isBroken = true
    const second = {
      name: 'second',
      apply: async (sql: typeof engine) => {
        await sql.run(sql.build.insertInto('facts').values({ name: 'half', value: 'done' }))
        if (isBroken) throw new Error('power cut')
      },
    }
    const steps = [...migrations, second as (typeof migrations)[number]]
    await expect(migrate(engine, noon, steps)).rejects.toThrow('power cut')
    expect(await engine.rows(engine.build.selectFrom('facts').selectAll())).toEqual([])
    isBroken = false
    await migrate(engine, noon, steps)
    expect(await engine.rows(engine.build.selectFrom('facts').selectAll())).toEqual([{ name: 'half', value: 'done' }])
    engine.close()
  })

  it('refuse a ledger that a newer version wrote', async () => {
    const { file } = tempFiles()
    const engine = openEngine(file)
    await migrate(engine, noon)
    await expect(migrate(engine, noon, [])).rejects.toMatchObject({ code: 'ledger-broken' })
    engine.close()
  })
})

describe('the shape', () => {
  it('puts no content into a key or an index', async () => {
    const files = tempFiles()
    await openTestLedger(files)
    const raw = new DatabaseSync(files.file)
    for (const [table, content] of Object.entries(contentColumns)) {
      const columns = raw.prepare(`select name from pragma_table_info('${table}')`).all() as { name: string }[]
      expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...content]))
      const indexed = raw
        .prepare(`select i.name from pragma_index_list('${table}') l, pragma_index_info(l.name) i`)
        .all() as { name: string }[]
      for (const { name } of indexed) expect(content).not.toContain(name)
    }
    raw.close()
  })

  it('holds words of a person in content columns only', async () => {
    const files = tempFiles()
    const ledger = await openTestLedger(files)
    await ledger.putTenant(aTenant())
    await addEmail(ledger, await addPerson(ledger))
    const raw = new DatabaseSync(files.file)
    for (const [table, content] of Object.entries(contentColumns)) {
      // A tenant's settings are readable while it is locked, and hold nothing of a person.
      if (table === 'tenants') continue
      for (const row of raw.prepare(`select * from ${table}`).all() as Record<string, unknown>[]) {
        const open = Object.entries(row).filter(([column]) => !(content as readonly string[]).includes(column))
        expect(JSON.stringify(open)).not.toMatch(/northwind|Person p1|Subject|mail\.example/i)
      }
    }
    raw.close()
  })

  it.each([
    ['a log', 'sent_at >= ? and sent_at < ? order by sent_at desc', /USING INDEX log_of_person/],
    ['one email', 'email_id = ? and source_id <> ?', /USING INDEX sqlite_autoindex_emails_1 .*email_id=/],
    ['several emails', 'email_id in (?, ?)', /USING INDEX sqlite_autoindex_emails_1 .*email_id=/],
  ])('finds %s of a person through an index and sorts nothing', async (_, rest, expected) => {
    const files = tempFiles()
    await openTestLedger(files)
    const raw = new DatabaseSync(files.file)
    const plan = raw
      .prepare(`explain query plan select content from emails where tenant_id = ? and person_id = ? and ${rest}`)
      .all(tenantId, 'p', 'a', 'b') as { detail: string }[]
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(expected)])
    raw.close()
  })
})
