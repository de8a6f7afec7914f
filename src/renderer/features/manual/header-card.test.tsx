import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { samples } from '../../../shared/headers/testing/samples'
import { defaultWhitelisting } from '../../../shared/model/whitelisting'
import { type FakeApi, installFakeApi } from '../../testing/fake-api'
import { HeaderCard } from './header-card'

let api: FakeApi
beforeEach(() => {
  api = installFakeApi()
  render(<HeaderCard values={{ ...defaultWhitelisting, addresses: ['192.0.2.10'] }} />)
})
afterEach(cleanup)

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headers of a test email' })
const paste = (text: string) => fireEvent.change(field(), { target: { value: text } })
const sample = (start: string) => samples.find(({ name }) => name.startsWith(start))!

describe('the header check', () => {
  it('says in words what came to the mailbox, and asks nobody', async () => {
    paste(sample('Microsoft 365, let through by a transport rule').headers)
    expect((await screen.findByRole('status')).textContent).toContain(
      'It came from our address 192.0.2.10, and Microsoft 365 let it through as agreed.',
    )
    expect(screen.getByText('Yes: 192.0.2.10, in X-Forefront-Antispam-Report')).toBeTruthy()
    expect(screen.getByText('Erinnerung: Übung')).toBeTruthy()
    const spf = screen.getByRole('row', { name: /^SPF pass platform\.example/ })
    expect(within(spf).getByText('The sending address may send for this domain.')).toBeTruthy()
    expect(screen.getByRole('row', { name: /SCL:-1 let through Spam filtering was skipped/ })).toBeTruthy()
    expect(api.made).toEqual([])
  })

  it('shows a word that no document has as unknown', async () => {
    paste(sample('an unknown filter').headers)
    expect(await screen.findByRole('row', { name: /green\/7 unknown Not described/ })).toBeTruthy()
  })

  it('reads an email that is dropped as a file', async () => {
    const { headers } = sample('SpamAssassin behind Postfix')
    const file = new File([`${headers}\r\n\r\nHello`], 'test.eml', { type: 'message/rfc822' })
    await userEvent.upload(screen.getByLabelText('Or drop the email as a file'), file)
    expect((await screen.findByRole('status')).textContent).toMatch(/SpamAssassin took it for spam/)
  })

  it('says at its field what is no header, and shows nothing when cleared', async () => {
    paste('I never got the email.')
    expect((await screen.findByRole('alert')).textContent).toMatch(/^There are no headers/)
    expect(field().getAttribute('aria-invalid')).toBe('true')
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(field().value).toBe('')
  })
})
