/** The engineer's own tenants, or the demo's; each with a ledger and a vault of its own, so that they never mix. */
export const workspaceKinds = ['own', 'demo'] as const
export type WorkspaceKind = (typeof workspaceKinds)[number]

export interface WorkspaceStatus {
  readonly current: WorkspaceKind
  /** How many tenants of their own the engineer has connected. */
  readonly ownTenants: number
}
