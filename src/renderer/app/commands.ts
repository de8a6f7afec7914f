import { useEffect } from 'react'
import { create } from 'zustand'
import { chordOf, isSingleKey } from '../ui/keys'
import { usePreferencesStore } from './preferences'

/** Something an engineer can do, shared by palette, shortcut sheet and key handler. */
export interface Command {
  /** Stable, e.g. `email.move`; keys are remapped by it. */
  readonly id: string
  readonly name: string
  /** Heading in the sheet and the palette. */
  readonly group: 'Go to' | 'Tenant' | 'Person' | 'Email' | 'App'
  /** The default chord as chordOf writes it; null for none. */
  readonly keys: string | null
  /** Asked at the moment of use; left out means always. */
  readonly when?: () => boolean
  readonly run: () => void
}

interface CommandState {
  readonly commands: ReadonlyMap<string, Command>
}

export const useCommandStore = create<CommandState>(() => ({ commands: new Map() }))

/** Makes commands known until the returned function is called. A later one of the same id replaces the earlier. */
export const registerCommands = (commands: readonly Command[]): (() => void) => {
  useCommandStore.setState((before) => ({
    commands: new Map([...before.commands, ...commands.map((command) => [command.id, command] as const)]),
  }))
  return () =>
    useCommandStore.setState((before) => {
      const left = new Map(before.commands)
      for (const command of commands) if (left.get(command.id) === command) left.delete(command.id)
      return { commands: left }
    })
}

/** Registers commands while a component is shown. Give a stable list (useMemo). */
export const useCommands = (commands: readonly Command[]): void => {
  useEffect(() => registerCommands(commands), [commands])
}

/** The chord of a command: the engineer's own, else the default. An empty remapping takes the keys away. */
export const keysOf = (command: Pick<Command, 'id' | 'keys'>, own: Readonly<Record<string, string>>): string | null => {
  const chord = own[command.id] ?? command.keys
  return chord === '' ? null : chord
}

/** The chord of a command by its id, for the key on a button; null when it has none or isn't known. */
export const useKeysOf = (id: string): string | null => {
  const command = useCommandStore((state) => state.commands.get(id))
  const own = usePreferencesStore((state) => state.preferences?.keys)
  return command === undefined ? null : keysOf(command, own ?? {})
}

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/**
 * The command that an event asks for. Single letters act only while the focus is inside an element with
 * `data-single-keys` (table, detail), never while one types; `?` acts anywhere but in a field.
 */
export const commandFor = (
  event: KeyboardEvent,
  commands: Iterable<Command>,
  own: Readonly<Record<string, string>>,
): Command | null => {
  const chord = chordOf(event)
  if (chord === null) return null
  if (isSingleKey(chord)) {
    if (isEditable(event.target)) return null
    const inScope = event.target instanceof Element && event.target.closest('[data-single-keys]') !== null
    if (chord !== '?' && !inScope) return null
  }
  for (const command of commands) {
    if (keysOf(command, own) === chord && (command.when?.() ?? true)) return command
  }
  return null
}

/** Runs commands by their chords until the returned function is called. Not while a dialog is open. */
export const listenForKeys = (target: Window): (() => void) => {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || document.querySelector('dialog[open]') !== null) return
    const command = commandFor(
      event,
      useCommandStore.getState().commands.values(),
      usePreferencesStore.getState().preferences?.keys ?? {},
    )
    if (command === null) return
    event.preventDefault()
    command.run()
  }
  target.addEventListener('keydown', onKey)
  return () => target.removeEventListener('keydown', onKey)
}
