/** At the latest after this, in milliseconds: a window that nobody sees is not drawn. */
const latestMs = 300

/** Runs work once what was just drawn is on the screen: what is known comes first, what refreshes it second. */
export const afterPaint = (work: () => void): void => {
  let left: (() => void) | null = work
  const once = (): void => {
    left?.()
    left = null
  }
  // A frame is being painted until the next one may begin.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once)))
  setTimeout(once, latestMs)
}
