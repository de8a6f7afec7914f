import { generateKeyPairSync } from 'node:crypto'
import type { Clock, IncomingAnswer, Lane, OutgoingRequest, Transport } from '../../../net/transport'
import type { GoogleConnection } from '../../../tenants/settings'
import type { ProviderParts } from '../../provider'

export interface FakeMessage {
  readonly id: string
  labelIds: string[]
  readonly messageId: string
  readonly from: string
  readonly subject: string
  readonly snoozed?: boolean
}

export interface Sent {
  readonly request: OutgoingRequest
  readonly lane: Lane
  /** `GET /path?query` of each part, for a batch. */
  readonly parts: readonly string[]
}

interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Decides before the mailbox does: an answer, something to throw, or null to leave it to the mailbox. */
export type Interference = (call: string, request: OutgoingRequest) => Reply | Error | null

export const endpoints = {
  token: 'https://t.example/token-base',
  gmail: 'https://g.example',
  directory: 'https://d.example',
}
export const settings: GoogleConnection = {
  provider: 'google',
  serviceAccount: 'robot@project.iam.example',
  adminAddress: 'admin@customer.example',
  endpoints,
}
export const signal = (): AbortSignal => new AbortController().signal

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

/** Google as far as these adapters speak with it, without a network: a transport that answers from a list of messages. */
export const createFakeGoogle = (messages: FakeMessage[]) => {
  const sent: Sent[] = []
  const slept: number[] = []
  let now = 1_790_000_000_000
  let interfere: Interference = () => null
  let delegated = ['gmail.modify', 'gmail.readonly', 'admin.directory.user.readonly']
  let labels = [{ id: 'Label_1', name: 'Clients/Acme' }]

  const answer = (call: string, body: string): Reply => {
    const [method = '', target = ''] = call.split(' ')
    const url = new URL(target, 'https://x.example')
    if (url.pathname.endsWith('/labels')) return { status: 200, body: { labels } }
    if (url.pathname.endsWith('/messages')) return { status: 200, body: find(url.searchParams.get('q') ?? '') }
    const [, id = '', verb] = /\/messages\/([^/]+)(\/modify)?$/.exec(url.pathname) ?? []
    const message = messages.find((one) => one.id === decodeURIComponent(id))
    if (message === undefined) return apiError(404, 'notFound', 'Requested entity was not found.')
    if (method === 'POST' && verb !== undefined) {
      const change = JSON.parse(body) as { addLabelIds: string[]; removeLabelIds: string[] }
      message.labelIds = [
        ...message.labelIds.filter((label) => !change.removeLabelIds.includes(label)),
        ...change.addLabelIds.filter((label) => !message.labelIds.includes(label)),
      ]
    }
    return { status: 200, body: view(message) }
  }
  const find = (query: string): object => {
    const id = /^rfc822msgid:(.*)$/.exec(query)?.[1]
    const hits = messages.filter((one) =>
      query === 'in:snoozed'
        ? one.snoozed === true
        : id === undefined
          ? query.includes(`"${one.subject}"`)
          : one.messageId.toLowerCase() === id.toLowerCase(),
    )
    return hits.length > 0 ? { messages: hits.map((one) => ({ id: one.id, threadId: one.id })) } : {}
  }
  const view = (message: FakeMessage): object => ({
    id: message.id,
    // Google leaves empty lists out.
    ...(message.labelIds.length > 0 ? { labelIds: message.labelIds } : {}),
    internalDate: '1789999000000',
    payload: {
      headers: [
        { name: 'Message-Id', value: message.messageId },
        { name: 'From', value: message.from },
        { name: 'Subject', value: message.subject },
      ],
    },
  })

  const token = (body: string): Reply => {
    const assertion = new URLSearchParams(body).get('assertion') ?? ''
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as { scope: string }
    return delegated.some((scope) => claims.scope.endsWith(`/${scope}`))
      ? { status: 200, body: { access_token: 'token', expires_in: 3599, token_type: 'Bearer' } }
      : { status: 401, body: { error: 'unauthorized_client', error_description: 'Client is unauthorized.' } }
  }

  const partsOf = (body: string): string[] =>
    [...body.matchAll(/^GET (\S+) HTTP\/1\.1/gm)].map((hit) => `GET ${hit[1]}`)
  const batch = (parts: readonly string[], request: OutgoingRequest): Reply => ({
    status: 200,
    headers: { 'content-type': 'multipart/mixed; boundary=answer' },
    body: `${parts
      .map((part, index) => {
        const chosen = interfere(part, request)
        const reply = chosen instanceof Error || chosen === null ? answer(part, '') : chosen
        const head = `--answer\r\nContent-Type: application/http\r\nContent-ID: <response-${index}>\r\n\r\n`
        return `${head}HTTP/1.1 ${reply.status} X\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(reply.body)}\r\n`
      })
      .join('')}--answer--\r\n`,
  })

  const reply = (call: string, request: OutgoingRequest, parts: readonly string[]): Reply => {
    const chosen = interfere(call, request)
    if (chosen instanceof Error) throw chosen
    if (chosen !== null) return chosen
    if (request.url.startsWith(endpoints.token)) return token(request.body ?? '')
    return parts.length > 0 ? batch(parts, request) : answer(call, request.body ?? '')
  }

  const transport: Transport = {
    send: (request, lane): Promise<IncomingAnswer> => {
      const parts = request.url.endsWith('/batch/gmail/v1') ? partsOf(request.body ?? '') : []
      sent.push({ request, lane, parts })
      const url = new URL(request.url)
      return Promise.resolve().then(() => {
        const { status, body, headers } = reply(`${request.method} ${url.pathname}${url.search}`, request, parts)
        const text = typeof body === 'string' ? body : JSON.stringify(body ?? null)
        return { status, text, headers: new Headers({ 'content-type': 'application/json', ...headers }) }
      })
    },
  }
  /** Sleeps take no time here; what was slept is written down. */
  const clock: Clock = {
    now: () => now,
    sleep: (ms, stop) => {
      if (stop?.aborted) return Promise.reject(stop.reason as Error)
      slept.push(ms)
      now += ms
      return Promise.resolve()
    },
  }
  const parts: ProviderParts = { tenantId: 'acme', transport, clock, secrets: () => ({ privateKey }) }

  return {
    parts,
    sent,
    slept,
    messages,
    interfereWith: (next: Interference) => void (interfere = next),
    delegate: (...scopes: string[]) => void (delegated = scopes),
    relabel: (next: { id: string; name: string }[]) => void (labels = next),
    advance: (ms: number) => void (now += ms),
    /** What was sent, short: `token`, `batch`, or the call. */
    calls: () =>
      sent.map(({ request, parts: members }) => {
        if (request.url.startsWith(endpoints.token)) return 'token'
        return members.length > 0 ? 'batch' : `${request.method} ${new URL(request.url).pathname}`
      }),
  }
}

/** An error in the form all Google APIs share. */
export const apiError = (status: number, reason: string, message: string): Reply => ({
  status,
  body: { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } },
})
