/** Colours that can be told apart beside one another, each readable with white letters. */
const colours: readonly (readonly [colour: string, name: string])[] = [
  ['#7a4fd0', 'Violet'],
  ['#1f7a6d', 'Teal'],
  ['#b4552d', 'Rust'],
  ['#2f6fb5', 'Blue'],
  ['#a23b72', 'Magenta'],
  ['#5c7f2b', 'Olive'],
  ['#8a6d1a', 'Ochre'],
  ['#4b5ea8', 'Indigo'],
  ['#b23a48', 'Red'],
  ['#3f7f93', 'Steel'],
]

interface ColourChoiceProps {
  /** Name of the group. */
  readonly label: string
  /** `#rrggbb`; may be none of those offered. */
  readonly value: string
  readonly onChange: (colour: string) => void
}

/** A row of colours to choose from; arrows choose, as in every radio group. */
export const ColourChoice = ({ label, value, onChange }: ColourChoiceProps) => {
  const isOffered = colours.some(([colour]) => colour === value)
  const offered = isOffered ? colours : [[value, 'Its own'] as const, ...colours]
  return (
    <div className="wb-colours" role="radiogroup" aria-label={label}>
      {offered.map(([colour, name]) => (
        <label key={colour} className="wb-colour" title={name}>
          <input
            type="radio"
            name={label}
            aria-label={name}
            checked={colour === value}
            onChange={() => onChange(colour)}
          />
          <span style={{ background: colour }} aria-hidden="true" />
        </label>
      ))}
    </div>
  )
}
