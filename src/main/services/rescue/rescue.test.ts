import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../shared/model'
import { openTestLedger } from '../../ledger/testing/fixtures'
import { settle } from '../../net/testing/fake-clock'
import { inbox, junk, training, type FakeMessage } from '../testing/fake-provider'
import { ourMessage, setStage } from '../testing/stage'

type Options = Parameters<typeof setStage>[0]

const begin = async (options?: Options) => {
  const stage = await setStage(options)
  const service = stage.newRescue()
  await stage.locate.locate(stage.person, [stage.key.emailId], true)
  const copies = (await stage.ledger.readCopies(stage.person, [stage.key.emailId])).get(stage.key.emailId) ?? []
  const rescueNow = async () => (await stage.ledger.readRescues(stage.key))[0]
  return { ...stage, service, copyId: copies[0]?.copyId ?? 'none', rescueNow }
}

/** Lets the ledger's work and the timers that hang on it come to rest. */
const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await settle()
}

describe('moving to the Inbox', () => {
  it('writes down the intent and the exact place before it moves, and watches afterwards', async () => {
    const { service, key, copyId, ledger, fake } = await begin({ messages: { m1: ourMessage(training) } })
    const rescue = await service.move(key, copyId)
    expect(rescue).toMatchObject({ state: 'watching', before: training, after: inbox, engineer: 'R. Ortega' })
    expect(fake.place('m1')).toEqual(inbox)
    const lines = await ledger.listAudit(key.tenantId, null, 10)
    expect(lines.map(({ action, outcome, detail }) => [action, outcome, detail])).toEqual([
      ['move-to-inbox', 'intended', 'from “Vendors › Training” to the Inbox'],
    ])
  })

  it('counts as done when it is still in the Inbox after 10 s and after 60 s', async () => {
    const { service, key, copyId, clock, rescueNow } = await begin()
    await service.move(key, copyId)
    await clock.advance(10_000)
    await rest()
    expect((await rescueNow())?.state).toBe('watching')
    await clock.advance(50_000)
    await rest()
    const done = await rescueNow()
    expect(done?.state).toBe('done')
    expect(done?.readings).toHaveLength(3)
  })

  it('says “moved back” when something moves it away again', async () => {
    const { service, key, copyId, clock, fake, rescueNow } = await begin()
    await service.move(key, copyId)
    fake.userMoves('m1', junk)
    await clock.advance(10_000)
    await rest()
    expect(await rescueNow()).toMatchObject({ state: 'moved-back', after: junk, error: { code: 'moved-back' } })
  })

  it('refuses an email that the ledger does not know for this person, without a request', async () => {
    const { service, key, copyId, fake } = await begin()
    const requests = fake.calls.length
    await expect(service.move({ ...key, emailId: 'another' }, copyId)).rejects.toMatchObject({ code: 'unknown-email' })
    await expect(service.move({ ...key, tenantId: 'tenant-2' }, copyId)).rejects.toMatchObject({
      code: 'unknown-email',
    })
    await expect(service.move(key, 'a copy nobody saw')).rejects.toMatchObject({ code: 'unknown-copy' })
    expect(fake.calls).toHaveLength(requests)
  })

  it('refuses a message whose sender is not the one that the log names', async () => {
    const { service, key, copyId, fake } = await begin({
      messages: { m1: ourMessage(junk, { sender: 'x@evil.example' }) },
    })
    await expect(service.move(key, copyId)).rejects.toMatchObject({ code: 'not-our-email' })
    expect(fake.calls).not.toContain('move')
  })

  describe('an email that only a file told of', () => {
    const headerMarks = [{ name: 'X-Mark', value: 'ours' }]
    const platform = { senderDomains: [], senderAddresses: [], headerMarks }
    const fromFile = (headers: FakeMessage['headers']) =>
      begin({ sourceId: 'imported-file', settings: { platform }, messages: { m1: ourMessage(junk, { headers }) } })

    it('is moved by a header of the platform, and the audit trail says so', async () => {
      const { service, key, copyId, ledger } = await fromFile([{ name: 'X-Mark', value: 'ours' }])
      const sighting = (await ledger.readEmail(key))?.sighting
      expect(sighting).toMatchObject({ copies: [{ immovable: null, proof: { kind: 'header', name: 'X-Mark' } }] })
      expect(await service.move(key, copyId)).toMatchObject({ state: 'watching', after: inbox })
      const [line] = await ledger.listAudit(key.tenantId, null, 10)
      expect(line?.detail).toContain('it is the platform’s: its header X-Mark says so')
    })

    it.each([
      [[{ name: 'X-Mark', value: 'theirs' }], 'not-platform-sender'],
      [[], 'not-platform-sender'],
      [null, 'permission-missing'],
    ] as const)('is left alone with the headers %j', async (headers, code) => {
      const { service, key, copyId, fake } = await fromFile(headers)
      await expect(service.move(key, copyId)).rejects.toMatchObject({ code })
      expect(fake.calls).not.toContain('move')
    })
  })

  it('refuses a copy that reached the Inbox meanwhile', async () => {
    const { service, key, copyId, fake } = await begin()
    fake.userMoves('m1', inbox)
    await expect(service.move(key, copyId)).rejects.toMatchObject({ code: 'already-in-inbox' })
    expect(fake.calls).not.toContain('move')
  })

  it('keeps a refused move as failed, with the reason', async () => {
    const { service, key, copyId, fake, rescueNow } = await begin()
    fake.next('permission-missing', false)
    await expect(service.move(key, copyId)).rejects.toMatchObject({ code: 'permission-missing' })
    expect(await rescueNow()).toMatchObject({ state: 'failed', error: { code: 'permission-missing' } })
  })

  it.each([
    { tookEffect: true, state: 'done' },
    { tookEffect: false, state: 'failed' },
  ])('looks before anything else after a lost answer (took effect: $tookEffect)', async ({ tookEffect, state }) => {
    const { service, key, copyId, fake, clock, rescueNow } = await begin()
    fake.next('timeout', tookEffect)
    await expect(service.move(key, copyId)).rejects.toMatchObject({ code: 'timeout' })
    expect((await rescueNow())?.state).toBe('intended')
    for (let waited = 0; waited < 70_000; waited += 10_000) {
      await clock.advance(10_000)
      await rest()
    }
    expect((await rescueNow())?.state).toBe(state)
    expect(fake.calls.filter((call) => call === 'move')).toHaveLength(1)
  })
})

