import { z } from 'zod'
import type { LogMapping, MappingPreview } from '../model'
import { logMapping, mappedLists } from '../model'
import { answers } from './answers'

/** How a platform's own JSON is read. Both touch no network and keep nothing. */
export const mappingCalls = {
  /** What a profile makes of an answer of the platform that was pasted. */
  'sources.previewMapping': {
    input: z.object({
      mapping: logMapping,
      list: z.enum(mappedLists),
      json: z.string().max(2_000_000, 'Paste at most two million characters.'),
    }),
    ...answers<MappingPreview>(),
  },
  /** A profile out of its file; refused with the first field that is wrong. */
  'sources.readMapping': { input: z.object({ text: z.string().max(200_000) }), ...answers<LogMapping>() },
} as const
