import { IconKeyboard, IconMoon, IconSearch, IconSelector, IconSun, IconUser } from '@tabler/icons-react'
import { providerNames } from '../../shared/model/tenant'
import { IconButton } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { Square } from '../ui/square'
import { Age } from '../ui/time-text'
import { useSeenStore } from './age'
import { useKeysOf } from './commands'
import { useOnline } from './connection'
import { openDialog } from './dialogs'
import { usePerson } from './person'
import { Running } from './running'
import { TenantMark } from './tenant-mark'
import { useTenant } from './tenants'
import { toggleTheme, useScheme } from './theme-choice'
import { openWorkspace, useIsDemo } from './workspace'

const TenantButton = () => {
  const tenant = useTenant()
  return (
    <button type="button" className="wb-tenant" onClick={() => openDialog('tenants')} aria-haspopup="dialog">
      {tenant === null ? (
        <span className="wb-muted">Choose a tenant</span>
      ) : (
        <>
          <Square name={tenant.name} colour={tenant.colour} />
          <span className="wb-clip wb-tenant-name">{tenant.name}</span>{' '}
          <span className="wb-muted">{providerNames[tenant.provider]}</span>
        </>
      )}
      <IconSelector size={15} stroke={1.6} aria-hidden="true" />
    </button>
  )
}

const CurrentMark = () => {
  const tenant = useTenant()
  return tenant === null ? null : <TenantMark tenant={tenant} />
}

const Connection = () => {
  const online = useOnline()
  const seen = useSeenStore()
  return (
    <span className="wb-connection">
      <span className={`wb-dot ${online ? 'wb-dot-on' : 'wb-dot-off'}`} aria-hidden="true" />
      <span role="status">{online ? 'Online' : 'Offline'}</span>
      {seen.what === null ? null : (
        <span className="wb-muted">
          · {seen.what} {seen.at === null ? 'never read' : <Age at={seen.at} word="old" />}
        </span>
      )}
    </span>
  )
}

/** Says on every screen that nothing here is real, and leads to what is. */
const DemoMark = () => {
  const isDemo = useIsDemo()
  if (!isDemo) return null
  return (
    <button
      type="button"
      className="wb-demo"
      title="Nothing here is a real customer’s. Go to your own tenants."
      onClick={() => void openWorkspace('own')}
    >
      Demo
      <span className="wb-sr"> workspace: go to your own tenants</span>
    </button>
  )
}

/** Whose data this is, the way to anything, and how things stand. */
export const TopBar = () => {
  const person = usePerson()
  const scheme = useScheme()
  const keys = useKeysOf('app.palette')
  return (
    <header className="wb-top">
      <div className="wb-top-who">
        <DemoMark />
        <TenantButton />
        <CurrentMark />
        {person === null ? null : (
          <span className="wb-top-person" title={person.address}>
            <IconUser size={15} stroke={1.6} aria-hidden="true" />
            <span className="wb-clip">{person.name}</span>
          </span>
        )}
      </div>
      <button type="button" className="wb-palette-field" onClick={() => openDialog('palette')} aria-haspopup="dialog">
        <IconSearch size={15} stroke={1.6} aria-hidden="true" />
        <span className="wb-clip">Find a tenant, a person or an action</span>
        {keys === null ? null : <Kbd keys={keys} />}
      </button>
      <div className="wb-top-state">
        <Running />
        <Connection />
        <IconButton
          label="Keyboard shortcuts"
          icon={<IconKeyboard size={18} stroke={1.6} />}
          onClick={() => openDialog('shortcuts')}
        />
        <IconButton
          label={scheme === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
          icon={scheme === 'dark' ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
          onClick={() => void toggleTheme()}
        />
      </div>
    </header>
  )
}
