import type { Page } from '@playwright/test'
import type { FailureFacts } from '../../src/shared/model'

export interface MainAnswer {
  readonly ok: boolean
  readonly value?: unknown
  readonly failure?: FailureFacts
}

/** Calls main as the screens do, through what the preload put into the window. */
export const callMain = (page: Page, name: string, input: unknown): Promise<MainAnswer> =>
  page.evaluate(
    ([group, action, given]) => {
      const api = (globalThis as unknown as { whereabouts: Record<string, Record<string, (x: unknown) => unknown>> })
        .whereabouts
      return api[group as string]![action as string]!(given) as Promise<MainAnswer>
    },
    [...name.split('.'), input] as const,
  )
