import { DatabaseSync } from '@photostructure/sqlite'
import { plainName } from '../seals'
import { contentColumns } from '../schema'
import { createSeal } from '../seal'

/**
 * Turns a closed ledger, whose tenant has this key, into what an older version left behind: content in plain text, without
 * the newer keyed hashes. Resolves to how many values are plain now.
 */
export const makePlain = (file: string, tenantId: string, key: Uint8Array): number => {
  const seal = createSeal(tenantId, key, () => true)
  const db = new DatabaseSync(file)
  db.exec('drop trigger audit_refuses_update')
  let values = 0
  for (const [table, columns] of Object.entries(contentColumns) as [keyof typeof contentColumns, readonly string[]][]) {
    if (columns.length === 0) continue
    for (const row of db.prepare(`select *, rowid as number from ${table}`).all() as Record<string, unknown>[]) {
      const [plain] = seal.openRows(table, [row]) as [Record<string, unknown>]
      for (const column of columns) {
        if (plain[column] === null) continue
        values += 1
        db.prepare(`update ${table} set ${column} = ? where rowid = ?`).run(plain[column], row['number'])
      }
    }
  }
  db.exec(
    'update people set ref_key = null, address_key = null; update emails set message_key = null; ' +
      "create trigger audit_refuses_update before update on audit begin select raise(abort, 'no'); end; " +
      'pragma wal_checkpoint(truncate)',
  )
  db.prepare('insert into facts (name, value) values (?, ?)').run(plainName, '1')
  db.close()
  return values
}
