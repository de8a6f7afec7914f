/**
 * Moves the focus to the first of these elements (`data-focus-target`) that is there, waiting half a second for the first
 * before it takes the next. For pages and shortcuts that land in a field; `page` is the heading of every page.
 */
export const focusTarget = (...names: readonly string[]): void => {
  const mine = ++turn
  const until = performance.now() + 500
  const attempt = (): void => {
    if (mine !== turn) return
    const wanted = performance.now() < until ? names.slice(0, 1) : names
    const element = wanted.map(find).find((each) => each !== null)
    if (element !== undefined && element !== null) {
      element.focus({ preventScroll: true })
      if (element instanceof HTMLInputElement) element.select()
    } else if (performance.now() < until + 100) requestAnimationFrame(attempt)
  }
  requestAnimationFrame(attempt)
}

let turn = 0

const find = (name: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-focus-target="${name}"]`)
