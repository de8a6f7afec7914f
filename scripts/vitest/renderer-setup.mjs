import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// What the simulated DOM has no layout for, and Mantine asks for when it renders.
window.matchMedia ??= (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
})
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.HTMLElement.prototype.scrollIntoView ??= () => undefined

afterEach(cleanup)
