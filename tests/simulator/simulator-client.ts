import { afterAll, beforeAll, beforeEach } from 'vitest'
import { startServer, type RunningServer, type ServerOptions } from '../../src/simulator/server'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // The tests read answers of many shapes; each names what it expects of them.
  readonly json: Readonly<Record<string, unknown>>
}

export interface Row {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly mailbox: string | null
  readonly member?: boolean
  readonly batch?: boolean
  readonly notes?: readonly string[]
  readonly body: unknown
}

export const call = async (
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Answer> => {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(url, {
    method,
    headers: { ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(text === undefined ? {} : { body: text }),
  })
  const received = await answer.text()
  let json: Record<string, unknown> = {}
  try {
    json = JSON.parse(received) as Record<string, unknown>
  } catch {
    json = {}
  }
  return { status: answer.status, headers: answer.headers, text: received, json }
}

interface Workspace {
  readonly tenants: readonly {
    readonly settings: {
      readonly id: string
      readonly connection: { readonly directory: string; readonly clientId: string }
    }
    readonly secrets: { readonly clientSecret?: string }
  }[]
}

/** A server for the tests of one file, back at its seed before each of them. */
export const simulator = (options: ServerOptions = {}) => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer(options)
  })
  beforeEach(async () => {
    await call('POST', `${server.bases.admin}/reset`, {}, {})
    await call('DELETE', `${server.bases.admin}/requests`)
  })
  afterAll(() => server.stop())

  const tenant = async (key: string) => {
    const { json } = await call('GET', `${server.bases.admin}/workspace`)
    const found = (json as unknown as Workspace).tenants.find(({ settings }) => settings.id === key)
    if (!found) throw new Error(`No tenant ${key}.`)
    return found
  }
  const askToken = async (key: string, over: Record<string, string> = {}, directory?: string): Promise<Answer> => {
    const { settings, secrets } = await tenant(key)
    const form = new URLSearchParams({
      client_id: settings.connection.clientId,
      client_secret: secrets.clientSecret ?? '',
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
      ...over,
    })
    const url = `${server.bases.login}/${directory ?? settings.connection.directory}/oauth2/v2.0/token`
    return call('POST', url, { 'content-type': 'application/x-www-form-urlencoded' }, form.toString())
  }
  const bearer = async (key: string): Promise<Record<string, string>> => ({
    authorization: `Bearer ${String((await askToken(key)).json['access_token'])}`,
    prefer: 'IdType="ImmutableId"',
  })
  return {
    server: () => server,
    tenant,
    askToken,
    bearer,
    graph: (path: string) => `${server.bases.graph}/v1.0${path}`,
    admin: (method: string, path: string, body?: unknown) => call(method, `${server.bases.admin}${path}`, {}, body),
    rows: async (): Promise<Row[]> =>
      (await call('GET', `${server.bases.admin}/requests`)).text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row),
  }
}

export const codeOf = (answer: Pick<Answer, 'json'>): unknown =>
  (answer.json['error'] as { code?: unknown } | undefined)?.code
export const valueOf = (answer: Pick<Answer, 'json'>): Record<string, unknown>[] =>
  answer.json['value'] as Record<string, unknown>[]

/** As a client has to write it: apostrophes doubled, then the whole encoded. */
export const byMessageId = (id: string): string =>
  `$filter=${encodeURIComponent(`internetMessageId eq '${id.replaceAll("'", "''")}'`)}`

export const dueReminder = 'Reminder: Your November training is due'