describe('a mailbox that does not answer', () => {
  it('is given up after a minute by the handed-in clock, and nothing was changed', async () => {
    const { service, key, copyId, fake, clock } = await begin()
    fake.hold()
    let code: string | null = null
    const moving = service.move(key, copyId).catch((error: unknown) => (code = (error as Failure).code))
    await rest()
    await clock.advance(59_000)
    expect(code).toBeNull()
    await clock.advance(1_000)
    await moving
    expect(code).toBe('timeout')
    expect(fake.calls).not.toContain('move')
  })
})

describe('what is known after a change', () => {
  const twoCopies = { m1: ourMessage(junk), m2: ourMessage(junk) }
  const looks = (calls: readonly string[]) => calls.filter((call) => call.startsWith('locate')).length
  const placesNow = async ({ ledger, key }: Awaited<ReturnType<typeof begin>>) => {
    const sighting = (await ledger.readEmail(key))?.sighting
    return sighting?.kind === 'found' ? sighting.copies.map(({ place }) => place.kind) : sighting?.kind
  }
  const watchToTheEnd = async (clock: { advance(ms: number): Promise<void> }) => {
    for (const ms of [10_000, 50_000]) {
      await clock.advance(ms)
      await rest()
    }
  }

  it('is read from the mailbox for every copy, not only for the moved one', async () => {
    const stage = await begin({ messages: twoCopies })
    stage.fake.userMoves('m2', training)
    await stage.service.move(stage.key, stage.copyId)
    expect(await placesNow(stage)).toEqual(['inbox', 'folder'])
  })

  it('costs one search when there are several copies, and none when there is one', async () => {
    const several = await begin({ messages: twoCopies })
    const before = looks(several.fake.calls)
    const { id } = await several.service.move(several.key, several.copyId)
    await watchToTheEnd(several.clock)
    expect(looks(several.fake.calls)).toBe(before + 1)
    await several.service.undo(several.key, id)
    expect(looks(several.fake.calls)).toBe(before + 2)

    const one = await begin()
    await one.service.move(one.key, one.copyId)
    await watchToTheEnd(one.clock)
    expect(looks(one.fake.calls)).toBe(1)
    expect(await placesNow(one)).toEqual(['inbox'])
  })

  it('is the copy that was read alone when the others cannot be looked for', async () => {
    const stage = await begin({ messages: twoCopies })
    stage.fake.searchesFail('throttled')
    await stage.service.move(stage.key, stage.copyId)
    expect(await placesNow(stage)).toEqual(['inbox'])
  })
})

