import { useEffect, useState } from 'react'
import type { LogMapping, MappedList, MappingPreview } from '../../../shared/model/log-mapping'
import { call, factsOf } from '../../app/client'
import type { Refusal } from './typed-source'

/** Typing rests so long before the preview is made, in milliseconds. */
const restMs = 250

/** What a profile makes of what was pasted; the last one stays while the next is made, or can't be. */
export const usePreview = (mapping: LogMapping, list: MappedList, pasted: string) => {
  const [held, setHeld] = useState<{
    readonly list: MappedList
    readonly preview: MappingPreview | null
    readonly refusal: Refusal | null
  } | null>(null)
  useEffect(() => {
    if (pasted.trim() === '') return setHeld(null)
    let isLatest = true
    const timer = setTimeout(() => {
      call('sources.previewMapping', { mapping, list, json: pasted }).then(
        (preview) => isLatest && setHeld({ list, preview, refusal: null }),
        (thrown: unknown) => {
          const { field = '', message } = factsOf(thrown)
          if (isLatest) setHeld((before) => ({ list, preview: before?.preview ?? null, refusal: { field, message } }))
        },
      )
    }, restMs)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [mapping, list, pasted])
  // Rows of one list are never shown under another.
  return held?.list === list ? held : { preview: null, refusal: null }
}
