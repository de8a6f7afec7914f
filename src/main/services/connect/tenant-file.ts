import {
  Failure,
  type ConnectChange,
  type ConnectDraft,
  type TenantImportReport,
  type TenantImportRow,
} from '../../../shared/model'
import type { TenantSettings } from '../../tenants/settings'
import { readCsv } from './csv'
import { changed, emptyDraft, leastUsedColour } from './draft'
import { draftOf } from './draft-of'
import type { ConnectParts, KeptApplication } from './parts'
import { settingsOf } from './settings-of'

export type TenantFile = { readonly format: 'csv' | 'json'; readonly text: string }

/** The columns of a file of tenants; the JSON form has the same names. Lists are separated by semicolons. */
const columns = [
  'name',
  'provider',
  'domains',
  'timeZone',
  'tags',
  'directory',
  'application',
  'clientId',
  'serviceAccount',
  'adminAddress',
  'logBase',
  'logTenant',
  // Endpoints of one's own: a gateway, a national cloud by hand, a test server. Left out, they are the provider's.
  'login',
  'graph',
  'googleToken',
  'googleGmail',
  'googleDirectory',
] as const
type Column = (typeof columns)[number]
type Entry = Readonly<Partial<Record<Column, string>>>

const example: readonly Entry[] = [
  {
    name: 'Northwind Dental',
    provider: 'microsoft',
    domains: 'northwind.example;northwind-clinics.example',
    timeZone: 'Europe/Berlin',
    tags: 'gold',
    directory: 'northwind.example',
    application: 'Name of a shared application',
    logBase: 'https://platform.example/api',
    logTenant: 'northwind',
  },
  { name: 'Litware', provider: 'manual', domains: 'litware.example', timeZone: 'Europe/Paris' },
]

/** A file to fill in: secrets are never part of it, they are entered afterwards. */
export const tenantTemplate = (format: TenantFile['format']): string =>
  format === 'json'
    ? `${JSON.stringify(example, null, 2)}\n`
    : [columns.join(','), ...example.map((entry) => columns.map((name) => entry[name] ?? '').join(','))].join('\n') +
      '\n'

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')

interface Line {
  readonly line: number
  readonly entry: Readonly<Record<string, string>>
}

const linesOf = ({ format, text }: TenantFile): readonly Line[] => {
  if (format === 'csv') {
    const [header, ...rows] = readCsv(text)
    const names = header?.cells.map((cell) => cell.trim()) ?? []
    const strange = names.find((name) => !columns.includes(name as Column))
    if (strange !== undefined || !names.includes('name'))
      throw unreadable(
        strange === undefined
          ? 'The first line must name the columns: take the template and fill it in.'
          : `There is no column “${strange}”: take the template and fill it in.`,
      )
    return rows.map(({ line, cells }) => ({
      line,
      entry: Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? '').trim()])),
    }))
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw unreadable('This is no JSON: take the template and fill it in.')
  }
  if (!Array.isArray(value)) throw unreadable('The file must be a list of tenants: take the template and fill it in.')
  return value.map((entry: unknown, index) => ({
    line: index + 1,
    entry: Object.fromEntries(
      Object.entries(typeof entry === 'object' && entry !== null ? entry : {}).map(([name, one]) => [
        name,
        Array.isArray(one) ? one.join(';') : String(one),
      ]),
    ),
  }))
}

const unreadable = (message: string): Failure => new Failure({ code: 'bad-input', message, field: 'text' })

/** Those of the fields that the entry fills in, under the names that the draft has for them. */
const filled = <Name extends string>(
  entry: Entry,
  names: Readonly<Record<Name, Column>>,
): Partial<Record<Name, string>> =>
  Object.fromEntries(
    (Object.entries(names) as [Name, Column][]).flatMap(([name, column]) => {
      const text = entry[column]
      return text ? [[name, text]] : []
    }),
  ) as Partial<Record<Name, string>>

const changeOf = (entry: Entry, application: KeptApplication | undefined): ConnectChange => ({
  provider: entry.provider as ConnectDraft['provider'],
  name: entry.name ?? '',
  domains: listOf(entry.domains),
  ...(entry.timeZone ? { timeZone: entry.timeZone } : {}),
  ...(entry.tags ? { tags: listOf(entry.tags) } : {}),
  ...(entry.provider === 'microsoft'
    ? {
        microsoft: {
          directory: entry.directory ?? '',
          clientId: entry.clientId ?? application?.clientId ?? '',
          applicationId: application?.id ?? null,
          ...(entry.login || entry.graph ? { cloud: 'custom' as const } : {}),
          ...filled(entry, { login: 'login', graph: 'graph' }),
        },
      }
    : {}),
  ...(entry.provider === 'google'
    ? {
        google: {
          serviceAccount: entry.serviceAccount ?? '',
          adminAddress: entry.adminAddress ?? '',
          ...filled(entry, { token: 'googleToken', gmail: 'googleGmail', directory: 'googleDirectory' }),
        },
      }
    : {}),
  log: entry.logBase || entry.logTenant ? { base: entry.logBase ?? '', platformTenantId: entry.logTenant ?? '' } : null,
})

