import { existsSync } from 'node:fs'
import path from 'node:path'
import { actors, expect, test } from './fixtures'

// Windows has no signals: the system ends a process there without asking it.
test.skip(process.platform === 'win32')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`closes the ledger and ends without a failure on ${signal}`, async ({ open }) => {
    const { app, screen } = await open()
    await screen.openTenant(actors[0].tenant)
    const child = app.process()
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    expect(await ended).toBe(0)
    // A closed ledger leaves no log of unfinished writes beside it.
    expect(existsSync(path.join(app.userDataDir, 'demo', 'ledger.sqlite'))).toBe(true)
    expect(existsSync(path.join(app.userDataDir, 'demo', 'ledger.sqlite-wal'))).toBe(false)
  })
}
