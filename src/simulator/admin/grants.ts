import type { SimTenant } from '../world/world'
import { refuse } from './refusal'

const google = (name: string): string => `https://www.googleapis.com/auth/${name}`

/** What an administrator grants for each thing we do, and no more (Graph permissions reference; Gmail API, "Choose scopes"). */
const least: Readonly<Record<'microsoft' | 'google', Readonly<Record<string, readonly string[]>>>> = {
  microsoft: {
    'read-directory': ['User.Read.All'],
    locate: ['Mail.ReadBasic.All'],
    move: ['Mail.ReadWrite'],
    'read-rules': ['MailboxSettings.Read'],
    send: ['Mail.Send'],
  },
  google: {
    'read-directory': [google('admin.directory.user.readonly')],
    locate: [google('gmail.readonly')],
    move: [google('gmail.modify')],
    'read-rules': [google('gmail.settings.basic')],
    send: [google('gmail.send')],
  },
}

/** Grants everything but these capabilities. Who may not locate may not move either: moving needs more of the same. */
const grantsWithout = (tenant: SimTenant, names: readonly string[]): string[] => {
  if (tenant.provider === 'manual') return refuse(404, `${tenant.key} has nothing to grant.`)
  const known = least[tenant.provider]
  const stranger = names.find((name) => !(name in known))
  if (stranger !== undefined) return refuse(400, `${stranger} is none of ${Object.keys(known).join(', ')}.`)
  const away = new Set(names.includes('locate') ? [...names, 'move'] : names)
  return Object.entries(known).flatMap(([name, grants]) => (away.has(name) ? [] : grants))
}

/** What the request makes of a tenant's grants; undefined when it says nothing of them. */
export const grantsFrom = (tenant: SimTenant, body: Readonly<Record<string, unknown>>): string[] | undefined => {
  const listed = (name: 'grants' | 'without'): string[] => {
    const value = body[name]
    return Array.isArray(value) ? value.map(String) : refuse(400, `${name} is a list of names.`)
  }
  if (body['grants'] !== undefined) return listed('grants')
  return body['without'] === undefined ? undefined : grantsWithout(tenant, listed('without'))
}
