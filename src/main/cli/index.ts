import { nodeHost } from './node-host'
import { runShell } from './run-shell'

process.exitCode = await runShell(process.argv.slice(2), nodeHost(import.meta.dirname))
