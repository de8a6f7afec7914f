import { IconCopy, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { defaultWhitelisting, type Whitelisting } from '../../../shared/model/whitelisting'
import { valuesText } from '../../../shared/whitelisting/letter'
import { Copy, copyText } from '../../app/copy'
import { toast } from '../../app/toasts'
import { listOfTyped } from '../../app/typed-list'
import { Button } from '../../ui/button'
import { Fact, Facts } from '../../ui/fact'
import { Field } from '../../ui/field'
import { KeptInput } from '../../ui/kept-input'
import type { KeptWhitelisting } from './whitelisting-store'

type Values = 'addresses' | 'safeSenders'

const fields: readonly {
  readonly field: Values
  readonly label: string
  readonly one: string
  readonly hint: string
  readonly done: string
}[] = [
  {
    field: 'addresses',
    label: 'IP addresses',
    one: 'IP address',
    hint: 'Addresses or ranges like 192.0.2.0/28, separated by commas.',
    done: 'The IP addresses were changed.',
  },
  {
    field: 'safeSenders',
    label: 'Safe senders',
    one: 'Safe sender',
    hint: 'Envelope senders, separated by commas.',
    done: 'The safe senders were changed.',
  },
]

const isDefault = ({ addresses, safeSenders }: Whitelisting): boolean =>
  addresses.join() === defaultWhitelisting.addresses.join() &&
  safeSenders.join() === defaultWhitelisting.safeSenders.join()

/** The values, each with a button to copy it; changed in place. */
export const ValuesCard = ({ kept, values }: { readonly kept: KeptWhitelisting; readonly values: Whitelisting }) => {
  const [editing, setEditing] = useState(false)
  const { addresses, safeSenders } = defaultWhitelisting
  return (
    <section className="wb-card" aria-labelledby="wb-values">
      <div className="wb-card-head">
        <h2 id="wb-values">What to let through</h2>
        <div className="wb-card-tools">
          <Button
            look="quiet"
            icon={<IconPencil size={16} stroke={1.6} aria-hidden="true" />}
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            {editing ? 'Done' : 'Change'}
          </Button>
          <Button
            icon={<IconCopy size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() =>
              void copyText(valuesText(values)).then(
                () => toast({ text: 'All values are on the clipboard.' }),
                () => undefined,
              )
            }
          >
            Copy all
          </Button>
        </div>
      </div>
      {editing ? (
        <div className="wb-values-form">
          {fields.map(({ field, label, hint, done }) => (
            <Field key={field} label={label} hint={hint} refusal={kept.refusalAt(field)}>
              {(control) => (
                <KeptInput
                  {...control}
                  kept={values[field].join(', ')}
                  onGivenBack={kept.forgetRefusal}
                  keep={(text) => void kept.change({ [field]: [...listOfTyped(text)] }, done)}
                />
              )}
            </Field>
          ))}
          {isDefault(values) ? null : (
            <div className="wb-actions">
              <Button
                look="quiet"
                onClick={() => void kept.change({ addresses, safeSenders }, 'The platform’s own values are back.')}
              >
                Back to the platform’s own values
              </Button>
            </div>
          )}
        </div>
      ) : (
        <Facts>
          {fields.flatMap(({ field, one }) =>
            values[field].map((value) => (
              <Fact key={`${field} ${value}`} name={one} action={<Copy what={value} text={value} />}>
                <span className="wb-value">{value}</span>
              </Fact>
            )),
          )}
        </Facts>
      )}
    </section>
  )
}
