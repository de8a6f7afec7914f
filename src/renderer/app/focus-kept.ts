import { useEffect, useRef } from 'react'

/**
 * Keeps the focus in a region when the button that had it goes away, as "Move to Inbox" does once the email is moved: the
 * region itself takes it, so that the next key still acts.
 */
export const useFocusKept = (region: React.RefObject<HTMLElement | null>): void => {
  const last = useRef<Element | null>(null)
  useEffect(() => {
    const element = region.current
    const note = (event: FocusEvent): void => void (last.current = event.target as Element)
    element?.addEventListener('focusin', note)
    return () => element?.removeEventListener('focusin', note)
  }, [region])
  useEffect(() => {
    if (last.current === null || last.current.isConnected || document.activeElement !== document.body) return
    last.current = null
    region.current?.focus({ preventScroll: true })
  })
}
