import { describe, expect, it } from 'vitest'
import { fakeClock, settle } from '../../net/testing/fake-clock'
import { listenOnce } from './loopback'

const open = async (signal: AbortSignal = new AbortController().signal) => {
  const clock = fakeClock()
  const door = await listenOnce('127.0.0.1', 'our-state', clock, signal)
  const knock = async (rest: string): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`${door.redirectUri}${rest}`)
    return { status: answer.status, text: await answer.text() }
  }
  return { clock, door, knock }
}

describe('the way back from the sign-in page', () => {
  it('takes the one request with our state and tells the person to go back', async () => {
    const { door, knock } = await open()
    const { status, text } = await knock('/?code=c&state=our-state')
    expect([status, text]).toEqual([200, expect.stringContaining('You are signed in.')])
    expect((await door.query).get('code')).toBe('c')
    door.close()
  })

  it('turns away whoever does not know the state, and still takes the right one', async () => {
    const { door, knock } = await open()
    expect((await knock('/?code=evil&state=guessed')).status).toBe(400)
    expect((await knock('/?code=evil')).status).toBe(404)
    expect((await knock('/favicon.ico?state=our-state')).status).toBe(404)
    await knock('/?code=good&state=our-state')
    await knock('/?code=late&state=our-state')
    expect((await door.query).get('code')).toBe('good')
    door.close()
  })

  it('gives up after five minutes', async () => {
    const { clock, door } = await open()
    const waiting = expect(door.query).rejects.toMatchObject({ code: 'timeout' })
    await clock.advance(5 * 60_000)
    await waiting
    door.close()
  })

  it('is abandoned with its caller, and frees the port', async () => {
    const abort = new AbortController()
    const { clock, door } = await open(abort.signal)
    const waiting = expect(door.query).rejects.toMatchObject({ code: 'cancelled' })
    abort.abort()
    await waiting
    door.close()
    await settle()
    expect(clock.sleeping()).toBe(0)
    await expect(fetch(door.redirectUri)).rejects.toThrow()
  })
})
