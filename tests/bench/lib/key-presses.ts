import type { WindowProcess } from './window-process'

interface Key {
  readonly key: string
  readonly code: string
  readonly number: number
  readonly text?: string
}

export const enter: Key = { key: 'Enter', code: 'Enter', number: 13, text: '\r' }
export const backspace: Key = { key: 'Backspace', code: 'Backspace', number: 8 }
export const digit = (value: number): Key => ({
  key: String(value),
  code: `Digit${value}`,
  number: 48 + value,
  text: String(value),
})

/** A key of the letters, as a chord with Control takes it. */
export const letter = (value: string): Key => ({
  key: value,
  code: `Key${value.toUpperCase()}`,
  number: value.toUpperCase().charCodeAt(0),
})

/** From the event's own time until the browser painted subjects that weren't on the screen before, all of one frame. */
const armed = `globalThis.untilPainted = new Promise((resolve) => {
  let pressed = Infinity
  addEventListener('keydown', (event) => { pressed = event.timeStamp }, { capture: true, once: true })
  const observer = new PerformanceObserver((list) => {
    const painted = list.getEntries().filter((entry) => entry.identifier === 'log-subject' && entry.renderTime > pressed)
    if (painted.length === 0) return
    observer.disconnect()
    resolve(Math.max(...painted.map((entry) => entry.renderTime)) - pressed)
  })
  observer.observe({ type: 'element' })
}); 0`

const longest = 10_000

/** Presses a key as the keyboard would; `modifiers` as the DevTools protocol counts them: 2 is Control. */
export const press = async (window: WindowProcess, { number, ...key }: Key, modifiers = 0): Promise<void> => {
  const event = { ...key, modifiers, windowsVirtualKeyCode: number }
  await window.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event })
  await window.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

/** Presses a key; gives the milliseconds until rows that came by it were painted. */
export const pressUntilPainted = async (window: WindowProcess, key: Key, modifiers = 0): Promise<number> => {
  await window.evaluate(armed)
  await press(window, key, modifiers)
  const late = `new Promise((resolve) => setTimeout(() => resolve(null), ${longest}))`
  const ms = await window.evaluate(`Promise.race([untilPainted, ${late}])`)
  if (typeof ms !== 'number') throw new Error(`No row was painted within ${longest} ms of ${key.key}.`)
  return ms
}

/** Puts the focus where a person would click. */
export const focus = async (window: WindowProcess, target: string): Promise<void> => {
  const selector = `input[data-focus-target="${target}"], [data-focus-target="${target}"] input`
  await until(
    window,
    `(document.querySelector('${selector}')?.focus(), document.activeElement?.matches('${selector}'))`,
  )
}

/** Waits until an expression in the page is true. */
export const until = async (window: WindowProcess, expression: string): Promise<void> => {
  const last = Date.now() + longest
  while ((await window.evaluate(`Boolean(${expression})`)) !== true) {
    if (Date.now() > last) throw new Error(`The page never came to: ${expression}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
