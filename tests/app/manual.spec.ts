import type { Page } from '@playwright/test'
import { callNames } from '../../src/shared/contract/names'
import type { Tenant } from '../../src/shared/model'
import { callMain } from './call-main'
import { expect, test } from './fixtures'

const values = ['54.240.43.212', '34.232.212.184', 'bounce@infimasec.com']
const synced = ['Northwind Dental', 'Contoso Clinics', 'Fabrikam Freight'] as const

/** Everything that the window shows, what stands in its fields and what hovering would tell. */
const shown = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const of = [...document.querySelectorAll('*')].flatMap((element) => [
      ...[...element.attributes].map(({ value }) => value),
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : '',
    ])
    return [document.title, document.body.textContent, ...of].join('\n')
  })
const found = (text: string): readonly string[] => [...values, 'hitelisting'].filter((value) => text.includes(value))

test('a manual tenant has the values, the steps, the request and the header check', async ({ open }) => {
  const { page, screen, app } = await open()
  await screen.openTenant('Litware Legal')
  await page.getByRole('main').getByRole('button', { name: 'Whitelisting' }).click()
  for (const value of values) await expect(page.getByText(value, { exact: true })).toBeVisible()
  await page.getByRole('radio', { name: 'Mimecast', exact: true }).click()
  await expect(page.getByLabel('Text of the request')).toContainText('54.240.43.212/32, 34.232.212.184/32')
  await page
    .getByLabel('Headers of a test email')
    .fill(
      'Received: from out.platform.example ([34.232.212.184]) by mx.litware.example; Tue, 17 Nov 2026 09:00:13 +0000',
    )
  await expect(page.getByText(/^It came from our address 34\.232\.212\.184\./)).toBeVisible()
  await page.getByLabel('Done on').fill(new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10))
  await page.getByLabel('Done on').press('Enter')
  await expect(page.getByRole('table', { name: 'Before and after' })).toBeVisible()

  // What was entered is there after a restart; the headers were kept nowhere.
  await app.close()
  const again = await open(app.userDataDir)
  await again.screen.openTenant('Litware Legal')
  await again.screen.link('Whitelisting').click()
  await expect(again.page.getByRole('radio', { name: 'Mimecast', exact: true })).toBeChecked()
  await expect(again.page.getByRole('table', { name: 'Before and after' })).toBeVisible()
  await expect(again.page.getByLabel('Headers of a test email')).toHaveValue('')
})

test('a synced tenant shows nothing of it on any screen or in the palette, and main refuses it', async ({ open }) => {
  test.setTimeout(240_000)
  const { page, screen } = await open()
  const tenants = (await callMain(page, 'tenants.list', {})).value as readonly Tenant[]

  for (const name of synced) {
    const { id: tenantId } = tenants.find((tenant) => tenant.name === name)!
    await screen.openTenant(name)
    await expect(page.getByRole('heading', { name: 'Platform profile' })).toBeVisible()
    for (const place of ['Email Log', 'Risk', 'People', 'Cases', 'Status', 'Tenants']) {
      await screen.link(place).click()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect({ name, place, found: found(await shown(page)) }).toEqual({ name, place, found: [] })
    }
    await screen.openTenant(name)
    expect({ name, found: found(await shown(page)) }).toEqual({ name, found: [] })
    await page.keyboard.press('Alt+7')
    expect({ name, found: found(await shown(page)) }).toEqual({ name, found: [] })

    await page.keyboard.press('Control+K')
    for (const words of ['whitelist', '54.240', 'bounce@']) {
      await page.getByRole('combobox', { name: /^Find/ }).fill(words)
      await expect(page.getByText(/^Nothing here is called/)).toBeVisible()
    }
    await page.keyboard.press('Escape')

    const whitelistingCalls = callNames.filter((call) => call.startsWith('whitelisting.'))
    expect(whitelistingCalls).not.toEqual([])
    for (const call of whitelistingCalls) {
      const answer = await callMain(page, call, { tenantId, change: { gateway: 'google' } })
      expect({ call, answer }).toMatchObject({ call, answer: { ok: false, failure: { code: 'synced-tenant' } } })
      expect(found(JSON.stringify(answer).replaceAll(call, ''))).toEqual([])
    }
  }
})
