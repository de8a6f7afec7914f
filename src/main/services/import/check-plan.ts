import { Failure, isTimeZone, requiredImportFields, type ImportPlan, type ImportPreview } from '../../../shared/model'

const names = { recipient: 'the recipient', sentAt: 'when it was sent' } as const

const refused = (field: string, message: string): Failure => new Failure({ code: 'bad-input', message, field })

/** Throws `bad-input` with the field when a file can't be imported so. */
export const checkPlan = (plan: ImportPlan, preview: ImportPreview): void => {
  for (const field of requiredImportFields)
    if (plan.mapping[field] === undefined)
      throw refused(`mapping.${field}`, `Choose the column that says ${names[field]}.`)
  for (const [field, column] of Object.entries(plan.mapping))
    if (!preview.columns.includes(column)) throw refused(`mapping.${field}`, `The file has no column “${column}”.`)
  if (plan.zone !== null && !isTimeZone(plan.zone))
    throw refused('zone', `There is no time zone “${plan.zone}”: write it as Europe/Berlin or UTC.`)
  if (preview.needsZone && plan.zone === null)
    throw refused('zone', 'The file’s times name no zone: choose the zone that they are in.')
  if (preview.needsDateOrder && plan.dateOrder === null)
    throw refused(
      'dateOrder',
      'The file’s dates can be read in two ways: choose whether the day or the month comes first.',
    )
}
