import type { DirectoryEntry } from '../providers/provider'
import type { SourcePerson } from '../sources/source'
import type { Ids } from './ids'
import type { ImportedEmail, PersonKey } from './ledger'
import { directorySource } from './person-row'
import { personRowOf, personUpsert } from './person-upsert'
import type { Seals } from './seals'
import type { Engine } from './engine'
import { templateOf, type Database, type Sql } from './sql'

interface Place {
  readonly tenantId: string
  readonly sourceId: string
}

/** The people of one piece of an import. */
export interface Found {
  readonly personOf: (address: string) => string
  /** How many had to be made. */
  readonly made: number
}

/** Addresses of an import that are remembered from one piece to the next. */
const keptAddresses = 50_000

const noRisk = { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 }

/** Tells which person of the ledger a source means: by the source's own id of them, else by address. */
export const createRecipients = (sql: Database & Pick<Engine, 'foreignChanges'>, seals: Seals, ids: Ids) => {
  const { build } = sql
  const upsert = personUpsert(sql)
  const listeners: ((tenantId: string) => void)[] = []
  /** Whom the addresses of the import under way mean: the same few people get most of its rows. */
  let known: { readonly place: string; readonly people: Map<string, string>; foreign: number } | null = null
  const forget = (): void => void (known = null)
  const knownIn = (place: string): Map<string, string> => {
    const foreign = sql.foreignChanges()
    // Another program may have erased somebody.
    if (known?.place !== place || known.foreign !== foreign || known.people.size > keptAddresses)
      known = { place, people: new Map(), foreign }
    return known.people
  }

  const byRef = templateOf<Place & { readonly refKey: string }>()((slot) =>
    build
      .selectFrom('people')
      .select('person_id')
      .where('tenant_id', '=', slot('tenantId'))
      .where('source_id', '=', slot('sourceId'))
      .where('ref_key', '=', slot('refKey')),
  )
  const byId = templateOf<Place & { readonly personId: string }>()((slot) =>
    build
      .selectFrom('people')
      .select('person_id')
      .where('tenant_id', '=', slot('tenantId'))
      .where('person_id', '=', slot('personId'))
      .where('source_id', '=', slot('sourceId')),
  )
  const byAddress = templateOf<{ readonly tenantId: string; readonly addressKey: string }>()((slot) =>
    build
      .selectFrom('people')
      .select(['person_id', 'source_id'])
      .where('tenant_id', '=', slot('tenantId'))
      .where('address_key', '=', slot('addressKey')),
  )

  const byOther = templateOf<{ readonly tenantId: string; readonly addressKey: string }>()((slot) =>
    build
      .selectFrom('directory_addresses')
      .select(['person_id', 'former'])
      .where('tenant_id', '=', slot('tenantId'))
      .where('address_key', '=', slot('addressKey')),
  )

  const ownId = async (tx: Sql, { tenantId, sourceId }: Place, ref: string): Promise<string | null> => {
    const refKey = ids.refKey(tenantId, sourceId, ref)
    const found = await tx.first(byRef({ tenantId, sourceId, refKey }))
    if (found) return found.person_id
    // Rows of an older version carry no key of the ref, but its id.
    const personId = ids.person(tenantId, sourceId, ref)
    return (await tx.first(byId({ tenantId, sourceId, personId }))) && personId
  }
  const atAddress = async (tx: Sql, tenantId: string, address: string) => {
    const addressKey = ids.addressKey(tenantId, address)
    if (addressKey === null) return []
    // Sorted here: asked to sort, the engine walks all people of the tenant instead of using the index of addresses.
    const rows = await tx.rows(byAddress({ tenantId, addressKey }))
    // Where two people swapped addresses and only one list knows, the list that the mail was sent by counts.
    const rank = (row: (typeof rows)[number]): string => `${row.source_id === directorySource ? 1 : 0}${row.person_id}`
    return rows.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  }
  /** Whom the directory knows by another of their addresses, or knew by it; null for nobody, or for several. */
  const byOtherAddress = async (tx: Sql, tenantId: string, address: string): Promise<string | null> => {
    const addressKey = ids.addressKey(tenantId, address)
    if (addressKey === null) return null
    const rows = await tx.rows(byOther({ tenantId, addressKey }))
    for (const former of [0, 1]) {
      const found = rows.filter((row) => row.former === former)
      if (found.length > 0) return found.length === 1 ? found[0]!.person_id : null
    }
    return null
  }
  const isListed = async (tx: Sql, { tenantId, sourceId }: Place, personId: string): Promise<boolean> =>
    (await tx.first(byId({ tenantId, sourceId, personId }))) !== null

  /** The id under which the ledger keeps a person of a source, known or not. Two people of one source stay two. */
  const idOf = async (tx: Sql, place: Place, person: Pick<SourcePerson, 'ref' | 'address'>): Promise<string> => {
    const own = await ownId(tx, place, person.ref)
    if (own !== null) return own
    const others = await atAddress(tx, place.tenantId, person.address)
    const taken = new Set(others.filter((row) => row.source_id === place.sourceId).map((row) => row.person_id))
    const other = others.find((row) => !taken.has(row.person_id))
    if (other) return other.person_id
    const known = others.length > 0 ? null : await byOtherAddress(tx, place.tenantId, person.address)
    if (known !== null && !(await isListed(tx, place, known))) return known
    return ids.person(place.tenantId, place.sourceId, person.ref)
  }

  /** The same for an entry of the directory: its id decides, then any address that nobody else of the directory goes by. */
  const idOfEntry = async (
    tx: Sql,
    tenantId: string,
    entry: DirectoryEntry,
  ): Promise<{ id: string; isNew: boolean }> => {
    const place = { tenantId, sourceId: directorySource }
    const own = await ownId(tx, place, entry.directoryId)
    if (own !== null) return { id: own, isNew: false }
    for (const address of new Set([entry.address, entry.signInName ?? '', ...entry.aliases]))
      for (const { person_id: personId } of await atAddress(tx, tenantId, address))
        if (!(await isListed(tx, place, personId))) return { id: personId, isNew: false }
    return { id: ids.person(tenantId, directorySource, entry.directoryId), isNew: true }
  }

  return {
    idOf,
    idOfEntry,
    /** Whom a source means by its own id; null when it never listed them. */
    personOf: ownId,
    /** Whether the source means this person by `ref`: its own id of them, or their address. */
    isPerson: async (key: PersonKey, sourceId: string, ref: string): Promise<boolean> => {
      const own = await ownId(sql, { tenantId: key.tenantId, sourceId }, ref)
      if (own !== null) return own === key.personId
      const at = await atAddress(sql, key.tenantId, ref)
      if (at.length > 0) return at.some((row) => row.person_id === key.personId)
      return (await byOtherAddress(sql, key.tenantId, ref)) === key.personId
    },
    /** Finds everybody whom the rows name, and makes those whom no source has. */
    find: async (
      tx: Sql,
      { tenantId, sourceId, mark }: Place & { readonly mark: string },
      rows: readonly ImportedEmail[],
    ): Promise<Found> => {
      const folded = (address: string): string => address.trim().toLowerCase()
      const people = knownIn(JSON.stringify([tenantId, sourceId]))
      let made = 0
      for (const { recipient, name, status } of rows) {
        const ref = folded(recipient)
        if (people.has(ref)) continue
        const [at] = await atAddress(tx, tenantId, ref)
        const held = at?.person_id ?? (await byOtherAddress(tx, tenantId, ref))
        const personId = held ?? (await idOf(tx, { tenantId, sourceId }, { ref, address: ref }))
        people.set(ref, personId)
        if (held !== null) continue
        made += 1
        const address = recipient.trim()
        const person = { ref, name: name ?? address, address, aliases: [], status: status ?? 'active', risk: noRisk }
        const row = personRowOf(ids, { tenantId, personId }, sourceId, person, mark)
        await tx.run(upsert(seals.of(tenantId).sealRow('people', row)))
      }
      return {
        personOf: (address) => {
          const personId = people.get(folded(address))
          if (personId === undefined) throw new Error('a recipient was not looked for')
          return personId
        },
        made,
      }
    },
    /** Forgets whom addresses mean: what was made for them was taken back. */
    forget,
    /** Tells the listeners that people came or went beside a reading. */
    peopleChanged: async (tenantId: string): Promise<void> => {
      forget()
      for (const listener of listeners) listener(tenantId)
    },
    onPeopleChanged: (listener: (tenantId: string) => void): void => void listeners.push(listener),
  }
}
export type Recipients = ReturnType<typeof createRecipients>
