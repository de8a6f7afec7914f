/** Yields the same, but has the next one fetched while the consumer works on the one before: at most one ahead. */
export async function* ahead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const fetch = (): Promise<IteratorResult<T>> => {
    const fetched = iterator.next()
    // It is looked at when its turn comes; until then its failure is nobody's.
    fetched.catch(() => undefined)
    return fetched
  }
  let coming = fetch()
  try {
    for (;;) {
      const one = await coming
      if (one.done) return
      coming = fetch()
      yield one.value
    }
  } finally {
    // A generator that is still fetching ends after that; nobody waits for it.
    iterator.return?.()?.catch(() => undefined)
  }
}
