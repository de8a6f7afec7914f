import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLedgerHere } from './store'
import { aTenant } from './testing/records'

it('notices what another program has written, and nothing of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  const files = { file: join(folder, 'ledger.sqlite'), keyFile: join(folder, 'ledger.key') }
  const [ours, theirs] = [await openLedgerHere(files), await openLedgerHere(files)]
  try {
    const before = await ours.foreignChanges()
    await ours.putTenant(aTenant())
    expect(await ours.foreignChanges()).toBe(before)
    await theirs.putTenant({ ...aTenant(), name: 'Another name' })
    expect(await ours.foreignChanges()).not.toBe(before)
  } finally {
    await ours.close()
    await theirs.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
