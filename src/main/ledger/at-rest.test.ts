import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { EmailKey, Ledger } from './ledger'
import { openLedgerHere } from './store'
import { addSighting, tempFiles } from './testing/fixtures'
import { makePlain } from './testing/plain-ledger'
import {
  anAuditLine,
  anEmail,
  aPerson,
  aResend,
  aRescue,
  aTenant,
  isoAt,
  noon,
  seenIn,
  sourceId,
  tenantId,
} from './testing/records'
import type { LedgerFiles } from './wire'

/** Words that stand nowhere but in content. */
const secrets = {
  name: 'Zebedee Quartermain',
  address: 'zquartermain@northwind.example',
  alias: 'zeb@northwind.example',
  subject: 'Kumquat invoices',
  sender: 'xylophone@platform.example',
  folder: 'Rhubarb-Folder',
  detail: 'mulberry-smtp-answer',
  cursor: 'persimmon-cursor',
  note: 'tamarind-note',
  rowRef: 'boysenberry-ref',
} as const

const handedIn = () => {
  const files: LedgerFiles = { ...tempFiles(), keys: 'handed-in' }
  return { files, key: randomBytes(32) }
}
const open = async (files: LedgerFiles): Promise<Ledger> => {
  const ledger = await openLedgerHere(files)
  onTestFinished(() => ledger.close())
  return ledger
}

const fill = async (ledger: Ledger): Promise<EmailKey> => {
  await ledger.putTenant({ ...aTenant(), domains: ['nw.example'] })
  const { name, address, alias, subject, sender, folder, detail, cursor, note, rowRef } = secrets
  await ledger.mergePeople(tenantId, sourceId, [aPerson(rowRef, { name, address, aliases: [alias] })], 'm')
  const personId = (await ledger.listPeople(tenantId))[0]!.id
  const person = { tenantId, personId }
  await ledger.setDirectoryFacts(person, address, {
    directoryId: 'boysenberry-ref-directory',
    address,
    signInName: address,
    aliases: [alias],
    status: 'active',
    mailbox: 'present',
  })
  const entry = {
    directoryId: rowRef,
    name,
    address: `x${address}`,
    signInName: address,
    aliases: [alias],
    unit: folder,
  }
  await ledger.beginResync(tenantId, { id: 'resync', full: true, mark: 'm', at: noon })
  for (const people of [
    [{ ...entry, status: 'active', mailbox: 'present' } as const],
    [{ ...entry, address, status: 'suspended', mailbox: 'present' } as const],
  ])
    await ledger.mergeDirectory(tenantId, 'resync', { people, removed: [], next: null, changesFrom: cursor }, noon)
  await ledger.finishResync(tenantId, 'resync', { readAt: detail, rows: [] }, noon)
  const event = { kind: 'delivered', at: isoAt(noon), detail } as const
  const facts = { subject, sender, recipient: address, latestEvent: event, personRef: rowRef }
  await ledger.mergeEmails(person, sourceId, [anEmail('boysenberry-ref-1', noon, facts)], 'm')
  const key = { ...person, emailId: (await ledger.readLog(person, 0, noon * 2)).emails[0]!.id }
  await ledger.putEvents(key, [event])
  await addSighting(ledger, key, seenIn({ kind: 'folder', path: [folder], tab: null }, noon))
  await ledger.putRescue(aRescue(key, 'rescue-1', { origin: folder }), {
    ...anAuditLine(key, 'rescue-1'),
    detail: note,
  })
  const resend = aResend(person, 'resend-1', {
    subject,
    to: address,
    sender,
    state: 'sent',
    messageId: `<${rowRef}@x>`,
  })
  await ledger.beginResend(resend, { since: 0, person: 9, tenant: 9 }, { ...anAuditLine(key, 'r'), detail: address })
  await ledger.setReading({ tenantId, personId, sourceId }, { window: null, cursor, mark: 'm', done: 1, keptAt: noon })
  return key
}

