/** Pages kept over all sources: about 20 MB of people at 200 a page. */
const mostPages = 300

/** What a source remembers of one answer: its tag (RFC 9110 section 8.8.3) and what was read out of it. */
export interface RememberedPage {
  readonly tag: string
  readonly value: unknown
}

/** The part of the memory that belongs to one source, by address. */
export interface PageMemory {
  get(url: string): RememberedPage | undefined
  set(url: string, page: RememberedPage): void
}

/** Answers that a server may say are still good, the latest used ones of all sources. In memory only. */
export const createPageMemory = (most = mostPages) => {
  const pages = new Map<string, RememberedPage>()
  const put = (key: string, page: RememberedPage): void => {
    pages.delete(key)
    pages.set(key, page)
    const [oldest] = pages.keys()
    if (pages.size > most && oldest !== undefined) pages.delete(oldest)
  }
  return {
    of: (owner: string): PageMemory => ({
      get: (url) => {
        const page = pages.get(`${owner} ${url}`)
        if (page) put(`${owner} ${url}`, page)
        return page
      },
      set: (url, page) => put(`${owner} ${url}`, page),
    }),
    clear: (): void => pages.clear(),
  }
}
