import { expect } from '@playwright/test'
import type { demoAdmin } from '../../helpers/demo-admin'
import type { RunningDemoServer } from '../../helpers/launch'
import type { Opened } from '../../app/fixtures'

/** What a state is shown on: a running app, the demo server it talks to, and that server's switches. */
export type Stage = Opened & { readonly admin: ReturnType<typeof demoAdmin>; readonly server: RunningDemoServer }

/** One thing that a user can meet, and how to get there from wherever the state before it left the window. */
export interface State {
  /** Becomes the file's name. */
  readonly name: string
  readonly show: (stage: Stage) => Promise<void>
  /** Differs from another state by its words alone, or takes a minute: pictured, not checked for accessibility again. */
  readonly onlyPicture?: true
}

/** States that share one app and one server, in this order. */
export interface Walk {
  readonly name: string
  readonly states: readonly State[]
}

export const reminder = 'Reminder: Your November training is due'

/** Opens the Email Log of a tenant with nobody picked, with the demo server undisturbed. */
export const openLog = async ({ page, screen, admin }: Stage, tenant: string): Promise<void> => {
  await admin.clearFaults()
  await page.keyboard.press('Escape')
  await screen.openTenant(tenant)
  await screen.button('Check Email Delivery').click()
  await expect(screen.person()).toHaveValue('')
}

/** Opens the log of a person and waits until its first rows are there. */
export const openLogOf = async (stage: Stage, tenant: string, words: string, name: string): Promise<void> => {
  await openLog(stage, tenant)
  await stage.screen.pickPerson(words, name)
  await expect(stage.screen.table().getByRole('row').nth(1)).toBeVisible()
}

/** Waits until nothing on screen is being looked for any more, nor is about to be. */
export const settled = async ({ page, screen }: Stage): Promise<void> => {
  const first = screen.table().getByRole('row').nth(1)
  await expect(first.filter({ hasText: 'not checked yet' })).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByText(/^checking…$/i)).toHaveCount(0, { timeout: 60_000 })
}

/** Opens the detail of the email with this subject and waits until its place is known. */
export const openEmail = async (stage: Stage, subject: string): Promise<void> => {
  await stage.screen.openEmail(subject)
  await expect(stage.screen.detail().getByText('Reading the history')).toHaveCount(0)
  await settled(stage)
}

/** Waits until every toast is gone, so that none lies over what is to be seen. */
export const withoutToasts = async ({ page }: Stage): Promise<void> => {
  await expect(page.getByRole('status', { name: 'Messages' })).toBeEmpty({ timeout: 30_000 })
}
