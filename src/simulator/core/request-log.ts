/** One HTTP request, or one member of a batch (`member`), as the admin API tells of it. */
export interface LoggedRequest {
  readonly n: number
  /** Epoch milliseconds of arrival. */
  readonly at: number
  readonly service: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON or form fields without secrets. */
  readonly body: unknown
  /** 0 when the connection was closed without an answer. */
  readonly status: number
  readonly ms: number
  readonly mailbox: string | null
  /** The request is a batch, or a member of one. */
  readonly batch?: true
  /** A member of a batch: no HTTP request of its own. `of` is the `n` of its batch. */
  readonly member?: true
  readonly of?: number
  /** The fault that was played. */
  readonly fault?: string
  readonly notes?: readonly string[]
}

export interface RequestLog {
  reserve(): number
  add(row: LoggedRequest): void
  rows(): readonly LoggedRequest[]
  clear(): void
}

/** Beyond this the oldest rows are dropped: a server may run for days. */
const kept = 200_000

export const requestLog = (): RequestLog => {
  let rows: LoggedRequest[] = []
  let last = 0
  return {
    reserve: () => ++last,
    add: (row) => {
      rows.push(row)
      if (rows.length > kept) rows = rows.slice(-kept / 2)
    },
    rows: () => [...rows].sort((one, other) => one.n - other.n),
    clear: () => {
      rows = []
    },
  }
}

const telling = ['prefer', 'content-type', 'client-request-id', 'accept', 'if-none-match']

/** The headers worth keeping: what changes an answer. Never an Authorization. */
export const tellingHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => telling.includes(name.toLowerCase())))
