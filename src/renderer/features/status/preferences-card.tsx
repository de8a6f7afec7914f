import { useMemo, useState } from 'react'
import type { Preferences } from '../../../shared/model/preferences'
import { factsOf } from '../../app/client'
import { changePreferences, usePreferencesStore } from '../../app/preferences'
import { zoneOf } from '../../ui/time'
import { Button } from '../../ui/button'
import { Segmented } from '../../ui/segmented'
import { Refusal } from '../../ui/refusal'

const Engineer = ({ name, save }: { readonly name: string; readonly save: (change: Partial<Preferences>) => void }) => {
  const [text, setText] = useState(name)
  const changed = text.trim() !== name
  return (
    <form
      className="wb-field-row"
      onSubmit={(event) => {
        event.preventDefault()
        if (changed) save({ engineer: text })
      }}
    >
      <label htmlFor="wb-engineer">Engineer</label>
      <span className="wb-field-controls">
        <input
          id="wb-engineer"
          className="wb-input"
          value={text}
          maxLength={120}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!changed}>
          Save name
        </Button>
      </span>
      <span className="wb-hint wb-field-hint">Written into every line of the audit trail.</span>
    </form>
  )
}

const zones = (): readonly string[] => Intl.supportedValuesOf('timeZone')

/** What the engineer can set; each choice is kept at once. */
export const PreferencesCard = () => {
  const preferences = usePreferencesStore((state) => state.preferences)
  const [refusal, setRefusal] = useState<string | null>(null)
  const known = useMemo(zones, [])
  if (preferences === null) return null
  const save = (change: Partial<Preferences>): void => {
    changePreferences(change).then(
      () => setRefusal(null),
      (thrown: unknown) => setRefusal(factsOf(thrown).message),
    )
  }
  return (
    <section className="wb-card" aria-labelledby="wb-preferences">
      <h2 id="wb-preferences">Preferences</h2>
      <Refusal>{refusal}</Refusal>
      <Engineer key={preferences.engineer} name={preferences.engineer} save={save} />
      <div className="wb-field-row">
        <span>Theme</span>
        <Segmented
          label="Theme"
          value={preferences.theme}
          onChange={(theme) => save({ theme })}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </div>
      <div className="wb-field-row">
        <span>Density</span>
        <Segmented
          label="Density"
          value={preferences.density}
          onChange={(density) => save({ density })}
          options={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
        />
      </div>
      <div className="wb-field-row">
        <label htmlFor="wb-zone">Time zone</label>
        <select
          id="wb-zone"
          className="wb-input"
          value={preferences.timeZone}
          onChange={(event) => save({ timeZone: event.currentTarget.value })}
        >
          <option value="system">System ({zoneOf('system')})</option>
          {preferences.timeZone === 'system' || known.includes(preferences.timeZone) ? null : (
            <option value={preferences.timeZone}>{preferences.timeZone}</option>
          )}
          {known.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </select>
      </div>
    </section>
  )
}
