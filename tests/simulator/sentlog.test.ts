import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSentLogService } from '../../src/simulator/sentlog/index'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { SimTenant } from '../../src/simulator/world/world'
import { openApi, type OpenApi } from '../helpers/open-api'

let server: RunningServer
let document: OpenApi
let now = Date.now()
beforeAll(async () => {
  server = await startServer({ now: () => now })
  document = openApi('resources/openapi/sent-log.yaml', server.bases.sentLog)
})
afterAll(() => server.stop())

interface Row {
  readonly id: string
  readonly sentAt: string
}
interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: {
    items: Row[]
    next: string | null
    total: number
    parameter?: string
    more?: boolean
    events?: { at: string }[]
    latestEvent?: unknown
  }
}

const tenant = (key = 'northwind'): SimTenant => {
  const found = server.context.find.tenantByKey(key)
  if (found === undefined) throw new Error(`The seed has no tenant ${key}.`)
  return found
}

/** Asks the server and holds its answer against the document. */
const get = async (
  path: string,
  token = tenant().keys.logToken,
  { method = 'GET', tag = '' }: { method?: string; tag?: string } = {},
): Promise<Answer> => {
  const url = new URL(`${server.bases.sentLog}${path}`)
  const headers = {
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    ...(tag === '' ? {} : { 'if-none-match': tag }),
  }
  const answer = await fetch(url, { method, headers })
  const text = await answer.text()
  expect(document.answer('GET', url, answer.status, answer.headers, text)).toEqual([])
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text || '{}') as Answer['body'] }
}

const admin = async (path: string, body: object): Promise<Record<string, string>> => {
  const answer = await fetch(`${server.bases.admin}${path}`, { method: 'POST', body: JSON.stringify(body) })
  expect(answer.status).toBe(201)
  return (await answer.json()) as Record<string, string>
}

const busiest = (): { id: string; count: number } =>
  [...tenant().sent]
    .map(([id, emails]) => ({ id, count: emails.length }))
    .sort((one, other) => other.count - one.count)[0] ?? {
    id: '',
    count: 0,
  }
const emailsOf = (person: string, query = ''): string => `/v1/tenants/northwind/people/${person}/sent-emails${query}`

describe('sent log answers', () => {
  it('lists the one tenant of the token', async () => {
    const { body } = await get('/v1/tenants')
    expect(body.items).toMatchObject([{ id: 'northwind', provider: 'microsoft' }])
  })

  it('lists every person once over all pages', async () => {
    for (const key of ['northwind', 'contoso', 'fabrikam', 'litware']) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const { body } = await get(`/v1/tenants/${key}/people?limit=37${query}`, tenant(key).keys.logToken)
        expect(body.total).toBe(tenant(key).people.length)
        seen.push(...body.items.map(({ id }) => id))
        cursor = body.next
      } while (cursor !== null)
      expect(seen.sort()).toEqual(
        tenant(key)
          .people.map(({ id }) => id)
          .sort(),
      )
    }
  })

  it('lists the emails of a person newest first, 100 on a page unless asked for more', async () => {
    const { id, count } = busiest()
    const { body } = await get(emailsOf(id))
    expect([body.items.length, body.total]).toEqual([100, count])
    const times = body.items.map(({ sentAt }) => sentAt)
    expect(times).toEqual([...times].sort().reverse())
    const rest = await get(emailsOf(id, `?limit=200&cursor=${encodeURIComponent(body.next ?? '')}`))
    expect(rest.body.items).toHaveLength(Math.min(200, count - 100))
    expect(rest.body.items.some((row) => body.items.some((other) => other.id === row.id))).toBe(false)
  })

  it('includes the start of a window and leaves out its end', async () => {
    const { id } = busiest()
    const [newest] = (await get(emailsOf(id, '?limit=1'))).body.items
    const at = newest?.sentAt ?? ''
    const after = new Date(Date.parse(at) + 1000).toISOString()
    expect((await get(emailsOf(id, `?from=${at}&to=${after}`))).body.items.map((row) => row.id)).toContain(newest?.id)
    expect((await get(emailsOf(id, `?to=${at}&limit=1`))).body.items.map((row) => row.id)).not.toContain(newest?.id)
    expect((await get(emailsOf(id, `?from=${after}`))).body).toEqual({ items: [], next: null, total: 0 })
  })

  it('gives one email with its events, oldest first, the last of them the latest', async () => {
    const email = [...tenant().sent.values()].flat().find((one) => one.events.length > 2)
    const { body } = await get(`/v1/tenants/northwind/sent-emails/${email?.id}`)
    const times = (body.events ?? []).map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(body.latestEvent).toEqual(body.events?.at(-1))
  })
})

