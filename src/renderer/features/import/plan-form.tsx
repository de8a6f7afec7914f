import { useMemo } from 'react'
import {
  dateOrders,
  importFields,
  requiredImportFields,
  type DateOrder,
  type ImportField,
  type ImportPlan,
  type ImportPreview,
} from '../../../shared/model/import'
import { sendMethods, type ToldSendMethod } from '../../../shared/model/sent-email'
import { Field } from '../../ui/field'
import { changePlan, useImportStore } from './import-store'
import { fieldNames } from './import-words'

const isRequired = (field: ImportField): boolean => (requiredImportFields as readonly ImportField[]).includes(field)

const ColumnOf = ({ field, plan, preview }: { field: ImportField; plan: ImportPlan; preview: ImportPreview }) => {
  const refusal = useImportStore((state) => state.refusal)
  const own = refusal?.field === `mapping.${field}` ? refusal.message : null
  return (
    <Field label={fieldNames[field]} refusal={own}>
      {(control) => (
        <select
          {...control}
          className="wb-input"
          value={plan.mapping[field] ?? ''}
          onChange={(event) => {
            const { [field]: _, ...others } = plan.mapping
            const column = event.currentTarget.value
            changePlan({ mapping: column === '' ? others : { ...others, [field]: column } })
          }}
        >
          <option value="">{isRequired(field) ? 'Choose a column' : 'Not in the file'}</option>
          {preview.columns.map((column) => (
            <option key={column} value={column}>
              {column}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

const orderNames: Readonly<Record<DateOrder, string>> = {
  'day-first': 'Day first (31/12/2026)',
  'month-first': 'Month first (12/31/2026)',
}

const Zone = ({ plan, suggested }: { plan: ImportPlan; suggested: string }) => {
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')], [])
  const refusal = useImportStore((state) => state.refusal)
  return (
    <Field
      label="Zone of the file’s times"
      hint={`The times name none. The tenant’s is ${suggested}; many exports are in UTC.`}
      refusal={refusal?.field === 'zone' ? refusal.message : null}
    >
      {(control) => (
        <select
          {...control}
          className="wb-input"
          value={plan.zone ?? ''}
          onChange={(event) => changePlan({ zone: event.currentTarget.value || null })}
        >
          <option value="">Choose a zone</option>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Which column is which, and how times are read: guessed, to be corrected here. */
export const PlanForm = ({ preview, plan, zone }: { preview: ImportPreview; plan: ImportPlan; zone: string }) => {
  const refusal = useImportStore((state) => state.refusal)
  return (
    <div className="wb-import-fields">
      {importFields.map((field) => (
        <ColumnOf key={field} field={field} plan={plan} preview={preview} />
      ))}
      {preview.needsZone ? <Zone plan={plan} suggested={zone} /> : null}
      {preview.needsDateOrder ? (
        <Field
          label="Order of dates"
          hint="The first rows can be read in both ways."
          refusal={refusal?.field === 'dateOrder' ? refusal.message : null}
        >
          {(control) => (
            <select
              {...control}
              className="wb-input"
              value={plan.dateOrder ?? ''}
              onChange={(event) => changePlan({ dateOrder: (event.currentTarget.value || null) as DateOrder | null })}
            >
              <option value="">Choose an order</option>
              {dateOrders.map((order) => (
                <option key={order} value={order}>
                  {orderNames[order]}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <Field label="Send method otherwise" hint="Of rows that name none.">
        {(control) => (
          <select
            {...control}
            className="wb-input"
            value={plan.method}
            onChange={(event) => changePlan({ method: event.currentTarget.value as ToldSendMethod })}
          >
            {sendMethods.map((method) => (
              <option key={method} value={method}>
                {method}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}
