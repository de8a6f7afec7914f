import type { WindowProcess } from './window-process'

/** What the page marks as worth timing: the subjects of the log, and the one word of the blank window. */
const marked = "new Set(['log-subject', 'blank'])"

const firstPaint = `new Promise((resolve) => {
  const observer = new PerformanceObserver((list) => {
    const entry = list.getEntries().find(({ identifier }) => ${marked}.has(identifier))
    if (!entry) return
    observer.disconnect()
    // The page's clock is monotonic; read beside the system's, it can be compared with that of another process.
    const ahead = Date.now() - performance.now()
    resolve(ahead + entry.renderTime)
  })
  observer.observe({ type: 'element', buffered: true })
})`

/** How long the window is left alone after its start, in milliseconds: looking would cost it time. */
const unwatched = 1_500

/**
 * Milliseconds from the start of the process until the browser put the first marked text on the screen, by its own account
 * (Element Timing, https://wicg.github.io/element-timing/), read only after it happened.
 */
export const paintedAfter = async (window: WindowProcess): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, unwatched))
  return Number(await window.evaluate(firstPaint)) - window.spawnedAt
}
