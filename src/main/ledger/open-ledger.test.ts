import { writeFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openLedger } from './open-ledger'
import { bundle } from './testing/bundle'
import { addEmail, addPerson, addSighting, tempFiles } from './testing/fixtures'
import { anEmail, aTenant, junk, noon, seenIn, sourceId, tenantId } from './testing/records'

const bundleWorker = () => bundle(new URL('./worker.ts', import.meta.url))
/** Stands in for the ledger's thread; the script gets each call. */
const scripted = (onCall: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads'
      parentPort.on('message', (call) => { ${onCall} })
      parentPort.postMessage({ kind: 'open', names: ['readTenant', 'counts', 'close'] })`)}`,
  )

describe('the ledger in a thread of its own', { timeout: 30_000 }, () => {
  it('answers as the store does, after a restart too', async () => {
    const [files, workerUrl] = [tempFiles(), await bundleWorker()]
    const first = await openLedger({ ...files, workerUrl })
    await first.putTenant(aTenant())
    const key = await addEmail(first, await addPerson(first))
    const { sighting, copies } = seenIn(junk, noon)
    await addSighting(first, key, { sighting, copies })
    await first.close()

    const second = await openLedger({ ...files, workerUrl })
    onTestFinished(() => second.close())
    expect(await second.readTenant(tenantId)).toMatchObject({ name: 'Northwind' })
    expect((await second.readLog(key, 0, noon + 1)).emails).toMatchObject([{ id: key.emailId, sighting }])
    expect(await second.readCopies(key, [key.emailId])).toEqual(new Map([[key.emailId, copies]]))
    expect(await second.readTenant('unknown')).toBeNull()
  })

  it('hands failures over with their facts and bugs with their stack', async () => {
    const ledger = await openLedger({ ...tempFiles(), workerUrl: await bundleWorker() })
    onTestFinished(() => ledger.close())
    const person = await addPerson(ledger)
    const foreign = ledger.mergeEmails(person, sourceId, [anEmail('e1', noon, { personRef: 'p2' })], 'm')
    await expect(foreign).rejects.toMatchObject({ name: 'Failure', facts: { code: 'bad-answer' } })
    const bug = await ledger.putTenant({} as ReturnType<typeof aTenant>).catch((error: unknown) => error)
    expect(bug).toMatchObject({ name: 'Error', stack: expect.stringContaining('ZodError') })
  })

  it('refuses to open a file that is no ledger', async () => {
    const files = tempFiles()
    writeFileSync(files.file, 'not a database, not at all '.repeat(100))
    const workerUrl = await bundleWorker()
    await expect(openLedger({ ...files, workerUrl })).rejects.toMatchObject({ code: 'ledger-broken' })
  })

  it('finishes what was asked before it closes, and refuses what comes later', async () => {
    const [files, workerUrl] = [tempFiles(), await bundleWorker()]
    const ledger = await openLedger({ ...files, workerUrl })
    const person = await addPerson(ledger)
    const page = Array.from({ length: 500 }, (_, index) => anEmail(`e${index}`, noon + index))
    const merging = ledger.mergeEmails(person, sourceId, page, 'm')
    const closing = ledger.close()
    await expect(ledger.counts()).rejects.toMatchObject({ code: 'ledger-broken' })
    await Promise.all([merging, closing, ledger.close()])

    const again = await openLedger({ ...files, workerUrl })
    onTestFinished(() => again.close())
    expect(await again.counts()).toMatchObject({ sentEmails: 500 })
  })
})

describe('a thread that dies', () => {
  it.each([
    ['throws', "throw new Error('out of luck')"],
    ['ends', 'process.exit(1)'],
  ])('rejects what is under way and what comes later when it %s', async (_, script) => {
    const ledger = await openLedger({ ...tempFiles(), workerUrl: scripted(script) })
    const calls = await Promise.allSettled([ledger.counts(), ledger.readTenant('a')])
    for (const call of calls) expect(call).toMatchObject({ status: 'rejected', reason: { code: 'ledger-broken' } })
    await expect(ledger.counts()).rejects.toMatchObject({ code: 'ledger-broken' })
    await ledger.close()
  })

  it('rejects the opening when it dies before', async () => {
    const workerUrl = new URL("data:text/javascript,throw new Error('no')")
    await expect(openLedger({ ...tempFiles(), workerUrl })).rejects.toMatchObject({ code: 'ledger-broken' })
  })
})
