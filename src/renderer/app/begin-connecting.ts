import { call, factsOf } from './client'
import { goTo } from './context'
import { toast } from './toasts'
import { withVault } from './vault'
import { openWorkspace, readWorkspace, useWorkspaceStore } from './workspace'

/** Survives the loading anew that a change of workspace brings; forgotten with the window. */
const wanted = 'whereabouts.connect'

/** Whom a new connection begins from: nobody, a tenant to change, or one to copy. */
export interface BeginFrom {
  readonly tenantId: string | null
  readonly copy: boolean
}

const nobody: BeginFrom = { tenantId: null, copy: false }

/** Begins connecting a tenant. From the demo workspace it goes to the engineer's own tenants first: the two never mix. */
export const beginConnecting = async (from: BeginFrom = nobody): Promise<void> => {
  await readWorkspace()
  if (useWorkspaceStore.getState().status?.current === 'demo') {
    sessionStorage.setItem(wanted, 'new')
    await openWorkspace('own')
    return
  }
  try {
    const draft = await withVault(() => call('connect.begin', from))
    goTo({ kind: 'connect', draftId: draft.id })
  } catch (thrown) {
    const { code, message } = factsOf(thrown)
    if (code !== 'cancelled') toast({ tone: 'hot', text: message })
  }
}

/** After the change of workspace: begins what was asked for before it. */
export const goOnConnecting = (): void => {
  if (sessionStorage.getItem(wanted) === null) return
  sessionStorage.removeItem(wanted)
  void beginConnecting()
}
