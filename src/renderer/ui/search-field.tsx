import { IconSearch } from '@tabler/icons-react'
import type { ComponentProps } from 'react'

interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field that narrows a list while one types. Escape empties it. */
export const SearchField = ({ label, value, onChange, className, onKeyDown, ...rest }: SearchFieldProps) => (
  <span className={`wb-search ${className ?? ''}`}>
    <IconSearch size={15} stroke={1.6} aria-hidden="true" />
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') {
          event.stopPropagation()
          onChange('')
        }
        onKeyDown?.(event)
      }}
      {...rest}
    />
  </span>
)
