import { IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { IconButton } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { chordText } from '../ui/keys'
import { type Command, keysOf, useCommandStore } from './commands'
import { closeDialog } from './dialogs'
import { usePreferencesStore } from './preferences'

const groups: readonly Command['group'][] = ['Go to', 'Tenant', 'Person', 'Email', 'App']

const fixed: readonly { readonly name: string; readonly keys: string }[] = [
  { name: 'Move in a table', keys: 'ArrowUp ArrowDown' },
  { name: 'Open what is marked', keys: 'Enter' },
  { name: 'Copy the row that is marked', keys: 'Mod+C' },
  { name: 'Close, or empty a search', keys: 'Escape' },
]

/** Every shortcut that acts now, by group. */
export const ShortcutSheet = () => {
  const commands = useCommandStore((state) => state.commands)
  const own = usePreferencesStore((state) => state.preferences?.keys) ?? {}
  const listed = useMemo(() => [...commands.values()], [commands])
  return (
    <Dialog label="Keyboard shortcuts" className="wb-sheet" onClose={closeDialog}>
      <header>
        <h2>Keyboard shortcuts</h2>
        <IconButton label="Close shortcuts" icon={<IconX size={17} stroke={1.6} />} onClick={closeDialog} />
      </header>
      <div className="wb-sheet-body">
        {groups.map((group) => {
          const rows = listed.flatMap((command) => {
            const keys = command.group === group ? keysOf(command, own) : null
            return keys === null ? [] : [{ id: command.id, name: command.name, keys }]
          })
          return rows.length === 0 ? null : (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {rows.map((row) => (
                  <div key={row.id}>
                    <dt>{row.name}</dt>
                    <dd className="wb-kbd">{chordText(row.keys)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
        <section>
          <h3>Everywhere</h3>
          <dl>
            {fixed.map((row) => (
              <div key={row.name}>
                <dt>{row.name}</dt>
                <dd className="wb-kbd">
                  {row.keys
                    .split(' ')
                    .map((keys) => chordText(keys))
                    .join(' ')}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <p className="wb-hint">
        Single letters act while the table or the detail has the focus. Change any of them under Status.
      </p>
    </Dialog>
  )
}
