import { IconSearch } from '@tabler/icons-react'
import type { ComponentProps } from 'react'

interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The row in the tab order of the page's table. */
const rowOfPage = (): HTMLElement | null => document.querySelector('main [role="row"][tabindex="0"]')

/** A field that narrows a table while one types. Arrow down and Enter go on to the table; Escape empties it, then too. */
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
        } else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
          event.preventDefault()
          rowOfPage()?.focus()
        }
        onKeyDown?.(event)
      }}
      {...rest}
    />
  </span>
)
