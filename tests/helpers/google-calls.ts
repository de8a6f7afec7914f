import { createSign } from 'node:crypto'
import type { RunningServer } from '../../src/simulator/server'
import type { GoogleMailbox, GoogleMessage, SimPerson, SimTenant } from '../../src/simulator/world/world'

const scopeBase = 'https://www.googleapis.com/auth/'

export const googleTenant = (server: RunningServer): SimTenant => {
  const tenant = server.context.world.tenants.find((one) => one.provider === 'google')
  if (tenant === undefined) throw new Error('The seed has no Google tenant.')
  return tenant
}

export const googleKeysOf = (tenant: SimTenant) => {
  if (tenant.keys.kind !== 'google') throw new Error('Not a Google tenant.')
  return tenant.keys
}

/** Someone whose mailbox holds at least `count` messages. */
export const personWithMail = (tenant: SimTenant, count = 30): { person: SimPerson; mailbox: GoogleMailbox } => {
  for (const person of tenant.people) {
    const mailbox = tenant.mailboxes.get(person.id)
    if (mailbox?.kind === 'google' && person.status === 'active' && mailbox.messages.size >= count)
      return { person, mailbox }
  }
  throw new Error(`Nobody has ${count} messages.`)
}

/** The first message that carries all of `labels`, among the given ones. */
export const messageWith = (mailbox: GoogleMailbox, ...labels: string[]): GoogleMessage => {
  const found = [...mailbox.messages.values()].find((one) => labels.every((label) => one.labelIds.includes(label)))
  if (found === undefined) throw new Error(`No message has ${labels.join(', ')}.`)
  return found
}

export interface AssertionParts {
  readonly sub?: string
  readonly scope?: string
  readonly aud?: string
  readonly iat?: number
  readonly exp?: number
  readonly key?: string
}

/** Signs an assertion with node's own crypto, so that no client library stands between test and server. */
export const signedAssertion = (tenant: SimTenant, parts: AssertionParts): string => {
  const keys = googleKeysOf(tenant)
  const iat = parts.iat ?? Math.floor(Date.now() / 1000)
  const claims = {
    iss: keys.serviceAccount,
    sub: parts.sub,
    scope: parts.scope ?? `${scopeBase}gmail.modify`,
    aud: parts.aud ?? 'https://oauth2.googleapis.com/token',
    iat,
    exp: parts.exp ?? iat + 3600,
  }
  const text = [{ alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = createSign('RSA-SHA256')
    .update(text)
    .sign(parts.key ?? keys.privateKeyPem)
  return `${text}.${signature.toString('base64url')}`
}

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

export const askToken = async (server: RunningServer, assertion: string): Promise<Answer> => {
  const answer = await fetch(`${server.bases.googleToken}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** A good token for one person, with scopes named by their last part (`gmail.modify`). */
export const tokenFor = async (server: RunningServer, sub: string, ...scopes: string[]): Promise<string> => {
  const scope = scopes.map((name) => scopeBase + name).join(' ')
  const iat = Math.floor(server.context.clock.now() / 1000)
  const { status, body } = await askToken(server, signedAssertion(googleTenant(server), { sub, scope, iat }))
  if (status !== 200) throw new Error(`No token: ${JSON.stringify(body)}`)
  return String(body['access_token'])
}

export const call = async (token: string, url: string, body?: unknown, method?: string): Promise<Answer> => {
  const answer = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** The reason in a Google API's error body. */
export const reasonOf = (answer: Answer): string | undefined =>
  (answer.body['error'] as { errors?: { reason: string }[] } | undefined)?.errors?.[0]?.reason

export interface BatchAnswer {
  readonly status: number
  readonly parts: readonly { readonly id: string; readonly status: number; readonly body: Record<string, unknown> }[]
}

/** Sends GET calls in one multipart batch. */
export const batch = async (server: RunningServer, token: string, paths: readonly string[]): Promise<BatchAnswer> => {
  const body = paths.map(
    (path, index) =>
      `--mark\r\nContent-Type: application/http\r\nContent-ID: <item${index}>\r\n\r\nGET ${path} HTTP/1.1\r\n\r\n\r\n`,
  )
  const answer = await fetch(`${server.bases.gmail}/batch/gmail/v1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/mixed; boundary=mark' },
    body: `${body.join('')}--mark--`,
  })
  const mark = /boundary=(\S+)/.exec(answer.headers.get('content-type') ?? '')?.[1]
  const text = await answer.text()
  if (mark === undefined) return { status: answer.status, parts: [] }
  const parts = text
    .split(`--${mark}`)
    .slice(1, -1)
    .map((part) => ({
      id: /Content-ID: <([^>]*)>/.exec(part)?.[1] ?? '',
      status: Number(/HTTP\/1\.1 (\d{3})/.exec(part)?.[1]),
      body: JSON.parse(part.slice(part.indexOf('{'))) as Record<string, unknown>,
    }))
  return { status: answer.status, parts }
}
