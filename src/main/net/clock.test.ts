import { expect, it } from 'vitest'
import { systemClock } from './clock'

it('sleeps through a wait that is longer than timers take', async () => {
  const abort = new AbortController()
  const sleeping = systemClock.sleep(2 ** 40, abort.signal).then(
    () => 'woke',
    () => 'was woken',
  )
  const first = await Promise.race([sleeping, systemClock.sleep(30).then(() => 'still asleep')])
  abort.abort(new Error('enough'))
  expect([first, await sleeping]).toEqual(['still asleep', 'was woken'])
})
