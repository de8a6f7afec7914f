import {
  everySendMethod,
  Failure,
  isSynced,
  windowBounds,
  type BreakPoint,
  type Peer,
  type Peers,
  type Sends,
  type Tenant,
  type TimeWindow,
} from '../../shared/model'
import type { PersonKey, SendColumns } from '../ledger/ledger'
import { sourceKinds } from '../tenants/source-kinds'
import { findBreak, type SendRow } from '../verdict/break-point'
import { countMethods, lastByPerson, reachOf, sendsPerDay } from '../verdict/send-counts'
import { oldest, readLogPage } from './ledger-reads'
import { isoOf, requirePerson, type ServiceParts } from './parts'

/** What was sent by which method, as the ledger knows it. Windows end now or at their own end. */
export interface SendsService {
  ofTenant(tenantId: string, window: TimeWindow): Promise<Sends>
  ofPerson(key: PersonKey, window: TimeWindow): Promise<Sends>
  peers(key: PersonKey, window: TimeWindow): Promise<Peers>
}

/** How many other people are listed. */
const listedPeers = 200
/** How far before the last email by the API one looks, to see whether it was one of many, in milliseconds. */
const lookBackMs = 30 * 86_400_000

interface Bounds {
  readonly from: number
  readonly to: number
}
interface Read {
  readonly rows: readonly SendRow[]
  /** From when on to read again for the mail before the window that went by the API; null where there is none. */
  readonly earlier: number | null
}

const rowsOf = ({ at, method, person, people }: SendColumns): SendRow[] =>
  Array.from(at, (sentAt, index) => ({
    at: sentAt,
    method: everySendMethod[method[index]!]!,
    personId: people[person[index]!]!,
  }))

const isoOrNull = (at: number | null): string | null => (at === null ? null : isoOf(at))

export const createSendsService = (parts: ServiceParts): SendsService => {
  const { ledger, clock } = parts

  const requireTenant = async (tenantId: string): Promise<Tenant> => {
    const tenant = await ledger.readTenant(tenantId)
    if (tenant) return tenant
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }

  /** Up to when the background has read the whole tenant; null where one of its sources was never read. */
  const tenantReadAt = async ({ id, logSources }: Tenant): Promise<string | null> => {
    const readings = await ledger.readBackground(id)
    const read = logSources.filter(({ kind }) => sourceKinds[kind].inBackground).map((source) => readings[source.id])
    return isoOrNull(oldest(read.map((reading) => reading?.readAt ?? null)))
  }

  const readTenant = async (tenantId: string, { from, to }: Bounds): Promise<Read> => {
    const columns = await ledger.readSends(tenantId, from, to)
    const last = columns.lastApiBefore
    return { rows: rowsOf(columns), earlier: last === null ? null : Math.max(0, last - lookBackMs) }
  }

  /** Where the window holds no mail by the API before the first by SMTP, the break lies before it. */
  const breakOf = async (
    { rows, earlier }: Read,
    { to }: Bounds,
    readAgain: (bounds: Bounds) => Promise<Read>,
  ): Promise<{ breakPoint: BreakPoint | null; mixed: boolean }> => {
    const inWindow = findBreak(rows)
    const isSettled = inWindow.breakPoint !== null || inWindow.mixed || !rows.some((row) => row.method === 'smtp')
    if (isSettled || earlier === null) return inWindow
    return findBreak((await readAgain({ from: earlier, to })).rows)
  }

  const sendsOf = async (
    tenant: Tenant,
    personId: string | null,
    bounds: Bounds,
    read: (bounds: Bounds) => Promise<Read>,
    readAt: string | null,
  ): Promise<Sends> => {
    const { from, to } = bounds
    const found = await read(bounds)
    // A manual tenant's mail never goes by an API: there is no grant to break.
    const broke = isSynced(tenant) ? await breakOf(found, bounds, read) : { breakPoint: null, mixed: false }
    return {
      tenantId: tenant.id,
      personId,
      from: isoOf(from),
      to: isoOf(to),
      timeZone: tenant.timeZone,
      days: sendsPerDay(found.rows, from, to, tenant.timeZone),
      counts: countMethods(found.rows),
      people: countMethods(lastByPerson(found.rows).values()),
      ...broke,
      readAt,
    }
  }

  const ofPerson = async (key: PersonKey, window: TimeWindow): Promise<Sends> => {
    const tenant = await requireTenant(key.tenantId)
    await requirePerson(ledger, key)
    const bounds = windowBounds(window, clock.now())
    const logOf = ({ from, to }: Bounds) =>
      readLogPage(ledger, key, { kind: 'custom', from: isoOf(from), to: isoOf(to) }, clock.now())
    const page = await logOf(bounds)
    const read = async (asked: Bounds): Promise<Read> => {
      const { emails, before } = asked === bounds ? page : await logOf(asked)
      const rows = emails.map(({ sentAt, method }) => ({ at: Date.parse(sentAt), method, personId: key.personId }))
      return { rows, earlier: before === null ? null : 0 }
    }
    return sendsOf(tenant, key.personId, bounds, read, page.refreshedAt)
  }

  const peers = async (key: PersonKey, window: TimeWindow): Promise<Peers> => {
    const tenant = await requireTenant(key.tenantId)
    await requirePerson(ledger, key)
    const { from, to } = windowBounds(window, clock.now())
    const { rows } = await readTenant(key.tenantId, { from, to })
    const last = new Map(lastByPerson(rows))
    const own = last.get(key.personId) ?? null
    last.delete(key.personId)
    const people = countMethods(last.values())
    const first = [...last.values()]
      .sort((a, b) => Number(b.method === 'smtp') - Number(a.method === 'smtp') || b.at - a.at)
      .slice(0, listedPeers)
    const known = await ledger.readPeople(
      key.tenantId,
      first.map(({ personId }) => personId),
    )
    const byId = new Map(known.map((person) => [person.id, person]))
    return {
      ...{ tenantId: key.tenantId, personId: key.personId, from: isoOf(from), to: isoOf(to), people },
      emails: countMethods(rows.filter(({ personId }) => personId !== key.personId)),
      reach: reachOf(own && own.method, people),
      list: first.flatMap(({ personId, method, at }): Peer[] => {
        const person = byId.get(personId)
        return person ? [{ personId, name: person.name, address: person.address, method, lastSentAt: isoOf(at) }] : []
      }),
      readAt: await tenantReadAt(tenant),
    }
  }

  return {
    ofTenant: async (tenantId, window) => {
      const tenant = await requireTenant(tenantId)
      const bounds = windowBounds(window, clock.now())
      return sendsOf(tenant, null, bounds, (asked) => readTenant(tenantId, asked), await tenantReadAt(tenant))
    },
    ofPerson,
    peers,
  }
}
