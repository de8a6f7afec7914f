import { MantineProvider } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { type CSSProperties, useEffect } from 'react'
import { unreachable } from '../../shared/model/failure'
import { CasesPage } from '../features/cases/cases-page'
import { ConnectPage } from '../features/connect/connect-page'
import { ImportPage } from '../features/import/import-page'
import { EmailLogPage } from '../features/log'
import { PeoplePage } from '../features/people/people-page'
import { PersonPage } from '../features/people/person-page'
import { RiskPage } from '../features/risk/risk-page'
import { StatusPage } from '../features/status/status-page'
import { ImportTenants } from '../features/tenants/import-tenants'
import { RemoveTenant } from '../features/tenants/remove-tenant'
import { TenantPage } from '../features/tenants/tenant-page'
import { TenantsPage } from '../features/tenants/tenants-page'
import { VaultDialog } from './vault-dialog'
import { Button } from '../ui/button'
import { Empty } from '../ui/empty'
import { setSeenAt } from './age'
import { useKeysOf } from './commands'
import { context, type Route, useContextStore } from './context'
import { openDialog, useDialogStore } from './dialogs'
import { focusTarget } from './focus'
import { Page } from './page'
import { Palette } from './palette'
import { usePreferencesStore } from './preferences'
import { Rail } from './rail'
import { ShortcutSheet } from './shortcut-sheet'
import { TenantSwitcher } from './tenant-switcher'
import { useTenant } from './tenants'
import { theme } from './theme'
import { noSchemeStorage, useScheme } from './theme-choice'
import { ToastArea } from './toast-area'
import { TopBar } from './top-bar'

const titles: Readonly<Record<Route['kind'], string>> = {
  tenants: 'Tenants',
  tenant: 'Tenant',
  log: 'Email Log',
  risk: 'Risk',
  people: 'People',
  person: 'Person',
  cases: 'Cases',
  import: 'Import a log file',
  status: 'Status',
  connect: 'Connect a tenant',
}

const NoTenant = ({ title }: { readonly title: string }) => (
  <Page title={title}>
    <Empty
      icon={<IconBuilding size={20} stroke={1.6} />}
      title="No tenant is chosen"
      actions={
        <Button look="primary" keys={useKeysOf('tenant.switch')} onClick={() => openDialog('tenants')}>
          Switch tenant
        </Button>
      }
    >
      This page is about one customer. Choose whose.
    </Empty>
  </Page>
)

const CurrentPage = () => {
  const route = useContextStore((state) => state.route)
  const tenantId = useContextStore((state) => state.tenantId)
  if (route.kind === 'tenants') return <TenantsPage />
  if (route.kind === 'status') return <StatusPage />
  if (route.kind === 'connect') return <ConnectPage key={route.draftId} draftId={route.draftId} />
  if (tenantId === null) return <NoTenant title={titles[route.kind]} />
  switch (route.kind) {
    case 'tenant':
      return <TenantPage />
    case 'log':
      return <EmailLogPage />
    case 'risk':
      return <RiskPage />
    case 'people':
      return <PeoplePage />
    case 'person':
      return <PersonPage from={route.from} />
    case 'import':
      return <ImportPage />
    case 'cases':
      return <CasesPage />
    default:
      return unreachable(route)
  }
}

const useArrival = (): void => {
  const route = useContextStore((state) => state.route)
  useEffect(() => {
    if (route.kind !== 'log') {
      if (route.kind !== 'risk' && route.kind !== 'people') setSeenAt(null, null)
      focusTarget('page')
      return
    }
    const wantsPerson = route.focus === 'person' || context().personId === null
    focusTarget(wantsPerson ? 'person' : 'table', 'person', 'page')
  }, [route])
}

const useTitle = (): void => {
  const kind = useContextStore((state) => state.route.kind)
  const name = useTenant()?.name
  useEffect(() => {
    document.title = [titles[kind], name, 'Whereabouts'].filter(Boolean).join(' · ')
  }, [kind, name])
}

const dialogs = {
  palette: Palette,
  tenants: TenantSwitcher,
  shortcuts: ShortcutSheet,
  'import-tenants': ImportTenants,
  'remove-tenant': RemoveTenant,
  vault: VaultDialog,
} as const

const Shell = () => {
  const tenant = useTenant()
  const open = useDialogStore((state) => state.open)
  useArrival()
  useTitle()
  const OpenDialog = open === null ? null : dialogs[open]
  return (
    <div className="wb-shell" style={{ '--tenant': tenant?.colour } as CSSProperties}>
      <TopBar />
      <Rail />
      <main className="wb-main" tabIndex={-1}>
        <CurrentPage />
      </main>
      <ToastArea />
      {OpenDialog === null ? null : <OpenDialog />}
    </div>
  )
}

/** The whole window. `nonce` is what the page's policy asks of style sheets made at run time. */
export const App = ({ nonce }: { readonly nonce: string }) => {
  const scheme = useScheme()
  const density = usePreferencesStore((state) => state.preferences?.density ?? 'comfortable')
  useEffect(() => {
    document.documentElement.dataset['density'] = density
  }, [density])
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      colorSchemeManager={noSchemeStorage}
      getStyleNonce={() => nonce}
    >
      <Shell />
    </MantineProvider>
  )
}
