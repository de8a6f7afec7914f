import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { openLedgerHere } from './store'
import { bundle } from './testing/bundle'
import { addPerson, openTestLedger, tempFiles } from './testing/fixtures'
import { makePlain } from './testing/plain-ledger'
import { anEmail, aTenant, noon, sourceId, tenantId } from './testing/records'

const emailCount = 12_000

const plainLeft = (file: string): number => {
  const db = new DatabaseSync(file, { timeout: 5000 })
  const [row] = db.prepare("select count(*) as count from emails where typeof(content) = 'text'").all() as [
    { count: number },
  ]
  db.close()
  return row.count
}

/** Lets a process open the ledger and kills it once it has sealed some, not all. Resolves to how many are left. */
const killWhileSealing = (script: string, file: string, key: Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    const before = plainLeft(file)
    const child = spawn(process.execPath, [script, file, Buffer.from(key).toString('hex')], { stdio: 'ignore' })
    const watch = setInterval(() => {
      if (plainLeft(file) < before) child.kill('SIGKILL')
    }, 2)
    child.on('close', (code, signal) => {
      clearInterval(watch)
      if (signal === 'SIGKILL') resolve(plainLeft(file))
      else reject(new Error(`the sealer ended by itself with ${code}`))
    })
  })

it('goes on sealing where a kill stopped it, and loses nothing', { timeout: 120_000 }, async () => {
  const script = fileURLToPath(await bundle(new URL('./testing/sealer.ts', import.meta.url)))
  const files = { ...tempFiles(), keys: 'handed-in' as const }
  const key = randomBytes(32)
  const first = await openLedgerHere(files)
  await first.unlockTenant(tenantId, key)
  await first.putTenant(aTenant())
  const person = await addPerson(first)
  const emails = Array.from({ length: emailCount }, (_, index) => anEmail(`e${index}`, noon + index))
  await first.mergeEmails(person, sourceId, emails, 'm')
  await first.close()
  makePlain(files.file, tenantId, key)
  expect(plainLeft(files.file)).toBe(emailCount)

  const left = await killWhileSealing(script, files.file, key)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(emailCount)

  const ledger = await openTestLedger(files)
  await ledger.unlockTenant(tenantId, key)
  const page = await ledger.readLog(person, 0, noon * 2)
  expect(page.emails.map((email) => email.subject).reverse()).toEqual(emails.map((email) => email.subject))
  await expect.poll(() => plainLeft(files.file), { timeout: 60_000 }).toBe(0)
  await expect.poll(() => readFileSync(files.file).includes('Subject e'), { timeout: 10_000 }).toBe(false)
  expect((await ledger.readLog(person, 0, noon * 2)).emails).toEqual(page.emails)
})