/** Everything that the content columns hold, as the ledger's own methods tell it. */
const readAll = async (ledger: Ledger, key: EmailKey) => ({
  people: await ledger.listPeople(tenantId),
  email: await ledger.readEmail(key),
  events: await ledger.readEvents(key),
  copies: await ledger.readCopies(key, [key.emailId]),
  sightings: await ledger.readSightings(key, 9),
  rescues: await ledger.readRescues(key),
  resends: await ledger.readResends(key),
  audit: await ledger.listAudit(tenantId, null, 9),
  reading: await ledger.readReading({ ...key, sourceId }),
  resync: await ledger.lastResync(tenantId),
  renamed: await ledger.resyncChanges(tenantId, 'resync', 'renamed', 9),
})

const bytesOf = (file: string): Buffer =>
  Buffer.concat([file, `${file}-wal`].filter((path) => existsSync(path)).map((path) => readFileSync(path)))
const found = (file: string): string[] => {
  const bytes = bytesOf(file)
  return Object.values(secrets).filter((word) =>
    [word, word.toLowerCase(), Buffer.from(word).toString('base64').slice(0, -4)].some((form) => bytes.includes(form)),
  )
}

describe('the bytes on the disk', () => {
  it('hold no name, address, subject, folder, note or ref, open or closed', async () => {
    const { files, key } = handedIn()
    const ledger = await openLedgerHere(files)
    await ledger.unlockTenant(tenantId, key)
    const email = await fill(ledger)
    expect(bytesOf(files.file).length).toBeGreaterThan(10_000)
    expect(found(files.file)).toEqual([])
    expect(bytesOf(files.file).includes(key)).toBe(false)
    const before = await readAll(ledger, email)
    expect(JSON.stringify(before)).toContain(secrets.folder)
    await ledger.close()
    expect(found(files.file)).toEqual([])
    expect(existsSync(files.keyFile)).toBe(false)

    const again = await open(files)
    await again.unlockTenant(tenantId, key)
    expect(await readAll(again, email)).toEqual(before)
  })

  it('are found out by the same search when they are plain', async () => {
    const { files, key } = handedIn()
    const ledger = await openLedgerHere(files)
    await ledger.unlockTenant(tenantId, key)
    await fill(ledger)
    await ledger.close()
    expect(makePlain(files.file, tenantId, key)).toBeGreaterThan(10)
    expect(found(files.file).sort()).toEqual(Object.values(secrets).sort())
  })
})

describe('a locked tenant', () => {
  it('keeps its settings readable, and refuses whatever concerns its people', async () => {
    const { files, key } = handedIn()
    const ledger = await open(files)
    await ledger.unlockTenant(tenantId, key)
    const email = await fill(ledger)
    await ledger.searchPeople(tenantId, 'zebedee', 5)
    await ledger.lockTenant(tenantId)

    expect(await ledger.lockedTenants()).toEqual([tenantId])
    expect(await ledger.listTenants()).toMatchObject([{ name: 'Northwind', peopleCount: 1 }])
    expect(await ledger.openRescues()).toEqual([])
    const refused = [
      ledger.listPeople(tenantId),
      ledger.readPerson(email),
      ledger.searchPeople(tenantId, 'zebedee', 5),
      ledger.readLog(email, 0, noon * 2),
      ledger.readEmail(email),
      ledger.readEvents(email),
      ledger.readSightings(email, 5),
      ledger.readCopies(email, [email.emailId]),
      ledger.readRescues(email),
      ledger.readResends(email),
      ledger.listAudit(tenantId, null, 5),
      ledger.lastResync(tenantId),
      ledger.resyncChanges(tenantId, 'resync', 'renamed', 9),
      ledger.mergePeople(tenantId, sourceId, [aPerson('p2')], 'm'),
      ledger.mergeEmails(email, sourceId, [anEmail('x', noon, { personRef: secrets.rowRef })], 'm'),
      ledger.importEmails(tenantId, sourceId, [], 'm'),
      ledger.appendAudit(anAuditLine(email, 'r')),
    ]
    for (const call of refused) await expect(call).rejects.toMatchObject({ code: 'vault-locked' })

    await ledger.unlockTenant(tenantId, key)
    expect(await ledger.lockedTenants()).toEqual([])
    expect(await ledger.searchPeople(tenantId, 'zebedee', 5)).toHaveLength(1)
    expect(await ledger.openRescues()).toHaveLength(1)
  })

  it('does not open with the key of another', async () => {
    const { files, key } = handedIn()
    const ledger = await open(files)
    await ledger.unlockTenant(tenantId, key)
    await fill(ledger)
    await ledger.lockTenant(tenantId)
    await expect(ledger.unlockTenant(tenantId, randomBytes(32))).rejects.toMatchObject({ code: 'vault-broken' })
    expect(await ledger.lockedTenants()).toEqual([tenantId])
  })
})

