/** One HTTP request as a simulated service sees it. */
export interface SimRequest {
  readonly method: string
  /** Path below the service's base, still percent-encoded, starting with `/`. */
  readonly path: string
  readonly query: URLSearchParams
  /** Path and query exactly as they came, below the server's root. */
  readonly rawUrl: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The service's own base as the client sees it, without a trailing slash. */
  readonly base: string
}

/** `body` as an object is sent as JSON. */
export interface SimAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | object | null
}

/**
 * What a service adds to the request log while it answers: whose mailbox it was, and, for a batch, each member as a row of
 * its own.
 */
export interface Trace {
  /** Address of the mailbox the request is about. */
  mailbox(address: string): void
  /** Something the request asked for that the log should point out, e.g. a message body. */
  note(text: string): void
  member(row: {
    method: string
    url: string
    headers: Readonly<Record<string, string>>
    body: string
    status: number
    mailbox: string | null
  }): void
}

/** Asked before each request and before each member of a batch; a set fault answers in the service's own error form. */
export interface Faults {
  /** The fault to play for this call, if any; counts it as played. `route` is what fault rules are matched against. */
  next(service: string, route: string): Fault | null
  /** As `next`, for a member of a batch: only `status` faults can befall it. `route` is `METHOD path?query`. */
  nextOfMember(service: string, route: string): Extract<Fault, { kind: 'status' }> | null
  /** Milliseconds before each group of four members of a batch is answered. */
  groupDelay(service: string, route: string): number
}

export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** The same after the request took effect. */
  | { readonly kind: 'status-after'; readonly status: number; readonly retryAfter?: string }
  /** The answer never comes: the connection is closed before (`drop`) or after (`drop-after`) the request took effect. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'drop-after' }
  /** The body is cut in the middle, after the request took effect. */
  | { readonly kind: 'truncate' }
  /** A 200 whose body is an HTML page. */
  | { readonly kind: 'html' }

/** One simulated service. Connection-level faults and latency are the core's; `status` faults are worded here. */
export interface SimService {
  /** `login`, `graph`, `google-token`, `google-accounts`, `gmail`, `google-directory`, `sent-log`, `gophish`: also its path prefix on the server. */
  readonly name: string
  handle(request: SimRequest, trace: Trace): SimAnswer | Promise<SimAnswer>
  /**
   * Asked when a request arrives, before any latency: a service with ceilings on what runs at the same time refuses here.
   * `release` is called once the answer has gone out.
   */
  admit?(request: SimRequest): { readonly release: () => void } | { readonly refuse: SimAnswer }
  /** The error body this service sends with a status fault, in its own envelope. */
  fault(status: number, retryAfter: string | undefined): SimAnswer
}