interface Planned {
  readonly row: TenantImportRow
  readonly settings: TenantSettings | null
}

/** Reads a file of tenants: what each line comes to, told before anything is changed. */
export const createTenantFile = (parts: ConnectParts) => {
  const plan = async (file: TenantFile): Promise<readonly Planned[]> => {
    const known: TenantSettings[] = []
    for (const { id } of await parts.ledger.listTenants()) {
      const settings = await parts.ledger.readSettings(id)
      if (settings) known.push(settings)
    }
    const taken = new Map(known.flatMap(({ id, name, domains }) => domains.map((one) => [one, { id, name }] as const)))
    const used = known.map(({ colour }) => colour)
    const applications = parts.files.applications.read()

    return linesOf(file).map(({ line, entry }): Planned => {
      const provider = ['microsoft', 'google', 'manual'].find((one) => one === entry['provider']?.toLowerCase())
      const refusedWith = (field: string, message: string): Planned => ({
        row: {
          line,
          name: entry['name'] ?? '',
          provider: (provider ?? null) as TenantImportRow['provider'],
          outcome: 'refused',
          errors: [{ field, message }],
        },
        settings: null,
      })
      const strange = Object.keys(entry).find((name) => !columns.includes(name as Column))
      if (strange !== undefined) return refusedWith(strange, 'There is no such field: see the template.')
      if (provider === undefined) return refusedWith('provider', 'Write microsoft, google or manual.')
      const application = applications.find(({ name }) => name === entry['application'])
      if (entry['application'] && !application)
        return refusedWith('application', `There is no shared application “${entry['application']}”: add it first.`)
      const wanted = listOf(entry['domains'])
      const owner = known.find(({ domains }) => domains.some((one) => wanted.includes(one)))
      const foreign = wanted.find((one) => taken.has(one) && taken.get(one)?.id !== owner?.id)
      if (foreign !== undefined)
        return refusedWith('domains', `${foreign} belongs to ${taken.get(foreign)?.name ?? 'another line'} already.`)
      if (owner && owner.provider !== provider)
        return refusedWith(
          'provider',
          `${owner.name} is connected as ${owner.provider}: its provider can’t be changed here.`,
        )
      const id = owner?.id ?? `tenant-${parts.newId()}`
      const colour = leastUsedColour(used)
      const draft = owner
        ? draftOf(owner, { id, changedAt: '', copy: false })
        : emptyDraft(id, '', { colour, timeZone: parts.timeZone })
      try {
        const settings = settingsOf(
          changed(draft, changeOf({ ...entry, provider }, application), ''),
          id,
          owner ?? null,
          application ? { ...application, tenants: 0 } : null,
        )
        used.push(settings.colour)
        for (const one of settings.domains) taken.set(one, { id, name: settings.name })
        const outcome =
          owner === undefined ? 'add' : JSON.stringify(owner) === JSON.stringify(settings) ? 'same' : 'change'
        return { row: { line, name: settings.name, provider: settings.provider, outcome, errors: [] }, settings }
      } catch (error) {
        if (error instanceof Failure) return refusedWith(columnOf(error.facts.field ?? ''), error.facts.message)
        throw error
      }
    })
  }

  const report = (planned: readonly Planned[]): TenantImportReport => {
    const count = (outcome: TenantImportRow['outcome']): number =>
      planned.filter(({ row }) => row.outcome === outcome).length
    return {
      rows: planned.map(({ row }) => row),
      counts: { add: count('add'), change: count('change'), same: count('same'), refused: count('refused') },
    }
  }

  return {
    read: async (file: TenantFile): Promise<TenantImportReport> => report(await plan(file)),
    /** Adds and changes what the file says; refused lines are left out. */
    take: async (file: TenantFile): Promise<TenantImportReport> => {
      if (parts.refusal !== null) throw new Failure({ code: 'not-allowed', message: parts.refusal })
      const planned = await plan(file)
      for (const { row, settings } of planned)
        if (settings && (row.outcome === 'add' || row.outcome === 'change')) await parts.put(settings)
      return report(planned)
    },
  }
}

/** A field of a draft, as the file's column is called. */
const columnOf = (field: string): string =>
  ({
    'microsoft.directory': 'directory',
    'microsoft.clientId': 'clientId',
    'google.serviceAccount': 'serviceAccount',
    'google.adminAddress': 'adminAddress',
    'log.base': 'logBase',
    'log.platformTenantId': 'logTenant',
  })[field] ?? field
