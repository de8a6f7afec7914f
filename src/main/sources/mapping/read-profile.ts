import { Failure, logMapping, type LogMapping } from '../../../shared/model'

/** A mapping profile out of the text of its file. Throws `bad-input` with the first field that is wrong. */
export const readProfile = (text: string): LogMapping => {
  const parsed = logMapping.safeParse(json(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || 'text'
  throw new Failure({
    code: 'bad-input',
    message: `This profile can’t be used because of ${field === 'text' ? 'its form' : field}: ${issue?.message ?? 'correct it.'}`,
    field,
  })
}

const json = (text: string): unknown => {
  try {
    // Editors on Windows put a mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    throw new Failure({
      code: 'bad-input',
      message: 'This file is no mapping profile: choose one that Whereabouts has saved.',
      field: 'text',
    })
  }
}
