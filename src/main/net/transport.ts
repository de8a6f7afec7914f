/** Time as handed in: tests bring their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** What one HTTP request is for; decides its ceilings and whether it may be repeated. */
export interface Lane {
  readonly tenantId: string
  /** Identifies one mailbox within the tenant (the directory id or address); null for requests about none. */
  readonly mailbox: string | null
  /** `read` may be repeated after any transient failure; `write` only when the server said that it did nothing. */
  readonly effect: 'read' | 'write'
  /** True for a request that holds many: it has its mailbox for itself while it runs. */
  readonly batch: boolean
  /** What the call is, in few words, for the request log and for failures: "find by Message-ID". */
  readonly purpose: string
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
  /** Milliseconds for the whole request with its repeats. Default 30,000. */
  readonly deadlineMs?: number
  /**
   * Tells whether a 2xx answer is one at all, e.g. JSON and not a proxy's page. A read that isn't is repeated; what stays
   * so, or is the answer to a write, fails with `bad-answer`.
   */
  readonly accepts?: (answer: IncomingAnswer) => boolean
}

export interface IncomingAnswer {
  readonly status: number
  readonly headers: Headers
  /** Whole body as text; a body that was cut off is a failure, never a short text. */
  readonly text: string
}

/**
 * The one way out to the network. Every answer with a status is returned, also 4xx and 5xx that were not repeated or
 * stayed after the repeats; everything else throws a `Failure`: `offline` (nothing reached), `timeout`, `cancelled`,
 * `bad-answer` (cut off), `foreign-link` (not inside the tenant's bases), `proxy-sign-in` and `certificate-untrusted` (on
 * the way). 429 and 503 with Retry-After are waited for and
 * repeated inside the deadline; past it the last answer is returned.
 */
export interface Transport {
  send(request: OutgoingRequest, lane: Lane): Promise<IncomingAnswer>
}
