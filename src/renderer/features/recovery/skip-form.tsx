import { useState } from 'react'
import type { RunnableStep } from '../../../shared/model/recovery'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { stepTitles } from './words'

interface SkipFormProps {
  readonly step: RunnableStep
  readonly onCancel: () => void
  readonly onSkip: (reason: string) => void
}

/** Asks why a step is left out: the reason is recorded. */
export const SkipForm = ({ step, onCancel, onSkip }: SkipFormProps) => {
  const [reason, setReason] = useState('')
  return (
    <form
      className="way-step-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') onSkip(reason)
      }}
    >
      <Field label={`Why is “${stepTitles[step]}” left out?`} hint="Stands in the record and in what is escalated.">
        {(control) => (
          <input
            {...control}
            className="wb-input"
            autoFocus
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.stopPropagation()
              onCancel()
            }}
          />
        )}
      </Field>
      <div className="wb-actions">
        <Button type="submit" look="primary" disabled={reason.trim() === ''}>
          Skip it
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
