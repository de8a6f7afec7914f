import { Failure } from '../../shared/model'
import type { OpenReading, ReadingKey } from '../ledger/ledger'
import type { JobControl } from './jobs'
import type { ServiceParts } from './parts'

/** An interrupted reading goes on when its last page is no older than this, in milliseconds; else it starts over. */
const resumableMs = 10 * 60_000

/** One page of what a log source lists; `next` is null on the last. */
interface Page {
  readonly next: string | null
  readonly total: number | null
}

export interface ReadingOrder<Some extends Page> {
  readonly key: ReadingKey
  readonly window: OpenReading['window']
  pages(reading: OpenReading): AsyncIterable<Some>
  /** Writes one page down under the reading's mark; resolves to its number of rows. */
  keep(page: Some, mark: string): Promise<number>
}

type Window = OpenReading['window']

/** The same stretch, at most as much later as a reading may be old. */
const isNear = (a: Window, b: Window): boolean =>
  a === null || b === null ? a === b : Math.abs(a.from - b.from) <= resumableMs && Math.abs(a.to - b.to) <= resumableMs

/**
 * Reads a list to its end, page by page, each kept before the next is asked for. An interrupted reading of the same list
 * goes on where it stopped, with its own window and mark. Resolves to the reading as it was finished.
 */
export const readPages = async <Some extends Page>(
  { ledger, clock, newId }: ServiceParts,
  order: ReadingOrder<Some>,
  { signal, progress }: JobControl,
): Promise<OpenReading> => {
  const { key, window } = order

  const readFrom = async (start: OpenReading): Promise<OpenReading> => {
    let reading = start
    for await (const page of order.pages(start)) {
      signal.throwIfAborted()
      const done = reading.done + (await order.keep(page, reading.mark))
      // A cancelled reading must not write over the place of the one that took over.
      signal.throwIfAborted()
      reading = { ...reading, cursor: page.next, done, keptAt: clock.now() }
      await ledger.setReading(key, page.next === null ? null : reading)
      progress(done, page.total)
    }
    return reading
  }

  const open = await ledger.readReading(key)
  if (open !== null && clock.now() - open.keptAt < resumableMs && isNear(open.window, window)) {
    try {
      return await readFrom(open)
    } catch (error) {
      // The source may have forgotten the place: then it is read from the start.
      if (!(error instanceof Failure) || error.facts.field !== 'cursor') throw error
    }
  }
  return readFrom({ window, cursor: null, mark: newId(), done: 0, keptAt: clock.now() })
}
