import { type ReactNode, useId } from 'react'

/** What a control inside a field needs to be named and described by it. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: string
  /** What to enter, or where to find it. */
  readonly hint?: ReactNode
  /** Why what was entered is refused. */
  readonly refusal?: string | null
  readonly children: (control: FieldControl) => ReactNode
}

/** A label over a control, with a hint and, when there is one, the refusal below it. */
export const Field = ({ label, hint, refusal = null, children }: FieldProps) => {
  const id = useId()
  const hintId = `${id}-hint`
  const refusalId = `${id}-refusal`
  const described = [refusal === null ? null : refusalId, hint === undefined ? null : hintId].filter(Boolean).join(' ')
  return (
    <div className="wb-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': refusal === null ? undefined : true,
      })}
      {refusal === null ? null : (
        <span id={refusalId} role="alert" className="wb-refusal">
          {refusal}
        </span>
      )}
      {hint === undefined ? null : (
        <span id={hintId} className="wb-hint">
          {hint}
        </span>
      )}
    </div>
  )
}
