import { type ComponentProps, useState } from 'react'

interface KeptInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'onBlur' | 'onKeyDown'> {
  /** What is kept now; typing starts from it. */
  readonly kept: string
  /** Asked once typing ends (Enter, or the focus leaves) and only for another text than the kept one. */
  readonly keep: (text: string) => void
  /** Escape gave the kept text back: a refusal of what was typed is of no use any more. */
  readonly onGivenBack?: () => void
}

/** A field that keeps what was typed when typing ends; Escape gives the kept text back. A refused text stays as typed. */
export const KeptInput = ({ kept, keep, onGivenBack, className, ...rest }: KeptInputProps) => {
  const [typed, setTyped] = useState<string | null>(null)
  const [lastKept, setLastKept] = useState(kept)
  if (lastKept !== kept) {
    setLastKept(kept)
    setTyped(null)
  }
  const end = (): void => {
    if (typed === null) return
    if (typed.trim() === kept) setTyped(null)
    else keep(typed.trim())
  }
  return (
    <input
      className={`wb-input ${className ?? ''}`}
      spellCheck={false}
      autoComplete="off"
      {...rest}
      value={typed ?? kept}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={end}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end()
        if (event.key !== 'Escape') return
        setTyped(null)
        onGivenBack?.()
      }}
    />
  )
}
