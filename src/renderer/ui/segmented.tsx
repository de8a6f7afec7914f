import { useRef } from 'react'

interface SegmentedProps<Value extends string> {
  /** Name of the radio group. */
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}

/** A radio group drawn as one row of segments. Arrows choose, as in every radio group. */
export const Segmented = <Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled = false,
}: SegmentedProps<Value>) => {
  const group = useRef<HTMLDivElement>(null)
  const step = (by: number): void => {
    const at = options.findIndex((option) => option.value === value)
    const next = options[(at + by + options.length) % options.length]
    if (next === undefined) return
    onChange(next.value)
    group.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus()
  }
  return (
    <div
      className="wb-segmented"
      role="radiogroup"
      aria-label={label}
      ref={group}
      onKeyDown={(event) => {
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
        if (by === undefined) return
        event.preventDefault()
        step(by)
      }}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          data-value={option.value}
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          disabled={disabled}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
