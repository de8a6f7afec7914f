import { type ReactNode, useState } from 'react'
import { Field } from '../../ui/field'
import { useRefusal } from './draft-store'

interface TextFieldProps {
  readonly label: string
  /** The draft's field, as a refusal names it. */
  readonly field: string
  /** What it starts with; afterwards it keeps what is typed. */
  readonly value: string
  readonly onChange: (text: string) => void
  readonly hint?: ReactNode
  readonly placeholder?: string
  /** Name of the list that completes it. */
  readonly list?: string
  readonly autoFocus?: boolean
}

/** A line of text of the draft. What is typed stays as it was typed, also when main reads it differently. */
export const TextField = ({
  label,
  field,
  value,
  onChange,
  hint,
  placeholder,
  list,
  autoFocus = false,
}: TextFieldProps) => {
  const [text, setText] = useState(value)
  return (
    <Field label={label} hint={hint} refusal={useRefusal(field)}>
      {(control) => (
        <input
          {...control}
          className="wb-input"
          value={text}
          placeholder={placeholder}
          list={list}
          autoFocus={autoFocus}
          spellCheck={false}
          autoComplete="off"
          maxLength={500}
          onChange={(event) => {
            setText(event.currentTarget.value)
            onChange(event.currentTarget.value)
          }}
        />
      )}
    </Field>
  )
}
