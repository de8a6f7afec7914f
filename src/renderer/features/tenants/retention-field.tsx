import { useState } from 'react'
import type { Tenant } from '../../../shared/model/tenant'
import { Button } from '../../ui/button'
import { KeptInput } from '../../ui/kept-input'
import { SettingRow } from './setting-row'

interface RetentionFieldProps {
  readonly tenant: Tenant
  readonly refusal: string | null
  readonly keep: (days: number) => void
  readonly onGivenBack: () => void
}

const days = (count: number): string => `${count.toLocaleString('en-GB')} days`

/** For how many days sent emails are kept. Fewer than now erases some, which can't be undone: that is asked first. */
export const RetentionField = ({ tenant, refusal, keep, onGivenBack }: RetentionFieldProps) => {
  const kept = tenant.retentionDays
  const [asked, setAsked] = useState<number | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  // Another key empties the field of what was typed.
  const [turn, setTurn] = useState(0)
  const giveBack = (): void => {
    setAsked(null)
    setUnreadable(null)
    onGivenBack()
  }
  const end = (text: string): void => {
    const typed = Number(text)
    if (text === '' || !Number.isInteger(typed)) return setUnreadable('Enter a whole number of days.')
    setUnreadable(null)
    if (typed >= kept || typed < 30) {
      setAsked(null)
      keep(typed)
    } else setAsked(typed)
  }
  return (
    <>
      <SettingRow
        label="Keep emails for"
        refusal={unreadable ?? refusal}
        hint="Days, 30 to 3,650. Older sent emails are erased from this computer, never from a mailbox."
      >
        {(control) => (
          <KeptInput
            {...control}
            key={turn}
            className="wb-short"
            inputMode="numeric"
            kept={String(kept)}
            keep={end}
            onGivenBack={giveBack}
          />
        )}
      </SettingRow>
      {asked === null ? null : (
        <div className="wb-field-row" role="group" aria-label="Keep emails for fewer days">
          <p className="wb-field-hint" role="alert">
            Everything older than {days(asked)} is erased from the ledger. That can’t be undone.
          </p>
          <span className="wb-field-controls wb-field-hint">
            <Button
              onClick={() => {
                setAsked(null)
                setTurn(turn + 1)
              }}
            >
              Leave it at {days(kept)}
            </Button>
            <Button
              look="danger"
              onClick={() => {
                setAsked(null)
                keep(asked)
              }}
            >
              Keep {days(asked)} only
            </Button>
          </span>
        </div>
      )}
    </>
  )
}
