import { expect, type Locator, type Page } from '@playwright/test'

/** The screens of the app as a person meets them: by role and accessible name only. */
export const screenOf = (page: Page) => {
  const link = (name: string): Locator => page.getByRole('navigation').getByRole('link', { name, exact: true })
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const person = (): Locator => page.getByRole('combobox', { name: 'Person', exact: true })
  const table = (): Locator => page.getByRole('table', { name: 'Sent Email Log', exact: true })
  const row = (subject: string): Locator => table().getByRole('row').filter({ hasText: subject }).first()
  const detail = (): Locator => page.getByRole('region', { name: 'Email detail', exact: true })

  const currentFolder = (): Locator => detail().getByRole('group', { name: 'Current folder', exact: true })

  const openTenant = async (name: string): Promise<void> => {
    await link('Tenants').click()
    await page.getByRole('main').getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  }
  const pickPerson = async (words: string, name: string): Promise<void> => {
    await person().fill(words)
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click()
  }
  const openEmail = async (subject: string): Promise<void> => {
    await row(subject).click()
    await expect(detail()).toContainText(subject)
  }
  return { page, link, button, person, table, row, detail, currentFolder, openTenant, pickPerson, openEmail }
}
