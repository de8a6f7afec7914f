import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../ledger/ledger'
import { openTestLedger } from '../../ledger/testing/fixtures'
import { fakeClock } from '../../net/testing/fake-clock'
import { createTurns } from './turns'

const mailbox = { tenantId: 't1', personId: 'p1' }

/** Two programs on one ledger, and work that ends when it is told to. */
const twoPrograms = async () => {
  const ledger: Ledger = await openTestLedger()
  const clock = fakeClock()
  const program = (name: string) =>
    createTurns({
      ledger,
      clock,
      newId: () => name,
      reportBug: (error) => {
        throw error
      },
    })
  const order: string[] = []
  const work = (name: string) => {
    let end = (): void => undefined
    const ended = new Promise<void>((resolve) => (end = resolve))
    const run = async (): Promise<void> => {
      order.push(`${name} begins`)
      await ended
      order.push(`${name} ends`)
    }
    return { run, end: () => end() }
  }
  return { ledger, clock, order, work, window: program('window'), shell: program('shell') }
}

describe('turns in one mailbox', () => {
  it('makes a second program wait for as long as the first one works', async () => {
    const { clock, order, work, window, shell } = await twoPrograms()
    const [first, second] = [work('window'), work('shell')]
    const one = window(mailbox, first.run)
    await clock.advance(0)
    const two = shell(mailbox, second.run)
    // Longer than a lock lasts that nobody holds on to.
    await clock.advance(20_000)
    expect(order).toEqual(['window begins'])
    first.end()
    await one
    await clock.advance(1_000)
    second.end()
    await two
    expect(order).toEqual(['window begins', 'window ends', 'shell begins', 'shell ends'])
  })

  it('says after half a minute that another run is at this mailbox', async () => {
    const { clock, order, work, window, shell } = await twoPrograms()
    const first = work('window')
    const one = window(mailbox, first.run)
    await clock.advance(0)
    const two = expect(shell(mailbox, work('shell').run)).rejects.toMatchObject({ facts: { code: 'conflict' } })
    await clock.advance(31_000)
    await two
    expect(order).toEqual(['window begins'])
    first.end()
    await one
  })

  it('goes on soon after a program that died while it held the mailbox', async () => {
    const { ledger, clock, order, work, shell } = await twoPrograms()
    await ledger.lockMailbox(mailbox, 'crashed', clock.now(), clock.now() + 8_000)
    const only = work('shell')
    const done = shell(mailbox, only.run)
    await clock.advance(7_000)
    expect(order).toEqual([])
    await clock.advance(2_000)
    only.end()
    await done
    expect(order).toEqual(['shell begins', 'shell ends'])
  })

  it('lets two mailboxes be changed at the same moment', async () => {
    const { clock, order, work, window, shell } = await twoPrograms()
    const [first, second] = [work('window'), work('shell')]
    const both = [window(mailbox, first.run), shell({ ...mailbox, personId: 'p2' }, second.run)]
    await clock.advance(0)
    expect(order).toEqual(['window begins', 'shell begins'])
    first.end()
    second.end()
    await Promise.all(both)
  })

  it('frees the mailbox after work that failed', async () => {
    const { window, shell } = await twoPrograms()
    await expect(window(mailbox, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(shell(mailbox, () => Promise.resolve('done'))).resolves.toBe('done')
  })
})
