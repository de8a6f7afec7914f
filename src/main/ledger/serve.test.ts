import { expect, it } from 'vitest'
import { serve, type Port } from './serve'
import { openStore } from './store'
import { tempFiles } from './testing/fixtures'
import type { Call, FromWorker } from './wire'

/** A port whose two ends are held by the test. */
const openPort = () => {
  const messages: FromWorker[] = []
  let listener: ((call: Call) => void) | null = null
  let wake = (): void => undefined
  const port: Port = {
    postMessage: (message) => {
      messages.push(message)
      wake()
    },
    on: (_, given) => (listener = given),
  }
  const call = (id: number, name: string, ...args: unknown[]): void => listener?.({ id, name, args })
  const answers = async (count: number): Promise<FromWorker[]> => {
    while (messages.length < count) await new Promise<void>((resolve) => (wake = resolve))
    return messages
  }
  return { port, call, answers }
}

it('tells the names of its methods, and runs nothing under any other name', async () => {
  const { port, call, answers } = openPort()
  await serve(port, openStore(tempFiles()))
  call(1, 'toString')
  call(2, 'counts')
  call(3, 'close')
  const [open, ...rest] = await answers(4)
  expect(open).toMatchObject({ kind: 'open', names: expect.arrayContaining(['readLog', 'putRescue', 'close']) })
  expect(rest).toMatchObject([
    { kind: 'trouble', id: 1, trouble: { kind: 'bug' } },
    { kind: 'answer', id: 2, value: { tenants: 0 } },
    { kind: 'answer', id: 3 },
  ])
})

it('says why it could not open', async () => {
  const { port, answers } = openPort()
  await serve(port, Promise.reject(new Error('no such luck')))
  expect(await answers(1)).toMatchObject([{ kind: 'refused', trouble: { kind: 'bug' } }])
})
