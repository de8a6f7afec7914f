import { Failure, type Person } from '../../shared/model'
import type { ShellCore } from './open-shell-core'

type Parts = Pick<ShellCore, 'people' | 'ledger' | 'finished'>

const tooMany = 6

/** null when nobody fits; throws `bad-input` when several do. */
const known = async (core: Parts, tenantId: string, text: string): Promise<Person | null> => {
  const wanted = text.trim().toLowerCase()
  const people = (await core.people.search(tenantId, text, tooMany)).map(({ person }) => person)
  const exact = people.find(({ id, address, aliases }) =>
    [id, address, ...aliases].some((one) => one.toLowerCase() === wanted),
  )
  const [only, second] = people
  if (exact || !only) return exact ?? null
  // An address that is nobody's is not a misspelt name.
  if (wanted.includes('@')) return null
  if (!second) return only
  const some = people.map(({ address }) => address).join(', ')
  throw new Failure({
    code: 'bad-input',
    message: `Several people fit “${text}” (${some}): give the address.`,
    field: 'person',
  })
}

/**
 * The person by address, alias, id or words of the name; the tenant's people are read anew when they don't know them, unless
 * no server is to be asked. Throws `unknown-person`.
 */
export const findPerson = async (core: Parts, tenantId: string, text: string, offline: boolean): Promise<Person> => {
  const found = await known(core, tenantId, text)
  if (found) return found
  if (!offline) {
    await core.finished(await core.people.refresh(tenantId))
    const after = await known(core, tenantId, text)
    if (after) return after
  }
  throw new Failure({
    code: 'unknown-person',
    message: `Nobody of this tenant fits “${text}”: check the address, or read its people again.`,
    field: 'person',
  })
}
