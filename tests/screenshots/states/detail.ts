import { expect } from '@playwright/test'
import { openEmail, openLogOf, reminder, settled, type Stage, type State, type Walk } from './stage'

const northwind = 'Northwind Dental'
/** What every row has and the head has not. */
const aTime = /\d\d:\d\d/
const contoso = 'Contoso Clinics'

/** The detail of the first email of a person whose row holds these words; the reminder when none are given. */
const detailOf = (
  name: string,
  tenant: string,
  [words, person]: readonly [words: string, person: string],
  inRow: string | RegExp = reminder,
  more: Pick<State, 'onlyPicture'> = {},
): State => ({
  name,
  ...more,
  show: async (stage) => {
    await openLogOf(stage, tenant, words, person)
    await settled(stage)
    await stage.screen.table().getByRole('row').filter({ hasText: inRow }).first().click()
    await expect(stage.screen.detail()).toBeVisible()
    await settled(stage)
  },
})

const onlyPicture = { onlyPicture: true } as const

const ana = ['nunez ana', 'Ana María Núñez'] as const
const ben = ['cartr ben', 'Ben Carter'] as const

const places: Walk = {
  name: 'detail-places',
  states: [
    detailOf('detail-in-the-inbox', northwind, ana, /Inbox/),
    detailOf('detail-in-other-of-the-inbox', northwind, ana, /Inbox › Other/, onlyPicture),
    detailOf('detail-deleted', northwind, ana, /Deleted Items/, onlyPicture),
    detailOf('detail-in-a-folder', northwind, ana, /Vendors › Training/, onlyPicture),
    detailOf('detail-bounced', northwind, ana, /Bounced|Failed|Deferred/),
    detailOf('detail-several-copies', northwind, ['priya', 'Priya Ramanathan']),
    detailOf('detail-recoverable', northwind, ['ines duarte', 'Inês Duarte']),
    detailOf('detail-not-found', northwind, ['silveira', 'Tomás Silveira']),
    detailOf('detail-likely', northwind, ['bram', 'Bram de Wit']),
    detailOf('detail-no-mailbox', northwind, ['brandstatter', 'Lena Brandstätter'], aTime),
    {
      name: 'detail-suspended',
      show: async (stage) => {
        const karl = ['svenningsen', 'Karl Svenningsen'] as const
        await openLogOf(stage, northwind, ...karl)
        await settled(stage)
        await stage.screen.table().getByRole('row').filter({ hasText: 'Inbox' }).first().click()
        const subject = await stage.screen.detail().getByRole('heading', { level: 2 }).innerText()
        const address = 'karl.svenningsen@northwind.example'
        for (const { messageId } of await stage.admin.copies(address, subject))
          await stage.admin.move(address, messageId, 'junkemail')
        await stage.screen.button('Check again').click()
        await expect(stage.screen.currentFolder()).toContainText('Junk Email')
        await settled(stage)
      },
    },
    detailOf('detail-german-folder-names', northwind, ['greta', 'Greta Vögel'], reminder, onlyPicture),
    detailOf('detail-three-folders-deep', northwind, ['oskar', 'Oskar Lindqvist'], reminder, onlyPicture),
    detailOf('detail-just-sent', northwind, ['rahimi', 'Nadia Rahimi'], /Today/, onlyPicture),
    detailOf('detail-name-of-sixty-letters', northwind, ['wilhelmina', 'Wilhelmina'], aTime),
    detailOf('detail-right-to-left-name', northwind, ['layla', 'ليلى'], aTime),
    detailOf('detail-archived-in-gmail', contoso, ben),
    detailOf('detail-gmail-tab', contoso, ben, /Inbox › Promotions/),
    detailOf('detail-gmail-label', contoso, ben, /Vendors/, onlyPicture),
    detailOf('detail-gmail-several-copies', contoso, ['ferreyra', 'Mateo Ferreyra'], reminder, onlyPicture),
    detailOf('detail-no-permission', 'Fabrikam Freight', ['weiss', 'Jürgen Weiß'], /no permission/),
    detailOf('detail-manual-tenant', 'Litware Legal', ['eve', 'Eve Moss'], aTime),
  ],
}

