// The ledger's thread from its sources, for tests and benchmarks that run without a build.
import { register } from 'tsx/esm/api'

register()
await import('../worker.ts')
