import { CopyButton } from '../ui/copy-button'
import { call, factsOf } from './client'
import { toast } from './toasts'

/** Puts a text on the clipboard through main; says so when that fails. */
export const copyText = async (text: string): Promise<void> => {
  try {
    await call('app.copyText', { text })
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message })
    throw thrown
  }
}

/** A copy button wired to the clipboard: `<Copy what="address" text={address} />`. */
export const Copy = ({ what, text }: { readonly what: string; readonly text: string }) => (
  <CopyButton what={what} text={text} copy={copyText} />
)
