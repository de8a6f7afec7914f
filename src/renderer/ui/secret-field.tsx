import type { ReactNode } from 'react'
import { Field } from './field'

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly hint?: ReactNode
  readonly refusal?: string | null
  readonly autoFocus?: boolean
  /** True for one that exists already and is only asked for. */
  readonly known?: boolean
}

/** A field whose text is not shown, and that no password manager fills in or keeps. */
export const SecretField = ({
  label,
  value,
  onChange,
  hint,
  refusal = null,
  autoFocus = false,
  known = false,
}: SecretFieldProps) => (
  <Field label={label} hint={hint} refusal={refusal}>
    {(control) => (
      <input
        {...control}
        className="wb-input"
        type="password"
        autoComplete={known ? 'current-password' : 'new-password'}
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
)
