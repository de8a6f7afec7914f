import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { MicrosoftMessage } from '../../src/simulator/world/world'
import { shell, shellHome } from '../helpers/shell'

let server: RunningServer
beforeAll(async () => void (server = await startServer()))
afterAll(() => server.stop())

const desk = () => {
  const home = shellHome()
  return {
    home,
    where: ['--tenant', 'northwind', `--demo-server=http://127.0.0.1:${server.port}`, '--home', home],
    file: (name: string, lines: readonly string[]): string => {
      const path = join(home, name)
      writeFileSync(path, lines.join('\n'))
      return path
    },
  }
}

const head = 'To;Sent;Subject;Message-ID;From;Status'
const good = [
  'nobody.yet@northwind.example;12.11.2026 09:30;Welcome;<w1@mail.example>;hello@mail.example;delivered',
  'ANA.MARIA@northwind.example;13.11.2026 09:30;Course;<w2@mail.example>;hello@mail.example;bounced',
]

describe('importing a file from a shell', () => {
  it('adds its rows once, makes people who are not known, and lists what it refused', async () => {
    const { where, file, home } = desk()
    const path = file('log.csv', [head, ...good, 'not an address;13.11.2026 09:30;x;;;'])
    const report = join(home, 'refused.csv')
    const args = ['import', path, '--zone', 'Europe/Berlin', ...where]

    const dry = await shell([...args, '--dry-run', '--json'])
    expect(dry).toMatchObject({ code: 0, stderr: '' })
    expect(dry.json()).toMatchObject({ dryRun: true, rows: 2, refused: 1, facts: { format: 'csv', delimiter: ';' } })

    const first = await shell([...args, '--report', report, '--json'])
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.json().run).toMatchObject({ state: 'done', added: 2, changed: 0, same: 0, refused: 1 })
    expect(readFileSync(report, 'utf8')).toBe('line,field,reason\r\n4,recipient,This is no email address.\r\n')

    const again = await shell([...args, '--json'])
    expect(again.json().run).toMatchObject({ added: 0, changed: 0, same: 2, people: 0 })

    const log = await shell([
      'log',
      '--person',
      'nobody.yet@northwind.example',
      '--days',
      '90',
      '--offline',
      '--json',
      ...where,
    ])
    expect(log.json().emails).toMatchObject([
      {
        subject: 'Welcome',
        sentAt: '2026-11-12T08:30:00.000Z',
        method: 'microsoft-api',
        messageId: '<w1@mail.example>',
        sources: ['imported-file'],
        latestEvent: { kind: 'delivered' },
      },
    ])
  })

  it('asks for the zone and for columns that it can’t guess, and takes both', async () => {
    const { where, file } = desk()
    const path = file('log.csv', ['Who|When', 'a@northwind.example|2026-11-12 09:30'])
    const without = await shell(['import', path, '--json', ...where])
    expect(without.code).toBe(2)
    expect(without.json().failure.field).toBe('zone')
    const wrong = await shell(['import', path, '--map', 'recipient=Whom', '--zone', 'UTC', '--json', ...where])
    expect(wrong.json().failure).toMatchObject({ field: 'mapping.recipient' })
    const maps = ['--map', 'recipient=Who', '--map', 'sentAt=When', '--zone', 'UTC']
    const mapped = await shell(['import', path, ...maps, '--json', ...where])
    expect(mapped.json().run).toMatchObject({ state: 'done', added: 1 })
  })

  it('says which file it can’t read, and keeps what stood before the damage', async () => {
    const { where, file } = desk()
    const missing = await shell(['import', join('nowhere', 'log.csv'), '--json', ...where])
    expect(missing.json().failure).toMatchObject({ code: 'bad-input', field: 'file' })
    const rows = '{"to":"a@northwind.example","date":"2026-11-12T09:30:00Z"}'
    const cut = await shell(['import', file('log.json', [`[${rows},`, `${rows.slice(0, 20)}`]), '--json', ...where])
    expect(cut.code).toBe(1)
    expect(cut.json().run).toMatchObject({ state: 'stopped', added: 1 })
    expect(cut.json().run.error).toContain('line 2')
  })
})

describe('a file that names somebody else’s mail as ours', () => {
  /** A message in the person's Junk Email: one of the platform, or one of anybody else. */
  const messageOf = (ofPlatform: boolean) => {
    const tenant = server.context.find.tenantByKey('northwind')
    const person = tenant?.people.find(({ address }) => address === 'ana.maria@northwind.example')
    const mailbox = person && tenant?.mailboxes.get(person.id)
    if (!tenant || !person || mailbox?.kind !== 'microsoft') throw new Error('The seed has no such mailbox.')
    const ours = new Set((tenant.sent.get(person.id) ?? []).map(({ realMessageId }) => realMessageId))
    const ourOwn = [...mailbox.messages.values()].find(({ internetMessageId }) => ours.has(internetMessageId))
    const junk = [...mailbox.folders.values()].find(({ wellKnownName }) => wellKnownName === 'junkemail')
    if (!ourOwn || !junk) throw new Error('The seed has no such message.')
    const message: MicrosoftMessage = ofPlatform
      ? ourOwn
      : {
          ...ourOwn,
          immutableId: `${ourOwn.immutableId.slice(0, -8)}stranger`,
          ordinaryId: `${ourOwn.ordinaryId.slice(0, -8)}stranger`,
          internetMessageId: '<salary@hr.example>',
          from: { name: 'HR', address: 'hr@northwind.example' },
        }
    message.folderId = junk.id
    mailbox.messages.set(message.immutableId, message)
    return { person, mailbox, message }
  }
  const imported = async (ofPlatform: boolean) => {
    const { where, file } = desk()
    const found = messageOf(ofPlatform)
    const { internetMessageId, from, sentAt, subject } = found.message
    const row = [found.person.address, new Date(sentAt).toISOString(), subject, internetMessageId, from.address]
    const path = file('log.json', [
      JSON.stringify([{ to: row[0], sent: row[1], subject: row[2], messageId: row[3], from: row[4] }]),
    ])
    expect(await shell(['import', path, ...where])).toMatchObject({ code: 0, stderr: '' })
    const about = ['--person', found.person.address, '--message-id', internetMessageId, ...where]
    const folder = () => found.mailbox.messages.get(found.message.immutableId)?.folderId
    return { about, folder }
  }

  it('moves nothing, although Message-ID and sender are those of the message', async () => {
    const { about, folder } = await imported(false)
    const before = folder()
    const writes = () =>
      server.requests().filter(({ method, url }) => method === 'POST' && url.endsWith('/move')).length
    const moved = writes()
    const located = await shell(['locate', ...about, '--json'])
    expect(located.json().sighting.copies[0]).toMatchObject({ match: 'exact', immovable: 'not-platform-sender' })
    const run = await shell(['move', ...about, '--yes', '--json'])
    expect(run.code).toBe(4)
    expect(run.json().failure.code).toBe('not-platform-sender')
    expect(folder()).toBe(before)
    expect(writes()).toBe(moved)
  })

  it('still has an email of the platform moved that only the file told of', async () => {
    const { about, folder } = await imported(true)
    const before = folder()
    const run = await shell(['move', ...about, '--yes', '--json'])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(folder()).not.toBe(before)
    expect(await shell(['undo', ...about])).toMatchObject({ code: 0 })
  })
})
