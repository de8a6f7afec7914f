import { useEffect } from 'react'
import { create } from 'zustand'
import type { Job } from '../../shared/model/job'
import type { FailureFacts } from '../../shared/model/failure'
import type { Person } from '../../shared/model/person'
import { call, factsOf } from './client'
import { useContextStore } from './context'
import { applyIfCurrent } from './current'
import { failureText, followJob, isFollowed } from './jobs'
import { toast } from './toasts'

interface PeopleState {
  /** Whose people these are. */
  readonly tenantId: string | null
  /** Null until they were read for this tenant. */
  readonly people: readonly Person[] | null
  readonly failure: FailureFacts | null
}

const nobody: PeopleState = { tenantId: null, people: null, failure: null }

/** The people of one tenant, the one on screen: Risk, People, the person page and the palette read them here. */
export const usePeopleStore = create<PeopleState>(() => nobody)

let turn = 0

/** Reads the people of a tenant from the ledger; a failure leaves those that were known. */
export const readPeople = async (tenantId: string): Promise<void> => {
  const mine = ++turn
  if (usePeopleStore.getState().tenantId !== tenantId) usePeopleStore.setState({ ...nobody, tenantId })
  await applyIfCurrent({ tenantId }, call('people.list', { tenantId }), {
    value: (people) => mine === turn && usePeopleStore.setState({ tenantId, people, failure: null }),
    failure: (failure) => mine === turn && usePeopleStore.setState({ failure }),
  })
}

const sayEnd = (job: Job): void => {
  if (job.state === 'failed') toast({ tone: 'hot', text: failureText(job), tenantId: job.tenantId })
  if (job.state === 'done')
    toast({ tone: 'calm', text: `${job.done.toLocaleString('en-GB')} people read.`, tenantId: job.tenantId })
}

/** Starts reading the tenant's people from its log source again; says what became of it, also elsewhere in the app. */
export const refreshPeople = (tenantId: string): Promise<void> =>
  call('people.refresh', { tenantId }).then(
    (job) => void (isFollowed(job.id) || followJob(job, sayEnd)),
    (thrown: unknown) => toast({ tone: 'hot', text: factsOf(thrown).message, tenantId }),
  )

/** The people of the tenant on screen; reads them when they aren't known yet. Never another tenant's. */
export const usePeople = (): { readonly people: readonly Person[] | null; readonly failure: FailureFacts | null } => {
  const tenantId = useContextStore((state) => state.tenantId)
  const held = usePeopleStore()
  const isHeld = held.tenantId === tenantId
  useEffect(() => {
    if (tenantId !== null && usePeopleStore.getState().tenantId !== tenantId) void readPeople(tenantId)
  }, [tenantId])
  return isHeld ? held : nobody
}
