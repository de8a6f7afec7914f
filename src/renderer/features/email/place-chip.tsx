import {
  IconAlertTriangle,
  IconArchive,
  IconFolder,
  IconInbox,
  IconLoader2,
  IconMapPinOff,
  IconQuestionMark,
  IconRestore,
  IconTrash,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { Chip } from '../../ui/chip'
import type { PlaceWords } from './places'

const icons: Readonly<
  Record<PlaceWords['icon'], ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: 'true' }>>
> = {
  inbox: IconInbox,
  junk: IconAlertTriangle,
  deleted: IconTrash,
  archive: IconArchive,
  folder: IconFolder,
  recoverable: IconRestore,
  'not-found': IconMapPinOff,
  unknown: IconQuestionMark,
  checking: IconLoader2,
}

/** The icon of a kind of place. */
export const PlaceIcon = ({ icon, size = 14 }: { readonly icon: PlaceWords['icon']; readonly size?: number }) => {
  const Icon = icons[icon]
  return <Icon size={size} stroke={1.6} aria-hidden="true" />
}

/** A place as icon, word and tint; `+1` says that there are further copies. The Inbox stands without ground: nothing to do. */
export const PlaceChip = ({ words, title }: { readonly words: PlaceWords; readonly title?: string | undefined }) => (
  <Chip tone={words.tone} bare={words.tone === 'calm'} icon={<PlaceIcon icon={words.icon} />} title={title}>
    <bdi>{words.text}</bdi>
    {words.more > 0 ? <span className="email-more"> +{words.more}</span> : null}
  </Chip>
)
