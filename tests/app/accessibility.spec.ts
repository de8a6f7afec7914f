import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { themes, useTheme } from '../screenshots/shoot'
import { walks } from '../screenshots/states'
import { expect, test } from './fixtures'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  readonly passes: readonly { readonly id: string }[]
  readonly violations: readonly {
    readonly id: string
    readonly help: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
  }[]
}

/** Every rule of axe over the whole document; each violation as a line that tells what and where. */
const check = async (page: Page): Promise<{ ran: readonly string[]; violations: readonly string[] }> => {
  // A change of workspace loads the page anew.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const result = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (root: Document) => Promise<unknown> } }
    return axe.run(document)
  })
  const { passes, violations } = result as AxeResult
  return {
    ran: [...passes, ...violations].map(({ id }) => id),
    violations: violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html.slice(0, 300)}\n${failureSummary}`),
    ),
  }
}

for (const walk of walks) {
  test(`meets the rules of accessibility in both themes on ${walk.name}`, async ({ open, admin, server }) => {
    test.setTimeout(600_000)
    const stage = { ...(await open()), admin, server }
    const { page } = stage
    for (const state of walk.states) {
      await test.step(state.name, async () => {
        await state.show(stage)
        if (state.onlyPicture) return
        for (const theme of themes) {
          await useTheme(page, theme)
          const { ran, violations } = await check(page)
          expect(ran).toEqual(expect.arrayContaining(['color-contrast', 'aria-allowed-attr', 'aria-valid-attr-value']))
          expect(ran.length).toBeGreaterThan(15)
          expect.soft(violations, `${state.name}, ${theme}`).toEqual([])
        }
      })
    }
  })
}
