import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { FaultBook } from './faults'
import { redactBody } from './redact'
import { tellingHeaders, type LoggedRequest, type RequestLog } from './request-log'
import type { Fault, SimAnswer, SimRequest, SimService, Trace } from './service'

/** What every request costs even without a fault: long enough that requests sent together really overlap. */
const serviceMs = 2

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const readBody = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const headersOf = (incoming: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )

const written = (answer: SimAnswer): { status: number; headers: Record<string, string>; text: string } => {
  const json = typeof answer.body === 'object' && answer.body !== null
  const text = json ? JSON.stringify(answer.body) : ((answer.body as string | null | undefined) ?? '')
  return {
    status: answer.status,
    headers: { ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}), ...answer.headers },
    text,
  }
}

const htmlPage: SimAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Sign in to the network</title><h1>Please accept the terms of this network</h1>',
}

const send = (outgoing: ServerResponse, now: number, answer: SimAnswer, cut: boolean): void => {
  const { status, headers, text } = written(answer)
  const bytes = Buffer.from(text)
  outgoing.setHeader('date', new Date(now).toUTCString())
  outgoing.writeHead(
    status,
    status === 204 || status === 304 ? headers : { ...headers, 'content-length': String(bytes.length) },
  )
  if (!cut) return void outgoing.end(bytes)
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy())
}

export interface HttpParts {
  readonly services: readonly SimService[]
  readonly admin: (request: SimRequest) => SimAnswer | Promise<SimAnswer>
  readonly faults: FaultBook
  readonly log: RequestLog
  readonly now: () => number
  /** Where the server is reached, known once it listens. */
  readonly root: () => string
}

type Notes = Pick<LoggedRequest, 'mailbox'> & { mailbox: string | null; notes: string[]; members: LoggedRequest[] }

const tracing = (
  parts: HttpParts,
  service: string,
  of: number,
  at: number,
  base: string,
): { trace: Trace; seen: Notes } => {
  const seen: Notes = { mailbox: null, notes: [], members: [] }
  const trace: Trace = {
    mailbox: (address) => {
      seen.mailbox = address
    },
    note: (text) => void seen.notes.push(text),
    member: (row) =>
      void seen.members.push({
        n: parts.log.reserve(),
        at,
        service,
        method: row.method,
        url: row.url.startsWith('/') ? `${base}${row.url}` : row.url,
        headers: tellingHeaders(row.headers),
        body: redactBody('application/json', row.body),
        status: row.status,
        ms: parts.now() - at,
        mailbox: row.mailbox,
        batch: true,
        member: true,
        of,
      }),
  }
  return { trace, seen }
}

const answerTo = async (
  service: SimService,
  request: SimRequest,
  fault: Fault | null,
  trace: Trace,
): Promise<SimAnswer | null> => {
  if (fault?.kind === 'drop') return null
  if (fault?.kind === 'status') return service.fault(fault.status, fault.retryAfter)
  if (fault?.kind === 'html') return htmlPage
  const answer = await service.handle(request, trace)
  return fault?.kind === 'status-after' ? service.fault(fault.status, fault.retryAfter) : answer
}

const serve = async (
  parts: HttpParts,
  service: SimService,
  request: SimRequest,
  outgoing: ServerResponse,
): Promise<void> => {
  const at = parts.now()
  const n = parts.log.reserve()
  const route = `${request.method} ${request.rawUrl.slice(service.name.length + 1)}`
  const { trace, seen } = tracing(parts, service.name, n, at, request.base)
  const gate = service.admit?.(request)
  const refused = gate && 'refuse' in gate ? gate.refuse : null
  if (gate && 'release' in gate) outgoing.on('close', gate.release)
  await wait(Math.max(serviceMs, parts.faults.latency(service.name, route)))
  const fault = refused ? null : parts.faults.next(service.name, route)
  let answer: SimAnswer | null
  try {
    answer = refused ?? (await answerTo(service, request, fault, trace))
  } catch (error) {
    process.stderr.write(
      `${service.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    answer = service.fault(500, undefined)
  }
  const dropped = answer === null || fault?.kind === 'drop-after'
  const row: LoggedRequest = {
    n,
    at,
    service: service.name,
    method: request.method,
    url: `${parts.root()}${request.rawUrl}`,
    headers: tellingHeaders(request.headers),
    body: redactBody(request.headers['content-type'] ?? '', request.body),
    status: dropped ? 0 : (answer?.status ?? 0),
    ms: parts.now() - at,
    mailbox: seen.mailbox,
    ...(seen.members.length > 0 ? { batch: true as const } : {}),
    ...(fault ? { fault: fault.kind } : {}),
    ...(seen.notes.length > 0 ? { notes: seen.notes } : {}),
  }
  parts.log.add(row)
  for (const member of seen.members) parts.log.add(member)
  if (dropped || answer === null) return void outgoing.destroy()
  send(outgoing, parts.now(), answer, fault?.kind === 'truncate')
}

/** Mounts every service under `/<its name>` and the admin API under `/admin`. */
export const httpServer = (parts: HttpParts): Server =>
  createServer((incoming, outgoing) => {
    const respond = async (): Promise<void> => {
      const rawUrl = incoming.url ?? '/'
      const url = new URL(rawUrl, 'http://127.0.0.1')
      const [, name = '', ...rest] = (rawUrl.split('?')[0] ?? '').split('/')
      const request: SimRequest = {
        method: incoming.method ?? 'GET',
        path: `/${rest.join('/')}`,
        query: url.searchParams,
        rawUrl,
        headers: headersOf(incoming),
        body: await readBody(incoming),
        base: `${parts.root()}/${name}`,
      }
      if (name === 'admin') return send(outgoing, parts.now(), await parts.admin(request), false)
      const service = parts.services.find((one) => one.name === name)
      if (!service)
        return send(outgoing, parts.now(), { status: 404, body: { error: `There is no service /${name}.` } }, false)
      await serve(parts, service, request, outgoing)
    }
    respond().catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      if (!outgoing.headersSent) send(outgoing, parts.now(), { status: 500, body: { error: String(error) } }, false)
      else outgoing.destroy()
    })
  })
