import { MantineProvider } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { type CSSProperties, useEffect } from 'react'
import { unreachable } from '../../shared/model/failure'
import { isSynced } from '../../shared/model/tenant'
import { EmailLogPage } from '../features/log'
import { Button } from '../ui/button'
import { Empty } from '../ui/empty'
import { setSeenAt } from './age'
import { type Command, useCommands, useKeysOf } from './commands'
import { context, type Route, useContextStore } from './context'
import { openDialog, useDialogStore } from './dialogs'
import { focusTarget } from './focus'
import { loadScreens, useScreens } from './load-screens'
import { Page } from './page'
import { usePreferencesStore } from './preferences'
import { Rail } from './rail'
import { manualCommands } from './shell-commands'
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
  whitelisting: 'Whitelisting',
}

/** From the first drawing until the other screens are loaded, in milliseconds: its paint comes first. */
const screensAfterMs = 200

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

/** The route, but for a page that a synced tenant does not have. */
const useRoute = (): Route => {
  const route = useContextStore((state) => state.route)
  const tenant = useTenant()
  return route.kind === 'whitelisting' && tenant !== null && isSynced(tenant) ? { kind: 'tenant' } : route
}

const CurrentPage = () => {
  const route = useRoute()
  const tenantId = useContextStore((state) => state.tenantId)
  const screens = useScreens(route.kind !== 'log')
  const isOfTenant = route.kind !== 'tenants' && route.kind !== 'status' && route.kind !== 'connect'
  if (isOfTenant && tenantId === null) return <NoTenant title={titles[route.kind]} />
  if (route.kind === 'log') return <EmailLogPage />
  if (screens === null) return <Page title={titles[route.kind]} />
  switch (route.kind) {
    case 'tenants':
      return <screens.TenantsPage />
    case 'status':
      return <screens.StatusPage />
    case 'connect':
      return <screens.ConnectPage key={route.draftId} draftId={route.draftId} />
    case 'tenant':
      return <screens.TenantPage />
    case 'risk':
      return <screens.RiskPage />
    case 'people':
      return <screens.PeoplePage />
    case 'person':
      return <screens.PersonPage from={route.from} />
    case 'import':
      return <screens.ImportPage />
    case 'cases':
      return <screens.CasesPage />
    case 'whitelisting':
      return <screens.WhitelistingPage />
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
  const { kind } = useRoute()
  const name = useTenant()?.name
  useEffect(() => {
    document.title = [titles[kind], name, 'Whereabouts'].filter(Boolean).join(' · ')
  }, [kind, name])
}

const dialogs = {
  palette: 'Palette',
  tenants: 'TenantSwitcher',
  shortcuts: 'ShortcutSheet',
  'import-tenants': 'ImportTenants',
  'remove-tenant': 'RemoveTenant',
  vault: 'VaultDialog',
} as const

const OpenDialog = () => {
  const open = useDialogStore((state) => state.open)
  const screens = useScreens(open !== null)
  if (open === null || screens === null) return null
  const Dialog = screens[dialogs[open]]
  return <Dialog />
}

/** The rest of the screens is loaded as soon as the first page stands, so that opening one doesn't wait. */
const useScreensSoon = (): void =>
  useEffect(() => {
    const soon = setTimeout(() => void loadScreens(), screensAfterMs)
    return () => clearTimeout(soon)
  }, [])

const noCommands: readonly Command[] = []

const Shell = () => {
  const tenant = useTenant()
  useCommands(tenant === null || isSynced(tenant) ? noCommands : manualCommands)
  useArrival()
  useTitle()
  useScreensSoon()
  return (
    <div className="wb-shell" style={{ '--tenant': tenant?.colour } as CSSProperties}>
      <TopBar />
      <Rail />
      <main className="wb-main" tabIndex={-1}>
        <CurrentPage />
      </main>
      <ToastArea />
      <OpenDialog />
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