describe('a sealed value', () => {
  it.each([
    ['was changed by a bit', `update emails set content = (select cast(x as blob) from (select ? as x))`],
    ['was put into another column', 'update emails set content = (select source_ref from emails) where ?1 is not null'],
    ['was replaced by plain text', `update emails set content = '{"subject":"forged"}' where ?1 is not null`],
  ])('is refused with a sentence when it %s', async (_, change) => {
    const { files, key } = handedIn()
    const ledger = await open(files)
    await ledger.unlockTenant(tenantId, key)
    const email = await fill(ledger)
    const raw = new DatabaseSync(files.file, { timeout: 5000 })
    const [row] = raw.prepare('select content from emails').all() as { content: Uint8Array }[]
    const bent = Uint8Array.from(row!.content)
    bent[bent.length - 1]! ^= 1
    raw.prepare(change).run(bent)
    raw.close()
    await expect(ledger.readEmail(email)).rejects.toMatchObject({
      code: 'ledger-broken',
      message: expect.stringContaining('changed from outside'),
    })
  })
})

describe('a ledger that an older version left in plain text', () => {
  const plainLedger = async () => {
    const { files, key } = handedIn()
    const ledger = await openLedgerHere(files)
    await ledger.unlockTenant(tenantId, key)
    const email = await fill(ledger)
    const before = await readAll(ledger, email)
    await ledger.close()
    makePlain(files.file, tenantId, key)
    return { files, key, email, before }
  }
  const sealedAtLast = async (files: LedgerFiles) => expect.poll(() => found(files.file), { timeout: 5000 }).toEqual([])

  it('is sealed in the background and reads the same meanwhile and afterwards', async () => {
    const { files, key, email, before } = await plainLedger()
    const ledger = await open(files)
    await ledger.unlockTenant(tenantId, key)
    expect(await readAll(ledger, email)).toEqual(before)
    await sealedAtLast(files)
    expect(await readAll(ledger, email)).toEqual(before)
    // The keyed hashes are there too: the same person by address.
    await ledger.mergePeople(tenantId, 'other', [aPerson('x', { address: secrets.address.toUpperCase() })], 'm')
    expect(await ledger.listPeople(tenantId)).toHaveLength(1)
    // The trail refuses changes again.
    const raw = new DatabaseSync(files.file, { timeout: 5000 })
    expect(() => raw.exec("update audit set detail = ''")).toThrow(/never changed/)
    raw.close()
  })

  it('goes on where a closing in the middle stopped it', async () => {
    const { files, key, email, before } = await plainLedger()
    for (let round = 0; round < 3; round++) {
      const ledger = await openLedgerHere(files)
      await ledger.unlockTenant(tenantId, key)
      await ledger.close()
    }
    const ledger = await open(files)
    await ledger.unlockTenant(tenantId, key)
    await sealedAtLast(files)
    expect(await readAll(ledger, email)).toEqual(before)
  })
})
