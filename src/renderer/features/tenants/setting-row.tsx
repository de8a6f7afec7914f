import { type ReactNode, useId } from 'react'

interface SettingRowProps {
  readonly label: string
  readonly refusal: string | null
  readonly hint?: string
  readonly children: (control: {
    readonly id: string
    readonly 'aria-invalid': true | undefined
    readonly 'aria-describedby': string | undefined
  }) => ReactNode
}

/** One setting: its name beside its control, the refusal or the hint below. */
export const SettingRow = ({ label, refusal, hint, children }: SettingRowProps) => {
  const id = useId()
  const isRefused = refusal !== null
  return (
    <div className="wb-field-row">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': isRefused ? true : undefined,
        'aria-describedby': isRefused || hint !== undefined ? `${id}-below` : undefined,
      })}
      {isRefused ? (
        <span id={`${id}-below`} role="alert" className="wb-refusal wb-field-hint">
          {refusal}
        </span>
      ) : hint === undefined ? null : (
        <span id={`${id}-below`} className="wb-hint wb-field-hint">
          {hint}
        </span>
      )}
    </div>
  )
}
