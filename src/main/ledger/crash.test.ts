import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bundle } from './testing/bundle'
import { openTestLedger, tempFiles } from './testing/fixtures'
import { tenantId } from './testing/records'
import type { LedgerFiles } from './wire'

/** Lets a process write rescues and kills it when it has acknowledged so many; resolves to the acknowledged ids. */
const writeUntilKilled = (script: string, files: LedgerFiles, enough: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, files.file, files.keyFile], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.split('\n').length > enough) child.kill('SIGKILL')
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    child.on('close', (code) => {
      // The last piece is an id cut short or nothing.
      if (code === null) resolve(output.split('\n').slice(0, -1))
      else reject(new Error(`the writer ended by itself: ${errors}`))
    })
  })

it('keeps every rescue it acknowledged when the process is killed', { timeout: 60_000 }, async () => {
  const script = fileURLToPath(await bundle(new URL('./testing/rescue-writer.ts', import.meta.url)))
  for (const enough of [1, 25, 60]) {
    const files = tempFiles()
    const acknowledged = await writeUntilKilled(script, files, enough)
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough)

    const ledger = await openTestLedger(files)
    const kept = new Set((await ledger.openRescues()).map((rescue) => rescue.id))
    const audited = new Set((await ledger.listAudit(tenantId, null, 1_000_000)).map((line) => line.rescueId))
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    // Each rescue came with its audit line, also the one that was not acknowledged any more.
    expect(audited).toEqual(kept)
  }
})
