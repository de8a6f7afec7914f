import { chordText } from './keys'

/** Keys as they stand on a button or in a list. Hidden from assistive technology: `aria-keyshortcuts` speaks there. */
export const Kbd = ({ keys }: { readonly keys: string }) => (
  <kbd className="wb-kbd" aria-hidden="true">
    {chordText(keys)}
  </kbd>
)
