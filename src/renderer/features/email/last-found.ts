import type { Sighting } from '../../../shared/model'

export type Found = Extract<Sighting, { readonly kind: 'found' }>

/**
 * The last finding that is known: the sighting itself where it found the email, what was found before where it couldn't
 * look. Null when nothing ever was found, or a complete search has since shown that it isn't there.
 */
export const lastFound = (sighting: Sighting | null): Found | null => {
  if (sighting === null || sighting.kind === 'not-found') return null
  if (sighting.kind === 'found') return sighting
  const { lastKnown, call } = sighting
  return lastKnown === undefined || lastKnown === null || lastKnown.copies.length === 0
    ? null
    : { kind: 'found', at: lastKnown.at, call: call ?? '', copies: lastKnown.copies }
}
