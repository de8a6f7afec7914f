import { IconRotate } from '@tabler/icons-react'
import { useState } from 'react'
import { factsOf } from '../../app/client'
import { type Command, keysOf, useCommandStore } from '../../app/commands'
import { changePreferences, usePreferencesStore } from '../../app/preferences'
import { IconButton } from '../../ui/button'
import { chordOf, chordText } from '../../ui/keys'
import { refusalOf } from './key-conflicts'

interface KeyLineProps {
  readonly command: Command
  readonly own: Readonly<Record<string, string>>
  readonly onKeys: (command: Command, chord: string | null) => void
  readonly onRefused: (words: string | null) => void
}

const KeyLine = ({ command, own, onKeys, onRefused }: KeyLineProps) => {
  const [recording, setRecording] = useState(false)
  const chord = keysOf(command, own)
  const isOwn = command.id in own
  const shown = recording ? 'press keys…' : chord === null ? 'none' : chordText(chord)
  const record = (event: React.KeyboardEvent): void => {
    if (!recording || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setRecording(false)
    if (event.key === 'Backspace' || event.key === 'Delete') {
      setRecording(false)
      return onKeys(command, '')
    }
    const pressed = chordOf(event.nativeEvent)
    if (pressed === null) return
    const refusal = refusalOf(pressed, command, useCommandStore.getState().commands.values(), own)
    onRefused(refusal)
    if (refusal !== null) return
    setRecording(false)
    onKeys(command, pressed)
  }
  return (
    <div className="wb-key-line">
      <span className="wb-clip">{command.name}</span>
      {isOwn ? (
        <IconButton
          className="wb-copy"
          label={`Default keys of ${command.name}`}
          icon={<IconRotate size={14} stroke={1.6} />}
          onClick={() => onKeys(command, null)}
        />
      ) : null}
      <button
        type="button"
        className={`wb-key-button${recording ? ' wb-key-recording' : ''}`}
        aria-label={`Keys of ${command.name}: ${shown}`}
        onClick={() => {
          onRefused(null)
          setRecording(true)
        }}
        onBlur={() => setRecording(false)}
        onKeyDown={record}
      >
        {shown}
      </button>
    </div>
  )
}

/** Every command with its chord; click one and press the new keys. */
export const KeysCard = () => {
  const commands = useCommandStore((state) => state.commands)
  const own = usePreferencesStore((state) => state.preferences?.keys) ?? {}
  const [refusal, setRefusal] = useState<string | null>(null)
  const save = (command: Command, chord: string | null): void => {
    const { [command.id]: _, ...others } = own
    const keys = chord === null || chord === command.keys ? others : { ...others, [command.id]: chord }
    changePreferences({ keys }).then(
      () => setRefusal(null),
      (thrown: unknown) => setRefusal(factsOf(thrown).message),
    )
  }
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-keys">
      <h2 id="wb-keys">Keys</h2>
      <p className="wb-muted wb-key-help" role="status">
        {refusal ?? 'Choose a command’s keys, then press the new ones. Backspace takes them away, Escape keeps them.'}
      </p>
      <div className="wb-key-lines">
        {[...commands.values()].map((command) => (
          <KeyLine key={command.id} command={command} own={own} onKeys={save} onRefused={setRefusal} />
        ))}
      </div>
    </section>
  )
}
