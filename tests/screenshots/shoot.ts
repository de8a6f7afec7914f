import path from 'node:path'
import type { Page } from '@playwright/test'
import type { Opened } from '../app/fixtures'

const folder = path.resolve(import.meta.dirname, '..', '..', 'screenshots')

export const themes = ['light', 'dark'] as const
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

/** Two frames: what a change of size or theme asks for is painted. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/** Shows the window in a theme; the app follows the system's as long as nobody chose one. */
export const useTheme = async (page: Page, theme: (typeof themes)[number]): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor({ state: 'attached' })
  await painted(page)
}

/** Writes `screenshots/NAME-WIDTHxHEIGHT-THEME.png` in every theme and size, and leaves the window in the first size. */
export const shoot = async ({ app, page }: Opened, name: string): Promise<void> => {
  await page.mouse.move(5, 300)
  for (const size of sizes) {
    await resize(app, page, size)
    for (const theme of themes) {
      await useTheme(page, theme)
      const file = `${name}-${size.width}x${size.height}-${theme}.png`
      await page.screenshot({ path: path.join(folder, file), animations: 'disabled' })
    }
  }
  await resize(app, page, sizes[0])
}

const resize = async (app: Opened['app'], page: Page, size: (typeof sizes)[number]): Promise<void> => {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
  await page.waitForFunction(({ width }) => innerWidth === width, size)
  await painted(page)
}
