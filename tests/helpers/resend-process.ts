import { Failure } from '../../src/shared/model'
import type { Killing } from './killed-while-sending'
import { openResendProgram } from './resend-program'

// Sends one email and kills itself at the step it was told; see killed-while-sending.ts.
const { files, admin, key, order, id, at } = JSON.parse(process.argv[2] ?? '') as Killing
const program = await openResendProgram({
  files,
  admin,
  tenantId: key.tenantId,
  step: (what, detail) => {
    if (what === at.what && detail.startsWith(at.detail)) process.kill(process.pid, 'SIGKILL')
  },
})
const resend = await program.resends.send(key, order, id).catch((error: unknown) => {
  throw error instanceof Failure ? new Error(error.message) : error
})
process.stderr.write(`it ended as ${resend.state}\n`)
process.exit(1)
