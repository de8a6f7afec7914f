import { IconChevronRight, IconUser } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { PersonHit } from '../../shared/contract'
import { Picker, type PickerItem } from '../ui/picker'
import { call } from './client'
import { type Command, keysOf, useCommandStore } from './commands'
import { openLog, useContextStore } from './context'
import { applyIfCurrent } from './current'
import { closeDialog } from './dialogs'
import { findTenants } from './find-tenants'
import { fold, hasWords } from './fold'
import { usePreferencesStore } from './preferences'
import { tenantItem } from './tenant-switcher'
import { useTenant, useTenantStore } from './tenants'

const personItem = ({ person }: PersonHit): PickerItem => ({
  id: `person-${person.id}`,
  label: person.name,
  hint: person.address,
  icon: <IconUser size={16} stroke={1.6} />,
  run: () => openLog(person.id),
})

const useHits = (query: string): readonly PersonHit[] => {
  const tenantId = useContextStore((state) => state.tenantId)
  const [hits, setHits] = useState<{ query: string; hits: readonly PersonHit[] }>({ query: '', hits: [] })
  const wanted = query.trim()
  useEffect(() => {
    if (tenantId === null || wanted === '') return
    let isLatest = true
    void applyIfCurrent({ tenantId }, call('people.search', { tenantId, query: wanted, limit: 8 }), {
      value: (found) => isLatest && setHits({ query: wanted, hits: found }),
      failure: () => isLatest && setHits({ query: wanted, hits: [] }),
    })
    return () => void (isLatest = false)
  }, [tenantId, wanted])
  // While the next letter is on its way the last answer stays, so that the list doesn't flicker.
  return wanted === '' ? [] : hits.hits
}

const matching = (commands: Iterable<Command>, query: string): readonly Command[] =>
  [...commands].filter(
    (command) =>
      command.id !== 'app.palette' &&
      (command.when?.() ?? true) &&
      hasWords(fold(`${command.name} ${command.group}`), query.trim()),
  )

/** Everything by typing: people of the tenant, tenants, actions. */
export const Palette = () => {
  const [query, setQuery] = useState('')
  const tenants = useTenantStore((state) => state.tenants)
  const tenant = useTenant()
  const commands = useCommandStore((state) => state.commands)
  const own = usePreferencesStore((state) => state.preferences?.keys)
  const hits = useHits(query)
  const sections = useMemo(() => {
    const asked = query.trim() !== ''
    const actions = matching(commands.values(), query).map((command) => ({
      id: `command-${command.id}`,
      label: command.name,
      hint: command.group,
      icon: <IconChevronRight size={16} stroke={1.6} />,
      keys: keysOf(command, own ?? {}),
      run: command.run,
    }))
    return [
      { heading: tenant === null ? 'People' : `People of ${tenant.name}`, items: hits.map(personItem) },
      {
        heading: 'Tenants',
        items: asked
          ? findTenants(tenants ?? [], query)
              .slice(0, 6)
              .map(tenantItem)
          : [],
      },
      { heading: 'Actions', items: actions },
    ]
  }, [query, commands, own, hits, tenants, tenant])
  return (
    <Picker
      label="Find a tenant, a person or an action"
      placeholder={tenant === null ? 'A tenant or an action' : `A person of ${tenant.name}, a tenant or an action`}
      query={query}
      onQuery={setQuery}
      sections={sections}
      nothing={`Nothing here is called “${query.trim()}”.`}
      onClose={closeDialog}
    />
  )
}
