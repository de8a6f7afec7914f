import { openLedgerHere } from '../store'
import { anAuditLine, aRescue } from './records'

// Writes one rescue after the other until it is killed, and prints each id once the ledger has acknowledged it.
const [file = '', keyFile = ''] = process.argv.slice(2)
const ledger = await openLedgerHere({ file, keyFile })
const key = { tenantId: 'tenant-1', personId: 'p', emailId: 'e' }
for (let count = 0; ; count += 1) {
  const id = `rescue-${count}`
  await ledger.putRescue(aRescue(key, id), anAuditLine(key, id))
  process.stdout.write(`${id}\n`)
  // Lets the output go out; the ledger itself never waits.
  await new Promise((resolve) => setImmediate(resolve))
}
