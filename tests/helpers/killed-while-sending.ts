import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PersonKey } from '../../src/main/ledger/ledger'
import { bundle } from '../../src/main/ledger/testing/bundle'
import type { LedgerFiles } from '../../src/main/ledger/wire'
import type { ResendOrder } from '../../src/shared/model'

/** What a program is to send, and at which step it dies: the first whose detail begins so. */
export interface Killing {
  readonly files: LedgerFiles
  readonly admin: string
  readonly key: PersonKey
  readonly order: ResendOrder
  readonly id: string
  readonly at: { readonly what: 'write' | 'request' | 'answer'; readonly detail: string }
}

/** Lets a process of its own send, which kills itself (SIGKILL) at the step. Fails when it ends in another way. */
export const killedWhileSending = async (killing: Killing): Promise<void> => {
  const script = fileURLToPath(await bundle(new URL('./resend-process.ts', import.meta.url)))
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [script, JSON.stringify(killing)], { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve()
      else reject(new Error(`the program ended by itself with ${code}: ${errors}`))
    })
  })
}
