import {
  agreementOf,
  agreements,
  type Agreement,
  type MailboxState,
  type PeopleQuery,
  type Person,
  type PersonStatus,
} from '../../shared/model'
import { fold, words } from './fold'

interface Line {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly unit: string
  readonly status: PersonStatus
  readonly mailbox: MailboxState
  readonly agreement: Agreement
  readonly inDirectory: boolean
  /** Every word a person is found by, folded, each after a space. */
  readonly found: string
  readonly folded: string
}

/** Whom a query finds, in its order, and what there is beside. */
export interface Selected {
  readonly ids: readonly string[]
  readonly all: number
  readonly suspended: number
  readonly removed: number
  readonly agreements: Record<Agreement, number> | null
}

const byWords = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

const lineOf = (person: Person): Line => ({
  id: person.id,
  name: person.name,
  address: person.address,
  unit: person.unit ?? '',
  status: person.status,
  mailbox: person.mailbox,
  agreement: agreementOf(person),
  inDirectory: person.inDirectory !== null,
  folded: fold(person.address),
  found: ` ${words([person.name, person.address, ...person.aliases, person.signInName ?? '', ...person.formerAddresses].join(' ')).join(' ')}`,
})

type Order = Exclude<PeopleQuery['by'], 'match'>

const createTenantList = (people: readonly Person[]) => {
  const lines = new Map(people.map((person) => [person.id, lineOf(person)]))
  const orders = new Map<Order, readonly Line[]>()
  let counted: Omit<Selected, 'ids'> | null = null

  /** Sorted by name first, so that ties of anything else are by name. */
  const ordered = (by: Order): readonly Line[] => {
    const known = orders.get(by)
    if (known) return known
    const compare = (a: Line, b: Line): number => byWords.compare(a[by], b[by])
    const sorted = by === 'name' ? [...lines.values()].sort(compare) : [...ordered('name')].sort(compare)
    orders.set(by, sorted)
    return sorted
  }
  const counts = (): Omit<Selected, 'ids'> => {
    if (counted) return counted
    const of = Object.fromEntries(agreements.map((agreement) => [agreement, 0])) as Record<Agreement, number>
    let suspended = 0
    let removed = 0
    let hasDirectory = false
    for (const line of lines.values()) {
      of[line.agreement] += 1
      if (line.status === 'suspended') suspended += 1
      if (line.status === 'removed') removed += 1
      hasDirectory ||= line.inDirectory
    }
    counted = { all: lines.size, suspended, removed, agreements: hasDirectory ? of : null }
    return counted
  }
  const fits =
    ({ status, mailbox, agreement }: PeopleQuery) =>
    (line: Line): boolean =>
      (status === null || line.status === status) &&
      (mailbox === null || line.mailbox === mailbox) &&
      (agreement === null || line.agreement === agreement)

  /** Whoever has each word, or one that begins so; null when nobody has. */
  const having = (text: string, among: readonly Line[]): readonly Line[] | null => {
    const wanted = words(text).map((word) => ` ${word}`)
    const hits = wanted.length === 0 ? [] : among.filter(({ found }) => wanted.every((word) => found.includes(word)))
    return hits.length === 0 ? null : hits
  }

  return {
    update: (changed: readonly Person[]): void => {
      counted = null
      for (const person of changed) {
        const line = lineOf(person)
        const known = lines.get(person.id)
        // Sorting a large tenant takes long: an order that still holds is kept, with the new line in it.
        for (const by of orders.keys())
          if (known === undefined || known[by] !== line[by] || known.name !== line.name) orders.delete(by)
        if (known) Object.assign(known, line)
        else lines.set(person.id, line)
      }
    },
    /** `alike` finds people whose words are nearly those of a text, best first. */
    select: async (query: PeopleQuery, alike: (text: string) => Promise<readonly string[]>): Promise<Selected> => {
      const { by, descending } = query
      const text = query.text.trim()
      const all = ordered(by === 'match' ? 'name' : by)
      let chosen: readonly Line[] = all
      if (text !== '') {
        const hits = having(text, all)
        const near = hits === null ? (await alike(text)).flatMap((id) => lines.get(id) ?? []) : hits
        // Whose address it is comes first.
        const wanted = fold(text)
        const isExact = ({ folded }: Line): boolean => folded === wanted
        chosen = by === 'match' ? [...near.filter(isExact), ...near.filter((line) => !isExact(line))] : near
      }
      const ids = chosen.filter(fits(query)).map(({ id }) => id)
      return { ids: descending && by !== 'match' ? ids.reverse() : ids, ...counts() }
    },
  }
}

/** The tenants' people as lists are made of them: in memory, built when first asked for, forgotten with the key. */
export const createPeopleList = (readAll: (tenantId: string) => Promise<readonly Person[]>) => {
  const tenants = new Map<string, Promise<ReturnType<typeof createTenantList>>>()
  return {
    holds: (tenantId: string): boolean => tenants.has(tenantId),
    forget: (tenantId: string): void => void tenants.delete(tenantId),
    update: (tenantId: string, changed: readonly Person[]): void => {
      void tenants.get(tenantId)?.then(
        (list) => list.update(changed),
        () => undefined,
      )
    },
    of: (tenantId: string): Promise<ReturnType<typeof createTenantList>> => {
      const known = tenants.get(tenantId)
      if (known) return known
      const built = readAll(tenantId).then(createTenantList)
      tenants.set(tenantId, built)
      built.catch(() => tenants.delete(tenantId))
      return built
    },
  }
}
