/** True on a Mac, where `Mod` is the Command key. */
export const isMac = (): boolean => /mac/i.test(navigator.platform)

const modifiers = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const

const letterOf = (event: KeyboardEvent): string | null => {
  // Digits by their place: on a French keyboard they need Shift, and the chord must not.
  if (/^Digit\d$/.test(event.code) && (event.ctrlKey || event.metaKey || event.altKey)) return event.code.slice(5)
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead'].includes(event.key)) return null
  if (event.key === ' ') return 'Space'
  return event.key.length === 1 ? event.key.toUpperCase() : event.key
}

/**
 * The chord that an event presses, e.g. `Mod+K`, `Alt+2`, `?`, `M`; null while only modifiers are down or with AltGr,
 * which writes characters. `Mod` is Command on a Mac and Ctrl elsewhere. Shift is left out where it makes the character.
 */
export const chordOf = (event: KeyboardEvent, mac: boolean = isMac()): string | null => {
  // AltGr: on Windows it comes with Ctrl and Alt down, on Linux without either.
  if (event.getModifierState?.('AltGraph') && (!event.altKey || event.ctrlKey)) return null
  const letter = letterOf(event)
  if (letter === null) return null
  const mod = mac ? event.metaKey : event.ctrlKey
  const isLetter = letter.length > 1 || /[\p{L}\p{N}]/u.test(letter)
  const pressed: Record<(typeof modifiers)[number], boolean> = {
    Mod: mod,
    Ctrl: mac && event.ctrlKey,
    Alt: event.altKey,
    Shift: event.shiftKey && isLetter,
  }
  return [...modifiers.filter((name) => pressed[name]), letter].join('+')
}

/** True when the chord is a character by itself and would get in the way of typing. */
export const isSingleKey = (chord: string): boolean => chord.length === 1 || /^Shift\+.$/.test(chord)

const shown: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Enter: '↵',
}

/** A chord as it stands on a button: `Ctrl K`, on a Mac `⌘K`. */
export const chordText = (chord: string, mac: boolean = isMac()): string =>
  chord
    .split('+')
    .map((part) => {
      if (part === 'Mod') return mac ? '⌘' : 'Ctrl'
      if (part === 'Alt' && mac) return '⌥'
      if (part === 'Shift' && mac) return '⇧'
      return shown[part] ?? part
    })
    .join(mac ? '' : ' ')
