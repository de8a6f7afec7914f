import { Failure } from '../../../shared/model'

/** A file that can't be read at all, or not further. */
export const fileFailure = (message: string, cause?: unknown): Failure =>
  new Failure({ code: 'bad-input', message, field: 'file' }, { cause })
