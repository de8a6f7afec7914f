import { type ReactNode, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  readonly label: string
  readonly className?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * A dialog over the page while it is mounted. The page behind is inert; Escape or a click beside it closes; the focus goes
 * back to where it was.
 */
export const Dialog = ({ label, className, onClose, children }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      className={`wb-dialog ${className ?? ''}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose()
      }}
    >
      {children}
    </dialog>
  )
}
