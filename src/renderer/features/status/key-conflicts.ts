import { type Command, keysOf } from '../../app/commands'
import { chordText } from '../../ui/keys'

// What an engineer needs for typing and moving, in every field and table.
const reserved: ReadonlySet<string> = new Set([
  'Enter',
  'Escape',
  'Tab',
  'Shift+Tab',
  'Space',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Backspace',
  'Delete',
  'Mod+C',
  'Mod+V',
  'Mod+X',
  'Mod+A',
  'Mod+Z',
  'Mod+Q',
  'Mod+W',
  'Alt+F4',
])

/** Why a command can't have a chord, in words; null when it can. */
export const refusalOf = (
  chord: string,
  command: Pick<Command, 'id'>,
  commands: Iterable<Command>,
  own: Readonly<Record<string, string>>,
): string | null => {
  if (reserved.has(chord)) return `${chordText(chord)} is needed for typing, moving or the window. Choose another.`
  for (const other of commands) {
    if (other.id !== command.id && keysOf(other, own) === chord) {
      return `${chordText(chord)} already presses “${other.name}”. Change that one first, or choose another.`
    }
  }
  return null
}