describe('sent log tags', () => {
  it('answers a list that is still the same with 304 and no body, and a changed one whole', async () => {
    const first = await get('/v1/tenants/northwind/people?limit=5')
    const tag = first.headers.get('etag') ?? ''
    const same = await get('/v1/tenants/northwind/people?limit=5', undefined, { tag: `"other", W/${tag}` })
    expect([same.status, same.body]).toEqual([304, {}])
    const other = await get('/v1/tenants/northwind/people?limit=6', undefined, { tag })
    expect([other.status, other.body.items.length]).toEqual([200, 6])
  })
})

describe('sent log changes', () => {
  const changes = (cursor: string | null, query = '') =>
    get(`/v1/tenants/northwind/changes?limit=200${query}${cursor === null ? '' : `&cursor=${cursor}`}`)
  const toTheEnd = async (): Promise<{ ids: string[]; cursor: string }> => {
    const ids: string[] = []
    for (let cursor: string | null = null; ;) {
      const { body } = await changes(cursor)
      ids.push(...body.items.map(({ id }) => id))
      cursor = body.next
      if (body.more !== true) return { ids, cursor: cursor ?? '' }
    }
  }

  it('starts with every email that came or changed in the last 30 days, each once', async () => {
    const since = now - 30 * 86_400_000
    const expected = [...tenant().sent.values()]
      .flat()
      .filter(({ sentAt, events }) => Math.max(sentAt, ...events.map(({ at }) => at)) > since)
    const { ids } = await toTheEnd()
    expect(ids).toHaveLength(expected.length)
    expect([...ids].sort()).toEqual(expected.map(({ id }) => id).sort())
  })

  it('goes on with what came since, also with an event that happened long ago', async () => {
    const { cursor } = await toTheEnd()
    const old = [...tenant().sent.values()].flat().find(({ sentAt }) => sentAt < now - 90 * 86_400_000)
    const sent = await admin('/tenants/northwind/sent-emails', {
      address: 'ana.maria@northwind.example',
      subject: 'New training',
    })
    await admin('/tenants/northwind/events', {
      email: old?.id,
      kind: 'opened',
      at: new Date((old?.sentAt ?? 0) + 60_000).toISOString(),
    })
    const { body } = await changes(cursor)
    expect(body.items.map(({ id }) => id)).toEqual([sent['id'], old?.id])
    expect(body.more).toBe(false)
    expect((await changes(body.next)).body.items).toEqual([])
    expect((await get(`/v1/tenants/northwind/sent-emails/${sent['id']}`)).status).toBe(200)
  })

  it('keeps its cursor while nothing changes, so that a tag says it all', async () => {
    const { cursor } = await toTheEnd()
    const quiet = await changes(cursor)
    expect(quiet.body).toEqual({ items: [], next: cursor, more: false })
    const again = get(`/v1/tenants/northwind/changes?limit=200&cursor=${cursor}`, undefined, {
      tag: quiet.headers.get('etag') ?? '',
    })
    expect((await again).status).toBe(304)
  })

  it('says 410 to a cursor older than it remembers, and 400 to one of another tenant', async () => {
    const { cursor } = await toTheEnd()
    const foreign = await get('/v1/tenants/contoso/changes?limit=1', tenant('contoso').keys.logToken)
    expect((await changes(foreign.body.next)).status).toBe(400)
    now += 31 * 86_400_000
    const late = await changes(cursor)
    expect([late.status, late.body.parameter]).toEqual([410, 'cursor'])
    now -= 31 * 86_400_000
  })
})

