import type { ReactNode } from 'react'
import type { Copy, ProviderKind } from '../../../shared/model'
import { unreadSentence, whereToFind } from './finding'
import { PlaceChip } from './place-chip'
import { placeText, placeTone } from './places'

interface CopyFacts {
  readonly copy: Copy
  readonly provider: ProviderKind
  /** False where it was seen earlier and can't be read now: whether it was read since is not known. */
  readonly isNow: boolean
}

/** Where the person finds one copy, and whether it was read. */
export const CopySentence = ({ copy, provider, isNow }: CopyFacts) => (
  <p className="email-find">
    <bdi>{whereToFind(copy.place, provider)}</bdi> {isNow ? unreadSentence(copy.unread) : ''}
    {copy.match === 'likely' ? ' Found by sender, time and subject: likely this email, not certainly.' : ''}
  </p>
)

/** One of several copies: its place first, what can be done about it last. */
export const CopyLine = ({ children, ...facts }: CopyFacts & { readonly children: ReactNode }) => {
  const { copy, provider, isNow } = facts
  return (
    <li className="email-copy">
      <PlaceChip
        words={{
          icon: copy.place.kind,
          text: placeText(copy.place, provider),
          tone: isNow ? placeTone(copy.place) : 'unknown',
          more: 0,
        }}
      />
      <CopySentence {...facts} />
      {children}
    </li>
  )
}
