import type { WorkspaceKind, WorkspaceStatus } from '../../shared/model'
import type { Handlers } from './answer'

export interface Workspaces {
  status(): WorkspaceStatus
  open(kind: WorkspaceKind): Promise<void>
}

export const createWorkspaceHandlers = (workspaces: Workspaces) =>
  ({
    'workspace.status': () => workspaces.status(),
    'workspace.open': async ({ workspace }) => {
      await workspaces.open(workspace)
      return workspaces.status()
    },
  }) satisfies Partial<Handlers>
