import { Failure, type LogSourceSetup } from '../../../shared/model'
import { logSource, type LogSourceSettings } from '../../tenants/settings'

/** A source as an engineer typed it. */
export interface TypedSource {
  /** null for a new one. */
  readonly sourceId: string | null
  /** Empty: the kind's own name. */
  readonly name: string
  readonly setup: LogSourceSetup
  /** null keeps the one that is held. */
  readonly secret: string | null
}

/** What a field that is empty or wrong is called to the engineer. */
const asked: Readonly<Record<string, string>> = {
  base: 'Enter its address, beginning with https:// (http:// on this computer only).',
  platformTenantId: 'Enter the id that this tenant has at the platform.',
  'auth.tokenUrl': 'Enter the address of the token endpoint, beginning with https://.',
  'auth.clientId': 'Enter the client’s id.',
}

/** The settings that it comes to. Throws `bad-input` with the field of the setup that is missing or wrong. */
export const settingsOfTyped = ({ name, setup }: TypedSource, id: string): LogSourceSettings => {
  const trimmed = name.trim()
  const parsed = logSource.safeParse({ ...trimmedTexts(setup), id, ...(trimmed === '' ? {} : { name: trimmed }) })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = (issue?.path ?? []).join('.')
  throw new Failure({
    code: 'bad-input',
    field,
    message: asked[field] ?? issue?.message ?? 'Something is missing here.',
  })
}

/** What is shown of settings: all but id and name, which stand beside them. */
export const setupOf = ({ id: _, name: __, ...setup }: LogSourceSettings): LogSourceSetup => setup

/** Blanks around what is pasted are never meant; a mapping is left as it is. */
const trimmedTexts = (setup: object): object =>
  Object.fromEntries(
    Object.entries(setup).map(([key, value]: [string, unknown]) => {
      if (typeof value === 'string') return [key, value.trim()]
      if (Array.isArray(value)) return [key, value]
      return [key, typeof value === 'object' && value !== null && key !== 'mapping' ? trimmedTexts(value) : value]
    }),
  )
