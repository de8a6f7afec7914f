import type { ReactNode } from 'react'

/** What a tint means: calm = proven or in the Inbox, warm = needs a look, hot = lost, cool = elsewhere, none = no fact. */
export type Tone = 'calm' | 'warm' | 'hot' | 'cool' | 'none' | 'unknown'

interface ChipProps {
  readonly tone: Tone
  readonly icon?: ReactNode
  /** Without ground, for values that are right and should not shout. */
  readonly bare?: boolean
  readonly title?: string | undefined
  readonly children: ReactNode
}

/** Icon, word and tint; `unknown` is hatched, since what is not a fact looks like none. */
export const Chip = ({ tone, icon, bare = false, title, children }: ChipProps) => (
  <span className={`wb-chip wb-tone-${tone}${bare ? ' wb-chip-bare' : ''}`} title={title}>
    {icon}
    <span className="wb-chip-text">{children}</span>
  </span>
)
