import { openLedgerHere } from '../store'
import { tenantId } from './records'

// A process of its own that unlocks the tenant and seals until it is killed.
const [file, key] = process.argv.slice(2) as [string, string]
const ledger = await openLedgerHere({ file, keyFile: `${file}.key`, keys: 'handed-in' })
await ledger.unlockTenant(tenantId, Buffer.from(key, 'hex'))
setInterval(() => undefined, 1000)
