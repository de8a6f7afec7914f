import { test as base, expect, type Page } from '@playwright/test'
import { demoAdmin } from '../helpers/demo-admin'
import { launchApp, openPage, startDemoServer, type LaunchedApp, type RunningDemoServer } from '../helpers/launch'
import { screenOf } from './screen'

export interface Opened {
  readonly app: LaunchedApp
  readonly page: Page
  readonly screen: ReturnType<typeof screenOf>
}

interface Fixtures {
  readonly server: RunningDemoServer
  readonly admin: ReturnType<typeof demoAdmin>
  /** Opens the app on the server; with the folder of an earlier run it is a restart. */
  readonly open: (userDataDir?: string) => Promise<Opened>
}

/** A demo server that outlives the app, its admin API, and a way to open the app on it; all ended after the test. */
export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await startDemoServer()
    await use(server)
    await server.stop()
  },
  admin: async ({ server }, use) => {
    await use(demoAdmin(server.url))
  },
  open: async ({ server }, use) => {
    const running: LaunchedApp[] = []
    await use(async (userDataDir) => {
      const app = await launchApp({
        args: [`--demo-server=${server.url}`],
        ...(userDataDir === undefined ? {} : { userDataDir }),
      })
      running.push(app)
      const page = await openPage(app)
      return { app, page, screen: screenOf(page) }
    })
    for (const app of running) await app.close().catch(() => undefined)
  },
})

export { expect }

/** The actors of the demo workspace that the main path is walked with, one per synced provider. */
export const actors = [
  {
    provider: 'Microsoft 365',
    key: 'northwind',
    tenant: 'Northwind Dental',
    person: 'Ana María Núñez',
    address: 'ana.maria@northwind.example',
    words: 'nunez ana',
    subject: 'Reminder: Your November training is due',
    before: 'Junk Email',
  },
  {
    provider: 'Google Workspace',
    key: 'contoso',
    tenant: 'Contoso Clinics',
    person: 'Ben Carter',
    address: 'ben.carter@contoso.example',
    words: 'cartr ben',
    subject: 'Reminder: Your November training is due',
    before: 'Archived',
  },
] as const
export type ActorOfPath = (typeof actors)[number]

/** From anywhere to the detail of the actor's email. */
export const openActorsEmail = async ({ screen }: Opened, actor: ActorOfPath): Promise<void> => {
  await screen.openTenant(actor.tenant)
  await screen.button('Check Email Delivery').click()
  await screen.pickPerson(actor.words, actor.person)
  await screen.openEmail(actor.subject)
}
