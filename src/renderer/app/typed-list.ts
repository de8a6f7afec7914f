import type { FailureFacts } from '../../shared/model/failure'

/** What was typed as a list, separated by commas or semicolons; none twice, none empty. */
export const listOfTyped = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,;]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]

/** Why a field was refused, said at that field: without the path of it that main puts before its sentence. */
export const refusalText = ({ message, field }: FailureFacts): string =>
  field !== undefined && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message
