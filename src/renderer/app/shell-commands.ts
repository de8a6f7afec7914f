import { isSynced } from '../../shared/model/tenant'
import { beginConnecting } from './begin-connecting'
import { type Command, registerCommands } from './commands'
import { backToPreviousTenant, context, goTo, openLog, previousTenant, type Route } from './context'
import { openDialog } from './dialogs'
import { checkGrant } from './grants'
import { refreshPeople } from './people'
import type { railKind } from './rail'
import { currentTenant, setDisabled, setFavourite } from './tenants'
import { toggleTheme } from './theme-choice'
import { canLock, lockVault } from './vault'
import { openWorkspace, workspaceKind } from './workspace'

const hasTenant = (): boolean => context().tenantId !== null

const setCurrentDisabled = (disabled: boolean): void => {
  const tenant = currentTenant()
  if (tenant !== null) void setDisabled(tenant, disabled)
}

const place = (kind: ReturnType<typeof railKind>, name: string, digit: number): Command => ({
  id: `go.${kind}`,
  name,
  group: 'Go to',
  keys: `Alt+${digit}`,
  run: () => goTo({ kind } as Route),
})

/** Known while a manual tenant is on screen only: a synced one does not even list them. */
export const manualCommands: readonly Command[] = [place('whitelisting', 'Whitelisting', 7)]

const shellCommands: readonly Command[] = [
  place('tenants', 'Tenants', 1),
  place('log', 'Email Log', 2),
  place('risk', 'Risk', 3),
  place('people', 'People', 4),
  place('cases', 'Cases', 5),
  place('status', 'Status', 6),
  { id: 'tenant.switch', name: 'Switch tenant', group: 'Tenant', keys: 'Mod+T', run: () => openDialog('tenants') },
  {
    id: 'tenant.previous',
    name: 'Back to the tenant before',
    group: 'Tenant',
    keys: 'Mod+B',
    when: () => previousTenant() !== null,
    run: backToPreviousTenant,
  },
  {
    id: 'tenant.page',
    name: 'Open the tenant page',
    group: 'Tenant',
    keys: null,
    when: hasTenant,
    run: () => goTo({ kind: 'tenant' }),
  },
  {
    id: 'tenant.connect',
    name: 'Connect a tenant',
    group: 'Tenant',
    keys: 'Mod+Shift+N',
    run: () => void beginConnecting(),
  },
  {
    id: 'tenant.change-connection',
    name: 'Change the connection of this tenant',
    group: 'Tenant',
    keys: null,
    when: () => hasTenant() && workspaceKind() === 'own',
    run: () => void beginConnecting({ tenantId: context().tenantId, copy: false }),
  },
  {
    id: 'tenant.duplicate',
    name: 'Duplicate this tenant',
    group: 'Tenant',
    keys: null,
    when: () => hasTenant() && workspaceKind() === 'own',
    run: () => void beginConnecting({ tenantId: context().tenantId, copy: true }),
  },
  {
    id: 'tenant.check-grant',
    name: 'Check what is granted',
    group: 'Tenant',
    keys: 'Mod+Shift+G',
    when: () => {
      const tenant = currentTenant()
      return tenant !== null && isSynced(tenant) && !tenant.disabled
    },
    run: () => {
      const tenant = currentTenant()
      if (tenant === null) return
      goTo({ kind: 'tenant' })
      void checkGrant(tenant.id)
    },
  },
  {
    id: 'tenant.disable',
    name: 'Disable this tenant',
    group: 'Tenant',
    keys: null,
    when: () => currentTenant()?.disabled === false,
    run: () => setCurrentDisabled(true),
  },
  {
    id: 'tenant.enable',
    name: 'Enable this tenant',
    group: 'Tenant',
    keys: null,
    when: () => currentTenant()?.disabled === true,
    run: () => setCurrentDisabled(false),
  },
  {
    id: 'tenant.favourite',
    name: 'Make this tenant a favourite, or not',
    group: 'Tenant',
    keys: null,
    when: hasTenant,
    run: () => {
      const tenant = currentTenant()
      if (tenant !== null) void setFavourite(tenant, !tenant.favourite)
    },
  },
  {
    id: 'tenant.remove',
    name: 'Remove this tenant',
    group: 'Tenant',
    keys: null,
    when: hasTenant,
    run: () => {
      goTo({ kind: 'tenant' })
      openDialog('remove-tenant')
    },
  },
  {
    id: 'tenant.import',
    name: 'Import tenants from a file',
    group: 'Tenant',
    keys: null,
    run: () => openDialog('import-tenants'),
  },
  {
    id: 'workspace.demo',
    name: 'Open the demo workspace',
    group: 'App',
    keys: null,
    when: () => workspaceKind() === 'own',
    run: () => void openWorkspace('demo'),
  },
  {
    id: 'workspace.own',
    name: 'Go to your own tenants',
    group: 'App',
    keys: null,
    when: () => workspaceKind() === 'demo',
    run: () => void openWorkspace('own'),
  },
  {
    id: 'vault.lock',
    name: 'Lock the vault',
    group: 'App',
    keys: 'Mod+Shift+K',
    when: canLock,
    run: () => void lockVault(),
  },
  {
    id: 'tenant.check',
    name: 'Check Email Delivery',
    group: 'Tenant',
    keys: 'Mod+E',
    when: hasTenant,
    run: () => openLog(null),
  },
  {
    id: 'tenant.refresh-people',
    name: 'Refresh people',
    group: 'Tenant',
    keys: null,
    when: hasTenant,
    run: () => {
      const { tenantId } = context()
      if (tenantId !== null) void refreshPeople(tenantId)
    },
  },
  {
    id: 'tenant.import-log',
    name: 'Import a log file …',
    group: 'Tenant',
    keys: null,
    when: hasTenant,
    run: () => goTo({ kind: 'import' }),
  },
  {
    id: 'go.person',
    name: 'Pick a person',
    group: 'Person',
    keys: 'Mod+P',
    when: hasTenant,
    run: () => goTo({ kind: 'log', focus: 'person' }),
  },
  { id: 'app.palette', name: 'Find anything', group: 'App', keys: 'Mod+K', run: () => openDialog('palette') },
  { id: 'app.shortcuts', name: 'Keyboard shortcuts', group: 'App', keys: '?', run: () => openDialog('shortcuts') },
  { id: 'app.theme', name: 'Light or dark theme', group: 'App', keys: 'Mod+Shift+L', run: () => void toggleTheme() },
]

/** Makes the shell's own commands known until the returned function is called. */
export const registerShellCommands = (): (() => void) => registerCommands(shellCommands)
