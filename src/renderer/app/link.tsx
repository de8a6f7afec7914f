import { IconExternalLink } from '@tabler/icons-react'
import { call, factsOf } from './client'
import { toast } from './toasts'

/** Opens a web page in the system's browser; says so when that fails. */
export const openLink = async (url: string): Promise<void> => {
  try {
    await call('app.openLink', { url })
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message })
  }
}

/** A link to a page outside; this window never leaves its own. */
export const WebLink = ({ url, children }: { readonly url: string; readonly children: string }) => (
  <a
    className="wb-web-link"
    href={url}
    title={url}
    onClick={(event) => {
      event.preventDefault()
      void openLink(url)
    }}
  >
    {children}
    <IconExternalLink size={13} stroke={1.6} aria-hidden="true" />
  </a>
)
