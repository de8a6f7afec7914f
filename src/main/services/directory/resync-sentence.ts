import { directoryChanges, type DirectoryResync } from '../../../shared/model'

/** What a resync came to, as one sentence. */
export const resyncSentence = ({ full, read, counts }: DirectoryResync): string => {
  const changed = directoryChanges.flatMap((kind) => (counts[kind] === 0 ? [] : [`${counts[kind]} ${kind}`]))
  const people = `${read.toLocaleString('en')} ${read === 1 ? 'person' : 'people'}`
  const found = changed.length === 0 ? 'nobody changed' : changed.join(', ')
  return full ? `${people} read: ${found}.` : `Changes read: ${found}.`
}