describe('sent log sign-in', () => {
  const ask = async (form: Record<string, string>, basic = true, secret = tenant().keys.logClientSecret) => {
    const url = new URL(`${server.bases.sentLog}/oauth/token`)
    const signed = `Basic ${Buffer.from(`sent-log-northwind:${secret}`).toString('base64')}`
    const inForm = basic ? {} : { client_id: 'sent-log-northwind', client_secret: secret }
    const answer = await fetch(url, {
      method: 'POST',
      headers: basic ? { authorization: signed } : {},
      body: new URLSearchParams({ ...form, ...inForm }),
    })
    const text = await answer.text()
    expect(document.answer('POST', url, answer.status, answer.headers, text)).toEqual([])
    return { status: answer.status, body: JSON.parse(text) as Record<string, string> }
  }
  const good = { grant_type: 'client_credentials', scope: 'sent-log.read' }

  it.each([true, false])(
    'gives a token that opens its tenant alone and ends (secret in a header: %s)',
    async (basic) => {
      const { status, body } = await ask(good, basic)
      expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 3599])
      const token = body['access_token']
      expect((await get('/v1/tenants/northwind/people?limit=1', token)).status).toBe(200)
      expect((await get('/v1/tenants/contoso/people?limit=1', token)).status).toBe(403)
      now += 3_600_000
      expect((await get('/v1/tenants/northwind/people?limit=1', token)).status).toBe(401)
      now -= 3_600_000
    },
  )

  it('refuses a wrong secret, another grant and another scope, each with its code', async () => {
    const wrong = await ask(good, true, 'wrong')
    const grant = await ask({ grant_type: 'password' })
    const scope = await ask({ ...good, scope: 'everything' })
    expect([wrong, grant, scope].map(({ status, body }) => [status, body['error']])).toEqual([
      [401, 'invalid_client'],
      [400, 'unsupported_grant_type'],
      [400, 'invalid_scope'],
    ])
  })
})

