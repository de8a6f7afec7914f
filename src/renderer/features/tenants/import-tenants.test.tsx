import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { Failure } from '../../../shared/model/failure'
import type { TenantImportReport } from '../../../shared/model/connect'
import { closeDialog, useDialogStore } from '../../app/dialogs'
import { installFakeApi } from '../../testing/fake-api'
import { chooseAnother, setPasted } from './import-store'
import { ImportTenants } from './import-tenants'

const report: TenantImportReport = {
  rows: [
    { line: 2, name: 'Northwind', provider: 'microsoft', outcome: 'add', errors: [] },
    { line: 3, name: 'Litware', provider: 'manual', outcome: 'change', errors: [] },
    {
      line: 4,
      name: 'Fabrikam',
      provider: null,
      outcome: 'refused',
      errors: [{ field: 'provider', message: 'Write microsoft, google or manual.' }],
    },
  ],
  counts: { add: 1, change: 1, same: 0, refused: 1 },
}

beforeEach(() => {
  chooseAnother()
  setPasted('')
  closeDialog()
})

it('shows what a pasted text comes to, and changes nothing before that is pressed', async () => {
  const api = installFakeApi({ 'tenants.readFile': () => report, 'tenants.importFile': () => report })
  render(<ImportTenants />)
  await userEvent.click(screen.getByRole('textbox', { name: 'Or paste its text' }))
  await userEvent.paste('name,provider\nNorthwind,microsoft')
  await userEvent.click(screen.getByRole('button', { name: 'Read the text' }))

  expect(await screen.findByText('1 line to add, 1 line to change and 1 line refused.')).toBeTruthy()
  const [, first] = within(screen.getByRole('table', { name: 'Lines of the file' })).getAllByRole('row')
  expect(first?.textContent).toContain('provider: Write microsoft, google or manual.')
  expect(api.made.map(({ name }) => name)).toEqual(['tenants.readFile'])
  await userEvent.click(screen.getByRole('button', { name: 'Copy the refused lines' }))
  expect(api.made.at(-1)?.input).toEqual({ text: 'Line 4, Fabrikam: provider: Write microsoft, google or manual.' })

  await userEvent.click(screen.getByRole('button', { name: 'Add 1, change 1' }))
  expect(await screen.findByText('1 line added, 1 line changed and 1 line refused.')).toBeTruthy()
  expect(api.made.at(-1)).toEqual({
    name: 'tenants.importFile',
    input: { format: 'csv', text: 'name,provider\nNorthwind,microsoft' },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(useDialogStore.getState().open).toBeNull()
})

it('reads a chosen file, JSON by its name', async () => {
  const api = installFakeApi({ 'tenants.readFile': () => report })
  render(<ImportTenants />)
  await userEvent.upload(
    screen.getByLabelText('Choose a CSV or JSON file'),
    new File(['[]'], 'customers.json', { type: 'application/json' }),
  )
  expect(await screen.findByText('customers.json:')).toBeTruthy()
  expect(api.made[0]?.input).toEqual({ format: 'json', text: '[]' })
})

it('says why a text can’t be read and keeps it, also while the dialog is closed', async () => {
  installFakeApi({
    'tenants.readFile': () => {
      throw new Failure({ code: 'bad-input', message: 'There is no column “nmae”: take the template.', field: 'text' })
    },
  })
  const { unmount } = render(<ImportTenants />)
  await userEvent.click(screen.getByRole('textbox', { name: 'Or paste its text' }))
  await userEvent.paste('nmae')
  await userEvent.click(screen.getByRole('button', { name: 'Read the text' }))
  expect(await screen.findByText('There is no column “nmae”: take the template.')).toBeTruthy()
  unmount()
  render(<ImportTenants />)
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Or paste its text' }).value).toBe('nmae')
})

it('gives a template to fill in', async () => {
  const api = installFakeApi({ 'tenants.template': ({ format }) => `template of ${format}` })
  render(<ImportTenants />)
  await userEvent.click(screen.getByRole('button', { name: 'Copy JSON template' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'JSON template copied' })).toBeTruthy())
  expect(api.made.at(-1)?.input).toEqual({ text: 'template of json' })
})
