import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FailureFacts, PeoplePage, PeopleQuery, PersonLine } from '../../../shared/model'
import { call, onEvent } from '../../app/client'
import { applyIfCurrent } from '../../app/current'

/** Rows asked for at once. */
const slice = 100

/** A place in the list; the person comes when the place is on screen. */
export interface PeopleRow {
  readonly index: number
  readonly line: PersonLine | null
}

export const everybody: PeopleQuery = {
  text: '',
  status: null,
  mailbox: null,
  agreement: null,
  by: 'name',
  descending: false,
}

interface Held {
  readonly tenantId: string | null
  /** Counts of the latest answer; null before the first. */
  readonly page: PeoplePage | null
  readonly lines: ReadonlyMap<number, PeopleRow>
  readonly failure: FailureFacts | null
  /** The question that these rows answer. */
  readonly answers: string
}

const nothing = (tenantId: string | null): Held => ({
  tenantId,
  page: null,
  lines: new Map(),
  failure: null,
  answers: '',
})

/** Places without their person, shared by every list: a large one is then made without making rows. */
const blanks: PeopleRow[] = []
const blankRows = (total: number): PeopleRow[] => {
  for (let index = blanks.length; index < total; index += 1) blanks.push({ index, line: null })
  return blanks.slice(0, total)
}

/**
 * The people of the tenant on screen whom a query finds: as many places as there are, and the people of those places that were
 * on screen. While another query is answered, the rows before stay.
 */
export const usePeopleRows = (tenantId: string | null, query: PeopleQuery) => {
  const [held, setHeld] = useState<Held>(() => nothing(tenantId))
  const key = JSON.stringify([tenantId, query])
  const latest = useRef({ key, query, tenantId })
  latest.current = { key, query, tenantId }
  const asked = useRef(new Set<number>())
  const first = useRef(0)

  const ask = useCallback((at: number, anew: boolean): void => {
    const { key: mine, query: wanted, tenantId: ofTenant } = latest.current
    if (ofTenant === null || (!anew && asked.current.has(at))) return
    if (anew) asked.current = new Set()
    asked.current.add(at)
    const answer = call('people.page', { tenantId: ofTenant, query: wanted, from: at * slice, count: slice })
    void applyIfCurrent({ tenantId: ofTenant }, answer, {
      value: (page) => {
        if (latest.current.key !== mine) return
        setHeld((before) => {
          const lines = new Map(anew || before.tenantId !== ofTenant ? [] : before.lines)
          page.rows.forEach((line, place) => lines.set(page.from + place, { index: page.from + place, line }))
          return { tenantId: ofTenant, page, lines, failure: null, answers: mine }
        })
      },
      failure: (failure) => {
        asked.current.delete(at)
        if (latest.current.key === mine)
          setHeld((before) =>
            before.tenantId === ofTenant ? { ...before, failure } : { ...nothing(ofTenant), failure },
          )
      },
    })
  }, [])

  useEffect(() => {
    first.current = 0
    ask(0, true)
  }, [ask, key])
  const again = useCallback(() => ask(first.current, true), [ask])
  useEffect(
    () => onEvent((event) => event.kind === 'people-changed' && event.tenantId === tenantId && again()),
    [again, tenantId],
  )

  const isHeld = held.tenantId === tenantId
  const total = isHeld ? (held.page?.total ?? 0) : 0
  const rows = useMemo(() => {
    const list = blankRows(total)
    for (const [index, row] of held.lines) if (index < total) list[index] = row
    return list
  }, [total, held.lines])
  const onVisible = useCallback(
    (seen: readonly PeopleRow[]) => {
      const [from, to] = [seen[0]?.index ?? 0, seen.at(-1)?.index ?? 0]
      first.current = Math.floor(from / slice)
      for (let at = first.current; at <= Math.floor(to / slice); at += 1) ask(at, false)
    },
    [ask],
  )
  return {
    page: isHeld ? held.page : null,
    failure: isHeld ? held.failure : null,
    rows,
    /** False while the rows still answer the question before: nobody may be opened by them. */
    settled: isHeld && held.answers === key,
    onVisible,
    again,
  }
}
