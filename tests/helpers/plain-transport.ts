import { Failure } from '../../src/shared/model'
import type { OutgoingRequest, Transport } from '../../src/main/net/transport'

/** A transport without repeats or ceilings, for tests of what is built on one. `seen` lists what went out. */
export const plainTransport = (): Transport & { readonly seen: OutgoingRequest[] } => {
  const seen: OutgoingRequest[] = []
  return {
    seen,
    send: async (request) => {
      seen.push(request)
      try {
        const answer = await fetch(request.url, {
          method: request.method,
          ...(request.headers === undefined ? {} : { headers: request.headers }),
          ...(request.body === undefined ? {} : { body: request.body }),
          ...(request.signal === undefined ? {} : { signal: request.signal }),
        })
        return { status: answer.status, headers: answer.headers, text: await answer.text() }
      } catch (cause) {
        if (request.signal?.aborted === true)
          throw new Failure({ code: 'cancelled', message: 'Stopped because nobody waits for it.' }, { cause })
        throw new Failure({ code: 'offline', message: 'Nothing answered: check the connection.' }, { cause })
      }
    },
  }
}

/** A transport that answers every request with the same made-up answer. */
export const cannedTransport = (body: unknown, status = 200, headers: Record<string, string> = {}): Transport => ({
  send: () =>
    Promise.resolve({
      status,
      headers: new Headers(headers),
      text: typeof body === 'string' ? body : JSON.stringify(body),
    }),
})
