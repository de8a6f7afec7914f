import type { Tenant } from '../../../shared/model/tenant'
import { SearchField } from '../../ui/search-field'
import { Segmented } from '../../ui/segmented'
import {
  type KnownOfTenants,
  setTenantsView,
  type StateFilter,
  tagsInUse,
  useTenantsView,
  viewed,
} from './tenants-view'

const stateNames: Readonly<Record<StateFilter, string>> = {
  any: 'Any state',
  attention: 'Needs a look',
  expiry: 'Sign-in expires',
  'missing-right': 'Lacks a right',
  disabled: 'Disabled',
}

interface TenantsFiltersProps {
  readonly tenants: readonly Tenant[]
  readonly known: KnownOfTenants
}

/** Narrows the list of tenants: by words, by use, by state with how many there are, by tag. */
export const TenantsFilters = ({ tenants, known }: TenantsFiltersProps) => {
  const view = useTenantsView()
  const tags = tagsInUse(tenants)
  const countOf = (state: StateFilter): number =>
    viewed(tenants, { query: '', shown: 'all', tag: null, state }, known).length
  return (
    <div className="wb-tenant-filters" role="group" aria-label="Which tenants are shown">
      <SearchField label="Search tenants" value={view.query} onChange={(query) => setTenantsView({ query })} />
      <Segmented
        label="Which tenants"
        value={view.shown}
        onChange={(shown) => setTenantsView({ shown })}
        options={[
          { value: 'all', label: 'All' },
          { value: 'favourites', label: 'Favourites' },
          { value: 'recent', label: 'Recent' },
        ]}
      />
      <select
        className="wb-input"
        aria-label="State"
        value={view.state}
        data-active={view.state === 'any' ? undefined : ''}
        onChange={(event) => setTenantsView({ state: event.currentTarget.value as StateFilter })}
      >
        {(Object.keys(stateNames) as StateFilter[]).map((state) => (
          <option key={state} value={state}>
            {state === 'any' ? stateNames.any : `${stateNames[state]} (${countOf(state)})`}
          </option>
        ))}
      </select>
      {tags.length === 0 && view.tag === null ? null : (
        <select
          className="wb-input"
          aria-label="Tag"
          value={view.tag ?? ''}
          data-active={view.tag === null ? undefined : ''}
          onChange={(event) => setTenantsView({ tag: event.currentTarget.value || null })}
        >
          <option value="">Any tag</option>
          {view.tag === null || tags.includes(view.tag) ? null : <option value={view.tag}>{view.tag}</option>}
          {tags.map((tag) => (
            <option key={tag} value={tag}>
              {tag}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
