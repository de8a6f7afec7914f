/** What stands for the placeholders of a request; times are epoch milliseconds. */
export interface RequestValues {
  readonly tenant: string
  readonly person?: string
  readonly address?: string
  readonly email?: string
  readonly from?: number
  readonly to?: number
}

const placeholder = /\{(tenant|person|address|email|from|to)(?::(seconds|ms|date))?\}/g

/** Whether a request asks for one person's rows alone. */
export const asksForPerson = (request: string): boolean => /\{(person|address)\}/.test(request)

/** Path and query of a request, each value escaped as a whole. What has no value becomes nothing. */
export const requestOf = (template: string, values: RequestValues): string =>
  template.replace(placeholder, (_, name: keyof RequestValues, form: 'seconds' | 'ms' | 'date' | undefined) => {
    const value = values[name]
    if (value === undefined) return ''
    if (typeof value === 'string') return encodeURIComponent(value)
    // Whole days are those of a zone that nobody told, and the last may count or not: rows outside are left out later.
    return encodeURIComponent(form === 'date' ? dayOf(value + (name === 'to' ? dayMs : -dayMs)) : timeText(value, form))
  })

const dayMs = 86_400_000
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const timeText = (at: number, form: 'seconds' | 'ms' | undefined): string => {
  if (form === 'seconds') return String(Math.floor(at / 1000))
  return form === 'ms' ? String(at) : new Date(at).toISOString()
}
