/** How an attempt without a usable answer ended. */
export type Broken = 'unreachable' | 'cut-off'

const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])
/** Chromium's names, as the network stack of Electron reports them. */
const unreachableNames =
  /ERR_(INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|CONNECTION_REFUSED|CONNECTION_TIMED_OUT|ADDRESS_UNREACHABLE|PROXY_CONNECTION_FAILED|NETWORK_ACCESS_DENIED)/

/**
 * Tells a connection that never stood, so that the server cannot have seen the request, from one that broke while it was
 * in use. What isn't known to be the former counts as the latter.
 */
export const brokenBy = (thrown: unknown): Broken => {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (isUnreachable(error)) return 'unreachable'
    if (error instanceof AggregateError && error.errors.length > 0)
      return error.errors.every((one) => one instanceof Error && isUnreachable(one)) ? 'unreachable' : 'cut-off'
  }
  return 'cut-off'
}

const isUnreachable = (error: Error & { readonly code?: unknown }): boolean =>
  (typeof error.code === 'string' && unreachableCodes.has(error.code)) || unreachableNames.test(error.message)
