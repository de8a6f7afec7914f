import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/simulator/server'
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
