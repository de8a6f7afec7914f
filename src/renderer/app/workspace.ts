import { create } from 'zustand'
import type { WorkspaceKind, WorkspaceStatus } from '../../shared/model/workspace'
import { call, factsOf } from './client'
import { toast } from './toasts'

interface WorkspaceState {
  /** Null until it was read. */
  readonly status: WorkspaceStatus | null
}

export const useWorkspaceStore = create<WorkspaceState>(() => ({ status: null }))

/** Reads which workspace this is; a failure leaves what was known. */
export const readWorkspace = async (): Promise<void> => {
  try {
    useWorkspaceStore.setState({ status: await call('workspace.status', {}) })
  } catch {
    // Read again with the next change of tenants.
  }
}

/** True in the demo workspace; false until it is known. */
export const useIsDemo = (): boolean => useWorkspaceStore((state) => state.status?.current === 'demo')

/** Which workspace this is, for code outside components; null until it is known. */
export const workspaceKind = (): WorkspaceKind | null => useWorkspaceStore.getState().status?.current ?? null

/** Leaves this workspace for the other; main loads the page anew. */
export const openWorkspace = async (workspace: WorkspaceKind): Promise<void> => {
  try {
    useWorkspaceStore.setState({ status: await call('workspace.open', { workspace }) })
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message })
  }
}
