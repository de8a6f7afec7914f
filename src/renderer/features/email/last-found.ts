import { lastKnownOf, type KnownSighting, type Sighting } from '../../../shared/model/sighting'

export type Found = Extract<KnownSighting, { readonly kind: 'found' }>

/**
 * The last finding that is known: the sighting itself where it found the email, what was found before where it couldn't
 * look. Null when nothing ever was found, or a complete search has since shown that it isn't there.
 */
export const lastFound = (sighting: Sighting | null): Found | null => {
  const known = lastKnownOf(sighting)
  return known?.kind === 'found' ? known : null
}