describe('what keeps mail from being moved', () => {
  const begun = async () => {
    const stage = await begin()
    const reasons = () =>
      stage.events.flatMap((event) =>
        event.kind === 'sighted' && event.sighting.kind === 'found'
          ? [event.sighting.copies.map(({ immovable }) => immovable).join()]
          : [],
      )
    const look = async (again: boolean) => {
      await stage.locate.locate(stage.person, [stage.key.emailId], again)
      return reasons().at(-1)
    }
    return { ...stage, reasons, look }
  }
  const refused = async () => {
    const stage = await begun()
    stage.fake.next('permission-missing', false)
    await stage.service.move(stage.key, stage.copyId).catch(() => undefined)
    return stage
  }

  it('is told of the copy as soon as the tenant has refused, and of what is looked at in the next ten minutes', async () => {
    const { reasons, look, clock } = await refused()
    expect(reasons().at(-1)).toBe('permission-missing')
    await clock.advance(5 * 60_000)
    expect(await look(false)).toBe('permission-missing')
    await clock.advance(5 * 60_000)
    expect(await look(false)).toBe('')
  })

  it('is forgotten when somebody asks again, and when a move succeeds', async () => {
    const asked = await refused()
    expect(await asked.look(true)).toBe('')

    const { service, key, copyId, fake, look, clock } = await refused()
    await service.move(key, copyId)
    fake.userMoves('m1', junk)
    await clock.advance(3 * 60_000)
    expect(await look(false)).toBe('')
  })

  it('is the person’s suspension: nothing is written, and an earlier move can still be undone', async () => {
    const { service, key, copyId, fake } = await begun()
    const { id } = await service.move(key, copyId)
    fake.directorySays({ status: 'suspended' })
    await fake.provider.resolvePerson('p1', new AbortController().signal)
    expect(await service.undo(key, id)).toMatchObject({ state: 'undone' })
  })

  it('refuses to move mail of a suspended person', async () => {
    const stage = await setStage()
    stage.fake.directorySays({ status: 'suspended' })
    await stage.locate.locate(stage.person, [stage.key.emailId], true)
    const [copy] = (await stage.ledger.readCopies(stage.person, [stage.key.emailId])).get(stage.key.emailId) ?? []
    await expect(stage.newRescue().move(stage.key, copy?.copyId ?? '')).rejects.toMatchObject({
      code: 'mailbox-out-of-scope',
    })
    expect(stage.fake.calls).not.toContain('move')
  })
})

describe('watching', () => {
  it('reports a bug and goes on', async () => {
    const { service, key, copyId, fake, clock, rescueNow, bugs } = await begin()
    await service.move(key, copyId)
    const { readCopy } = fake.provider
    const bug = new TypeError('nobody expected this')
    fake.provider.readCopy = () => Promise.reject(bug)
    await clock.advance(10_000)
    await rest()
    expect(bugs).toMatchObject([{ error: bug }])
    fake.provider.readCopy = readCopy
    for (let waited = 0; waited < 120_000; waited += 10_000) {
      await clock.advance(10_000)
      await rest()
    }
    expect((await rescueNow())?.state).toBe('done')
    expect(bugs).toHaveLength(1)
  })

  it('ends quietly when the app stops', async () => {
    const { service, key, copyId, clock, bugs, fake } = await begin()
    await service.move(key, copyId)
    const requests = fake.calls.length
    service.stop()
    await clock.advance(120_000)
    await rest()
    expect(bugs).toEqual([])
    expect(fake.calls).toHaveLength(requests)
  })

  it('goes on after a reading that failed', async () => {
    const { service, key, copyId, fake, clock, rescueNow } = await begin()
    await service.move(key, copyId)
    fake.unreadable(true)
    await clock.advance(10_000)
    await rest()
    fake.unreadable(false)
    for (let waited = 0; waited < 120_000; waited += 10_000) {
      await clock.advance(10_000)
      await rest()
    }
    expect((await rescueNow())?.state).toBe('done')
  })

  it('is not called proven by an undo that was refused', async () => {
    const { service, key, copyId, fake, rescueNow } = await begin()
    const { id } = await service.move(key, copyId)
    fake.next('permission-missing', false)
    await expect(service.undo(key, id)).rejects.toMatchObject({ code: 'permission-missing' })
    expect((await rescueNow())?.state).toBe('watching')
  })

  it('refuses a second move while the outcome of the first is open', async () => {
    const { service, key, copyId, fake } = await begin()
    fake.next('timeout', false)
    await service.move(key, copyId).catch(() => undefined)
    await expect(service.move(key, copyId)).rejects.toMatchObject({ code: 'conflict' })
    expect(fake.calls.filter((call) => call === 'move')).toHaveLength(1)
  })
})

