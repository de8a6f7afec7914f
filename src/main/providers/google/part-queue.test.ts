import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPartQueue, type Part } from './part-queue'

const part = (kind: Part['kind'], n: number): Part => ({ kind, emailId: `e${n}`, path: `/${n}`, round: 0 })

/** Runs a queue in which every list leads to one get; returns the batches. */
const drain = (emails: number): readonly (readonly Part[])[] => {
  const queue = createPartQueue()
  for (let n = 0; n < emails; n++) queue.add(part('list', n))
  queue.add({ kind: 'labels', emailId: null, path: '/labels', round: 0 })
  const batches: (readonly Part[])[] = []
  for (let batch = queue.next(); batch.length > 0; batch = queue.next()) {
    batches.push(batch)
    batch.filter((one) => one.kind === 'list').forEach((one) => queue.add({ ...one, kind: 'get' }))
  }
  return batches
}

it('needs no batch more than the parts fill, as long as gets can’t fall short of lists', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), (emails) => {
      const batches = drain(emails)
      const fewest = Math.ceil((2 * emails + 1) / 25)
      // A get has to wait for its list, which costs a small number of emails their own second round.
      expect(batches.length).toBeLessThanOrEqual(Math.max(fewest, 2))
      expect(batches.every((batch) => batch.length <= 25)).toBe(true)
      expect(batches.flat()).toHaveLength(2 * emails + 1)
    }),
  )
})

it('settles the first emails before the last are asked for', () => {
  expect(drain(60)[1]?.filter((one) => one.kind === 'get')).toHaveLength(24)
})

it('sends the labels first, and what is left of an email that was given up not at all', () => {
  const queue = createPartQueue()
  queue.add(part('list', 1))
  queue.add(part('get', 2))
  queue.add({ kind: 'labels', emailId: null, path: '/labels', round: 0 })
  queue.drop('e2')
  expect(queue.next().map((one) => one.kind)).toEqual(['labels', 'list'])
})

it('halves its batches when told to, down to five, and doubles them up to 25', () => {
  const queue = createPartQueue()
  const sizeAfter = (): number => {
    for (let n = 0; n < 30; n++) queue.add(part('get', n))
    queue.narrow()
    return queue.next().length
  }
  expect([sizeAfter(), sizeAfter(), sizeAfter(), sizeAfter()]).toEqual([13, 7, 5, 5])
  const widened = [1, 2, 3].map(() => {
    queue.widen()
    return queue.next().length
  })
  expect(widened).toEqual([10, 20, 25])
})