const ruled = async ({ admin }: Stage, address: string): Promise<void> => {
  const { messageId } = await admin.onlyCopy(address, reminder)
  await admin.rule(address, messageId, 'deleteditems', 2_000)
}

const rescues: Walk = {
  name: 'detail-rescues',
  states: [
    detailOf('detail-in-junk', northwind, ana),
    {
      name: 'detail-being-moved',
      show: async (stage) => {
        await stage.admin.faults([{ service: 'graph', route: '/move', latencyMs: 9_000 }])
        await stage.screen.button('Move to Inbox').click()
        await expect(stage.page.getByText(/Moving it/).first()).toBeVisible()
      },
    },
    {
      name: 'detail-moved-and-watched',
      show: async (stage) => {
        await stage.admin.clearFaults()
        await expect(stage.screen.button('Undo')).toBeEnabled({ timeout: 40_000 })
        await settled(stage)
      },
    },
    {
      name: 'detail-undone',
      show: async (stage) => {
        await stage.screen.button('Undo').click()
        await expect(stage.screen.detail()).toContainText('Undone: put back')
        await settled(stage)
      },
    },
    {
      name: 'detail-moved-back-by-a-rule',
      show: async (stage) => {
        await ruled(stage, 'ana.maria@northwind.example')
        await stage.screen.button('Move to Inbox').click()
        await expect(stage.screen.detail()).toContainText('moved it away again', { timeout: 30_000 })
        await settled(stage)
      },
    },
    {
      name: 'tenant-with-an-audit-trail',
      show: async ({ page, screen }) => {
        await screen.openTenant(northwind)
        await expect(page.getByText(/Moved|Put back|move/i).first()).toBeVisible()
      },
    },
    {
      name: 'detail-server-fault',
      show: async (stage) => {
        await openLogOf(stage, northwind, 'chidi', 'Chidi Eze')
        await settled(stage)
        await stage.screen.openEmail(reminder).catch(() => stage.screen.table().getByRole('row').nth(1).click())
        await settled(stage)
        await stage.admin.faults([
          { service: 'graph', route: '$batch', fault: { kind: 'status', status: 500 } },
          { service: 'graph', fault: { kind: 'status', status: 500 } },
        ])
        await stage.screen.button('Check again').click()
        await expect(stage.screen.detail()).toContainText(/fault/, { timeout: 90_000 })
        await settled(stage)
      },
    },
    {
      name: 'detail-move-refused',
      show: async (stage) => {
        await openLogOf(stage, northwind, 'greta', 'Greta Vögel')
        await openEmail(stage, reminder)
        await stage.admin.faults([{ service: 'graph', route: '/move', fault: { kind: 'status', status: 403 } }])
        await stage.screen.button('Move to Inbox').click()
        await expect(stage.screen.detail().getByRole('alert')).toBeVisible({ timeout: 60_000 })
      },
    },
    {
      name: 'detail-several-copies-moved',
      show: async (stage) => {
        await openLogOf(stage, northwind, 'priya', 'Priya Ramanathan')
        await openEmail(stage, reminder)
        await stage.screen.button('Move to Inbox from Junk Email').click()
        await stage.screen.button('Move to Inbox from Copies').click({ timeout: 60_000 })
        await expect(stage.screen.button('Undo: back to Junk Email')).toBeEnabled({ timeout: 60_000 })
        await expect(stage.screen.button('Undo: back to Copies')).toBeEnabled()
        await settled(stage)
      },
    },
    {
      name: 'detail-moved-and-proven',
      onlyPicture: true,
      show: async (stage) => {
        await openLogOf(stage, contoso, ...ben)
        await openEmail(stage, reminder)
        await stage.screen.button('Move to Inbox').click()
        await expect(stage.screen.detail()).toContainText('proven', { timeout: 90_000 })
      },
    },
  ],
}

export const detailWalks: readonly Walk[] = [places, rescues]
