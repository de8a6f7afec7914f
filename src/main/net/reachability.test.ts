import { describe, expect, it } from 'vitest'
import { Failure } from '../../shared/model'
import { createReachability, type NetworkState } from './reachability'
import { fakeClock, settle } from './testing/fake-clock'
import type { Lane, Transport } from './transport'

const log = 'https://log.example'
const mail = 'https://mail.example'
const lane: Lane = { tenantId: 't', mailbox: null, effect: 'read', batch: false, purpose: 'read' }

const setUp = (bases: readonly string[] = [`${log}/v1`, `${mail}/v1.0`]) => {
  const clock = fakeClock()
  const down = new Set<string>()
  const told: NetworkState[] = []
  const transport: Transport = {
    send: ({ url }) =>
      down.has(new URL(url).origin)
        ? Promise.reject(new Failure({ code: 'offline', message: 'Nobody there.' }))
        : Promise.resolve({ status: 200, headers: new Headers(), text: '{}' }),
  }
  const network = createReachability({
    clock,
    answers: (origin) => Promise.resolve(!down.has(origin)),
    basesOf: () => Promise.resolve(bases),
    changed: (state) => told.push(state),
  })
  const watched = network.watching(transport)
  const ask = async (origin: string): Promise<string> => {
    const end = await watched.send({ method: 'GET', url: `${origin}/x` }, lane).then(
      () => 'answered',
      (error: Failure) => error.code,
    )
    await settle()
    return end
  }
  return { clock, down, told, network, ask }
}

describe('reachability', () => {
  it('stays online when one endpoint is dead and another answers, and names the dead one', async () => {
    const { down, told, network, ask } = setUp()
    down.add(log)
    expect(await ask(log)).toBe('offline')
    expect(network.state()).toEqual({ online: true, unreachable: ['log.example'] })
    expect(told).toEqual([{ online: true, unreachable: ['log.example'] }])
  })

  it('goes on naming a dead endpoint while others answer', async () => {
    const { down, network, ask } = setUp()
    down.add(log)
    await ask(log)
    expect(await ask(mail)).toBe('answered')
    expect(network.state().unreachable).toEqual(['log.example'])
  })

  it('is offline when none of the endpoints answers', async () => {
    const { down, network, ask } = setUp()
    down.add(log).add(mail)
    await ask(log)
    expect(network.state().online).toBe(false)
  })

  it('is offline when the only endpoint there is does not answer', async () => {
    const { down, told, ask } = setUp([log])
    down.add(log)
    await ask(log)
    await ask(log)
    expect(told).toEqual([{ online: false, unreachable: ['log.example'] }])
  })

  it('tries a dead endpoint until it answers, and says so once', async () => {
    const { clock, down, told, network, ask } = setUp()
    down.add(log).add(mail)
    await ask(log)
    await ask(mail)
    down.delete(log)
    await clock.advance(5_000)
    expect(network.state()).toEqual({ online: true, unreachable: ['mail.example'] })
    down.delete(mail)
    await clock.advance(5_000)
    expect(told.at(-1)).toEqual({ online: true, unreachable: [] })
    expect(clock.sleeping()).toBe(0)
  })

  it('asks nothing more once it is stopped', async () => {
    const { clock, down, network, ask } = setUp()
    down.add(log)
    await ask(log)
    network.stop()
    await settle()
    expect(clock.sleeping()).toBe(0)
  })
})
