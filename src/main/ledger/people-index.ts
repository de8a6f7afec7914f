import MiniSearch from 'minisearch'
import type { Person } from '../../shared/model'
import { fold, words } from './fold'

export interface PersonMatch {
  readonly personId: string
  readonly matched: 'name' | 'address' | 'alias'
}

interface Entry {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly alias: string
}

const fields = ['name', 'address', 'alias'] as const
const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true }).compare

/** Typos forgiven in one word: none in short ones, where everything is near everything. */
const typos = (word: string): number => (word.length < 4 ? 0 : word.length < 6 ? 1 : 2)

const entryOf = (person: Person): Entry => ({
  id: person.id,
  name: person.name,
  address: person.address,
  alias: [...person.aliases, person.signInName ?? '', ...person.formerAddresses].join(' '),
})

/** Whose address it is comes before who else is known by it, perhaps from earlier. */
const exactness = (exact: 'address' | 'alias' | null): number => (exact === 'address' ? 2 : exact === 'alias' ? 1 : 0)

const createTenantIndex = async (people: readonly Person[]) => {
  const entries = new Map(people.map((person) => [person.id, entryOf(person)]))
  const index = new MiniSearch<Entry>({
    fields: [...fields],
    tokenize: words,
    processTerm: (term) => term,
    searchOptions: {
      combineWith: 'AND',
      prefix: true,
      fuzzy: typos,
      boost: { name: 3 },
      // A beginning counts nearly as much as the whole word, a typo much less.
      weights: { prefix: 0.8, fuzzy: 0.1 },
    },
  })
  // In small parts, so that a large directory doesn't keep other calls waiting.
  await index.addAllAsync([...entries.values()], { chunkSize: 500 })
  let sorted: readonly Entry[] | null = null

  const nameOf = (id: string): string => entries.get(id)?.name ?? ''
  const addressHit = (entry: Entry | undefined, wanted: string): 'address' | 'alias' | null => {
    if (!entry) return null
    if (fold(entry.address) === wanted) return 'address'
    return entry.alias.split(' ').some((alias) => fold(alias) === wanted) ? 'alias' : null
  }

  const search = (query: string, limit: number): PersonMatch[] => {
    const wanted = fold(query.trim())
    if (wanted === '') {
      sorted ??= [...entries.values()].sort((a, b) => byName(a.name, b.name))
      return sorted.slice(0, limit).map(({ id }) => ({ personId: id, matched: 'name' }))
    }
    return index
      .search(query)
      .map(({ id, score, match }) => {
        const personId = String(id)
        const exact = addressHit(entries.get(personId), wanted)
        const hits = (field: string): number => Object.values(match).filter((names) => names.includes(field)).length
        const best = fields.reduce((a, b) => (hits(b) > hits(a) ? b : a))
        return { personId, exact, score, matched: exact ?? best }
      })
      .sort(
        (a, b) =>
          exactness(b.exact) - exactness(a.exact) ||
          b.score - a.score ||
          byName(nameOf(a.personId), nameOf(b.personId)),
      )
      .slice(0, limit)
      .map(({ personId, matched }) => ({ personId, matched }))
  }

  const update = (changed: readonly Person[]): void => {
    sorted = null
    for (const person of changed) {
      const entry = entryOf(person)
      if (entries.has(entry.id)) index.replace(entry)
      else index.add(entry)
      entries.set(entry.id, entry)
    }
  }

  return { search, update }
}

/**
 * Finds people by words of their names and addresses, in memory, one index per tenant, built at its first search. Nothing
 * of it is stored.
 */
export const createPeopleIndex = (readAll: (tenantId: string) => Promise<readonly Person[]>) => {
  const tenants = new Map<string, ReturnType<typeof createTenantIndex>>()
  const indexOf = (tenantId: string): ReturnType<typeof createTenantIndex> => {
    const known = tenants.get(tenantId)
    if (known) return known
    const built = readAll(tenantId).then(createTenantIndex)
    tenants.set(tenantId, built)
    // The next search tries again.
    built.catch(() => tenants.delete(tenantId))
    return built
  }
  return {
    holds: (tenantId: string): boolean => tenants.has(tenantId),
    /** The next search builds it anew. */
    forget: (tenantId: string): void => void tenants.delete(tenantId),
    /** Takes effect before any search that starts later. */
    update: (tenantId: string, changed: readonly Person[]): void => {
      void tenants.get(tenantId)?.then(
        (index) => index.update(changed),
        () => undefined,
      )
    },
    search: async (tenantId: string, query: string, limit: number): Promise<PersonMatch[]> =>
      (await indexOf(tenantId)).search(query, limit),
  }
}
