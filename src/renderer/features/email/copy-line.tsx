import type { ReactNode } from 'react'
import type { Copy, ProviderKind } from '../../../shared/model'
import { unreadSentence, whereToFind } from './finding'
import { PlaceChip } from './place-chip'
import { placeText, placeTone } from './places'
import { immovableSentence } from './words'

/** Where the person finds one copy, whether it was read, and why it can't be moved where that is so. */
export const CopySentence = ({ copy, provider }: { readonly copy: Copy; readonly provider: ProviderKind }) => {
  const reason = copy.immovable === null ? '' : immovableSentence(copy.immovable)
  return (
    <>
      <p className="email-find">
        <bdi>{whereToFind(copy.place, provider)}</bdi> {unreadSentence(copy.unread)}
        {copy.match === 'likely' ? ' Found by sender, time and subject: likely this email, not certainly.' : ''}
      </p>
      {reason === '' ? null : <p className="email-reason">{reason}</p>}
    </>
  )
}

/** One of several copies: its place first, what can be done about it last. */
export const CopyLine = ({
  copy,
  provider,
  children,
}: {
  readonly copy: Copy
  readonly provider: ProviderKind
  readonly children: ReactNode
}) => (
  <li className="email-copy">
    <PlaceChip
      words={{ icon: copy.place.kind, text: placeText(copy.place, provider), tone: placeTone(copy.place), more: 0 }}
    />
    <CopySentence copy={copy} provider={provider} />
    {children}
  </li>
)
