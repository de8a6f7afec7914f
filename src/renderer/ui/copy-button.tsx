import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { IconButton } from './button'

/** Copies a text; shows a tick and says so for two seconds. `what` goes into the name: "Copy Message-ID". */
export const CopyButton = ({
  what,
  text,
  copy,
}: {
  readonly what: string
  readonly text: string
  readonly copy: (text: string) => Promise<unknown>
}) => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <IconButton
      className="wb-copy"
      label={copied ? 'Copied' : `Copy ${what}`}
      icon={copied ? <IconCheck size={15} stroke={1.6} /> : <IconCopy size={15} stroke={1.6} />}
      onClick={() =>
        void copy(text).then(
          () => setCopied(true),
          () => undefined,
        )
      }
    />
  )
}