describe('sent log resends', () => {
  const someone = () => tenant().people.find(({ status }) => status === 'active')?.id ?? ''
  const path = (person = someone()) => `/v1/tenants/northwind/people/${person}/resends`
  const order = async (key: string | null, template: string, at = path(), token = tenant().keys.logToken) => {
    const url = new URL(`${server.bases.sentLog}${at}`)
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(key === null ? {} : { 'idempotency-key': key }),
    }
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ template }) })
    const text = await answer.text()
    expect(document.answer('POST', url, answer.status, answer.headers, text)).toEqual([])
    return { status: answer.status, body: JSON.parse(text) as Record<string, unknown> }
  }
  const count = () => tenant().sent.get(someone())?.length ?? 0

  it('lists templates, sends one of them once per key, and tells what became of it', async () => {
    const { body } = await get('/v1/tenants/northwind/templates')
    const template = body.items[0]?.id ?? ''
    const before = count()
    const first = await order('"key-0000001"', template)
    const again = await order('key-0000001', template)
    expect([first.status, again.status]).toEqual([202, 202])
    expect(again.body).toEqual(first.body)
    expect(first.body).toMatchObject({ state: 'sent', sendMethod: 'microsoft-api', template })
    expect(count()).toBe(before + 1)
    expect((await get(`${path()}/key-0000001`)).body).toEqual(first.body)
    expect((await get(`${path()}/key-0000002`)).status).toBe(404)
    const changed = await get('/v1/tenants/northwind/changes?limit=200')
    expect(changed.status).toBe(200)
  })

  it('sends nothing without a key, under one used for something else, of no template, and to somebody removed', async () => {
    const before = count()
    await order('key-0000003', 'tpl_welcome')
    const removed = tenant().people.find(({ status }) => status === 'removed')?.id
    const refused = [
      await order(null, 'tpl_welcome'),
      await order('key-0000003', 'tpl_training_reminder'),
      await order('key-0000004', 'none'),
      await order('key-0000005', 'tpl_welcome', path('nobody')),
      await order('key-0000006', 'tpl_welcome', path(removed)),
      await order('key-0000007', 'tpl_welcome', path(), 'wrong'),
      await order('key-0000008', 'tpl_welcome', path(), tenant('contoso').keys.logToken),
    ]
    expect(refused.map(({ status }) => status)).toEqual([400, 422, 400, 404, 409, 401, 403])
    expect(count()).toBe(before + 1)
  })

  it('lets a token that may only read send nothing', async () => {
    const client = Buffer.from(`sent-log-northwind:${tenant().keys.logClientSecret}`).toString('base64')
    const answer = await fetch(`${server.bases.sentLog}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${client}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'sent-log.read' }),
    })
    const { access_token: token } = (await answer.json()) as { access_token: string }
    expect((await get('/v1/tenants/northwind/templates', token)).status).toBe(200)
    expect((await order('key-0000009', 'tpl_welcome', path(), token)).status).toBe(403)
  })
})

describe('sent log problems', () => {
  it.each([
    ['limit', '?limit=0'],
    ['limit', '?limit=201'],
    ['limit', '?limit=ten'],
    ['from', '?from=yesterday'],
    ['to', '?to=2026-11-02'],
    ['to', '?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z'],
    ['cursor', '?cursor=made-up'],
  ])('names %s as the invalid parameter of %s', async (parameter, query) => {
    const { status, body } = await get(emailsOf(busiest().id, query))
    expect([status, body.parameter]).toEqual([400, parameter])
  })

  it('refuses the cursor of another list', async () => {
    const { body } = await get('/v1/tenants/northwind/people?limit=1')
    const other = await get(emailsOf(busiest().id, `?cursor=${encodeURIComponent(body.next ?? '')}`))
    expect([other.status, other.body.parameter]).toEqual([400, 'cursor'])
  })

  it('answers 401, 403 and 404 to no token, a foreign tenant and what does not exist', async () => {
    const email = [...tenant().sent.values()].flat()[0]
    for (const path of [
      '/v1/tenants',
      '/v1/tenants/northwind/people',
      emailsOf(busiest().id),
      `/v1/tenants/northwind/sent-emails/${email?.id}`,
      '/v1/tenants/northwind/changes',
      '/v1/tenants/northwind/templates',
      `/v1/tenants/northwind/people/${busiest().id}/resends/key-0000001`,
    ]) {
      expect((await get(path, '')).status).toBe(401)
      expect((await get(path, 'wrong')).status).toBe(401)
      if (path !== '/v1/tenants') expect((await get(path, tenant('contoso').keys.logToken)).status).toBe(403)
    }
    for (const path of ['/v1/tenants/none/people', emailsOf('none'), '/v1/tenants/northwind/sent-emails/none'])
      expect((await get(path)).status).toBe(404)
  })

  it('refuses any method but GET', async () => {
    expect((await get('/v1/tenants/northwind/people', tenant().keys.logToken, { method: 'DELETE' })).status).toBe(405)
  })

  it('words a fault of the server as a problem too', async () => {
    for (const status of [401, 403, 404, 429, 500, 503]) {
      const rule = { service: 'sent-log', times: 1, fault: { kind: 'status', status, retryAfter: '7' } }
      await fetch(`${server.bases.admin}/faults`, { method: 'POST', body: JSON.stringify(rule) })
      expect((await get('/v1/tenants/northwind/people')).status).toBe(status)
    }
  })

  it('says how long to wait once a token was used 1,200 times in a minute', async () => {
    // Asked without HTTP in between: 1,200 connections would measure the machine.
    const service = createSentLogService(server.context)
    const url = new URL(`${server.bases.sentLog}/v1/tenants`)
    const ask = () =>
      service.handle(
        {
          method: 'GET',
          path: '/v1/tenants',
          query: url.searchParams,
          rawUrl: '/sent-log/v1/tenants',
          headers: { authorization: `Bearer ${tenant().keys.logToken}` },
          body: '',
          base: server.bases.sentLog,
        },
        { mailbox: () => undefined, note: () => undefined, member: () => undefined },
      )
    for (let done = 0; done < 1200; done += 1) expect((await ask()).status).toBe(200)
    const { status, headers, body } = await ask()
    expect([status, headers?.['retry-after']]).toEqual([429, '60'])
    expect(document.answer('GET', url, status, new Headers(headers), JSON.stringify(body))).toEqual([])
    now += 60_000
    expect((await ask()).status).toBe(200)
  })

  it('was checked against the document for every path, with success and problems', () => {
    const paths = [
      '/v1/tenants',
      '/v1/tenants/{tenant}/people',
      '/v1/tenants/{tenant}/people/{person}/sent-emails',
      '/v1/tenants/{tenant}/sent-emails/{id}',
      '/v1/tenants/{tenant}/changes',
      '/v1/tenants/{tenant}/templates',
      '/v1/tenants/{tenant}/people/{person}/resends/{key}',
    ]
    for (const path of paths)
      for (const status of [200, 401]) expect(document.covered).toContain(`GET ${path} ${status}`)
    for (const status of [200, 401, 'default']) expect(document.covered).toContain(`POST /oauth/token ${status}`)
    for (const status of [202, 400, 401, 403, 404, 409, 422])
      expect(document.covered).toContain(`POST /v1/tenants/{tenant}/people/{person}/resends ${status}`)
    for (const status of [304, 400, 410]) expect(document.covered).toContain(`GET ${paths[4]} ${status}`)
    for (const status of [400, 403, 404]) expect(document.covered).toContain(`GET ${paths[2]} ${status}`)
    for (const status of [429, 'default']) expect(document.covered).toContain(`GET ${paths[1]} ${status}`)
  })
})