describe('undoing', () => {
  it('puts the email back to the very place it came from', async () => {
    const { service, key, copyId, fake } = await begin({ messages: { m1: ourMessage(training) } })
    const { id } = await service.move(key, copyId)
    expect(await service.undo(key, id)).toMatchObject({ state: 'undone', after: training })
    expect(fake.place('m1')).toEqual(training)
  })

  it('refuses when someone has moved the email since, and changes nothing', async () => {
    const { service, key, copyId, fake } = await begin()
    const { id } = await service.move(key, copyId)
    fake.userMoves('m1', training)
    await expect(service.undo(key, id)).rejects.toMatchObject({ code: 'conflict' })
    expect(fake.place('m1')).toEqual(training)
  })

  it('refuses a second undo and a rescue of another email', async () => {
    const { service, key, copyId } = await begin()
    const { id } = await service.move(key, copyId)
    await service.undo(key, id)
    await expect(service.undo(key, id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(service.undo(key, 'no such rescue')).rejects.toMatchObject({ code: 'unknown-rescue' })
  })

  it('knows the former place by itself, not by its name', async () => {
    const renamed = await begin({ messages: { m1: ourMessage(training, { folder: 'folder-1' }) } })
    const rescue = await renamed.service.move(renamed.key, renamed.copyId)
    const { putBack } = renamed.fake.provider
    renamed.fake.provider.putBack = async (...about) => {
      const put = await putBack(...about)
      renamed.fake.userMoves('m1', { ...training, path: ['Vendors', 'Renamed'] }, 'folder-1')
      return put
    }
    expect(await renamed.service.undo(renamed.key, rescue.id)).toMatchObject({ state: 'undone' })
  })

  it.each([
    { now: { ...training, path: ['Vendors', 'Renamed'] }, folder: 'folder-1', state: 'undone' },
    { now: training, folder: 'folder-2', state: 'moved-back' },
  ])('settles a lost answer by the place itself, not by its name ($state)', async ({ now, folder, state }) => {
    const { service, key, copyId, fake, clock, rescueNow } = await begin({
      messages: { m1: ourMessage(training, { folder: 'folder-1' }) },
    })
    const { id } = await service.move(key, copyId)
    fake.next('timeout', true)
    await expect(service.undo(key, id)).rejects.toMatchObject({ code: 'timeout' })
    fake.userMoves('m1', now, folder)
    await clock.advance(2_000)
    await rest()
    expect((await rescueNow())?.state).toBe(state)
  })

  it('works after a restart', async () => {
    const ledger = await openTestLedger()
    const first = await begin({ ledger })
    const { id } = await first.service.move(first.key, first.copyId)
    first.service.stop()
    const again = first.newRescue()
    await again.settleOpen()
    expect(await again.undo(first.key, id)).toMatchObject({ state: 'undone' })
    expect(first.fake.place('m1')).toEqual(junk)
  })
})

describe('settling at the start', () => {
  const interrupted = async (tookEffect: boolean) => {
    const stage = await begin()
    stage.fake.next('timeout', tookEffect)
    await stage.service.move(stage.key, stage.copyId).catch(() => undefined)
    stage.service.stop()
    return { ...stage, again: stage.newRescue() }
  }

  it('finds that an interrupted move happened, and goes on watching', async () => {
    const { again, rescueNow, fake } = await interrupted(true)
    await again.settleOpen()
    expect(await rescueNow()).toMatchObject({ state: 'watching', after: inbox })
    expect(fake.calls.filter((call) => call === 'move')).toHaveLength(1)
  })

  it('finds that an interrupted move did not happen once no request can be under way, and does not repeat it', async () => {
    const { again, rescueNow, fake, clock } = await interrupted(false)
    await again.settleOpen()
    expect((await rescueNow())?.state).toBe('intended')
    for (let waited = 0; waited < 70_000; waited += 10_000) {
      await clock.advance(10_000)
      await rest()
    }
    expect(await rescueNow()).toMatchObject({ state: 'failed', after: junk })
    expect(fake.calls.filter((call) => call === 'move')).toHaveLength(1)
  })

  it('leaves an intent open while the mailbox cannot be read, and settles it later', async () => {
    const { again, rescueNow, fake, clock } = await interrupted(true)
    fake.unreadable(true)
    await again.settleOpen()
    expect((await rescueNow())?.state).toBe('intended')
    fake.unreadable(false)
    await clock.advance(2_000)
    await rest()
    expect((await rescueNow())?.state).toBe('watching')
  })
})
