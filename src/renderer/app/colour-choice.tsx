import { useEffect, useRef } from 'react'
import { tenantColours } from '../../shared/model/tenant'

/** What the offered colours are called, for whoever doesn't see them. */
const names: Readonly<Record<(typeof tenantColours)[number], string>> = {
  '#7a4fd0': 'Violet',
  '#1f7a6d': 'Teal',
  '#b4552d': 'Rust',
  '#2f6fb5': 'Blue',
  '#a23b72': 'Magenta',
  '#5c7f2b': 'Olive',
  '#8a6d1a': 'Ochre',
  '#4b5ea8': 'Indigo',
  '#b23a48': 'Red',
  '#3f7f93': 'Steel',
}

interface ColourChoiceProps {
  /** Name of the group. */
  readonly label: string
  /** `#rrggbb`; may be none of those offered. */
  readonly value: string
  readonly onChange: (colour: string) => void
}

/** A tenant's colour: one of those that can be told apart, or another; arrows choose, as in every radio group. */
export const ColourChoice = ({ label, value, onChange }: ColourChoiceProps) => (
  <div className="wb-swatches" role="radiogroup" aria-label={label}>
    {tenantColours.map((colour) => (
      <label key={colour} className="wb-swatch" title={names[colour]}>
        <input
          type="radio"
          name="wb-colour"
          aria-label={names[colour]}
          checked={colour === value}
          onChange={() => onChange(colour)}
        />
        <span style={{ background: colour }} aria-hidden="true" />
      </label>
    ))}
    <OtherColour value={value} onChange={onChange} />
  </div>
)

/** Any other colour, told once it is chosen: React's `onChange` would tell every step of the pointer on the way there. */
const OtherColour = ({ value, onChange }: Omit<ColourChoiceProps, 'label'>) => {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const element = input.current
    const chosen = (): void => {
      if (element !== null) onChange(element.value)
    }
    element?.addEventListener('change', chosen)
    return () => element?.removeEventListener('change', chosen)
  }, [onChange, value])
  return (
    <label className="wb-swatch-own">
      <input key={value} ref={input} type="color" aria-label="Another colour" defaultValue={value} />
      Another
    </label>
  )
}
