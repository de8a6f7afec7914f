import { IconBuilding, IconFilterOff, IconSearch, IconStar } from '@tabler/icons-react'
import { beginConnecting } from '../../app/begin-connecting'
import { openWorkspace } from '../../app/workspace'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { showAllTenants, useTenantsView } from './tenants-view'

/** Why the list of tenants is empty, and what to do about it. */
export const NoTenants = ({ known }: { readonly known: number }) => {
  const { query, shown, state, tag } = useTenantsView()
  if (known === 0)
    return (
      <Empty
        icon={<IconBuilding size={20} stroke={1.6} />}
        title="No tenant is connected yet"
        actions={
          <>
            <Button look="primary" onClick={() => void beginConnecting()}>
              Connect a tenant
            </Button>
            <Button onClick={() => void openWorkspace('demo')}>Look around in the demo</Button>
          </>
        }
      >
        Connect the first customer: it takes about ten minutes, and what their admin has to do comes as a text to send.
      </Empty>
    )
  if (state !== 'any' || tag !== null)
    return (
      <Empty
        icon={<IconFilterOff size={20} stroke={1.6} />}
        title="No tenant is like that"
        actions={<Button onClick={showAllTenants}>Show all tenants</Button>}
      >
        {state === 'attention' && tag === null && query.trim() === ''
          ? 'No sign-in expires within 30 days, no right is missing that was checked, and none is disabled.'
          : 'Nothing matches all of what was chosen above.'}
      </Empty>
    )
  if (query.trim() !== '')
    return (
      <Empty icon={<IconSearch size={20} stroke={1.6} />} title={`No tenant matches “${query.trim()}”`}>
        Names, initials, domains and tags are searched.
      </Empty>
    )
  return (
    <Empty
      icon={<IconStar size={20} stroke={1.6} />}
      title={shown === 'favourites' ? 'No favourites yet' : 'None was opened yet'}
    >
      {shown === 'favourites'
        ? 'Press the star in front of a tenant to keep it here.'
        : 'Tenants that you open are listed here.'}
    </Empty>
  )
}
