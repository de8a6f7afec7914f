import { IconBrandGoogle, IconBrandWindows, IconMail } from '@tabler/icons-react'
import type { ConnectDraft } from '../../../shared/model/connect'
import { type ProviderKind, providerNames } from '../../../shared/model/tenant'
import { changeDraft, useRefusal } from './draft-store'
import { Refusal } from '../../ui/refusal'

const choices: readonly { readonly kind: ProviderKind; readonly Icon: typeof IconMail; readonly text: string }[] = [
  {
    kind: 'microsoft',
    Icon: IconBrandWindows,
    text: 'Mailboxes in Exchange Online. Signs in as an application, with a secret or a certificate, or as a person.',
  },
  {
    kind: 'google',
    Icon: IconBrandGoogle,
    text: 'Mailboxes in Gmail. Signs in as a service account with domain-wide delegation, or as a person.',
  },
  {
    kind: 'manual',
    Icon: IconMail,
    text: 'Emails arrive by SMTP and no mailbox can be read. Shows the log and the values to allow-list.',
  },
]

/** Which mail system the customer uses. */
export const ProviderStep = ({ draft }: { readonly draft: ConnectDraft }) => {
  const refusal = useRefusal('provider')
  // Another provider would be another tenant: its history could not be told from the old one's.
  const isFixed = draft.tenantId !== null
  return (
    <fieldset className="wb-choices">
      <legend className="wb-sr">Provider</legend>
      {choices.map(({ kind, Icon, text }) => (
        <label key={kind} className="wb-choice">
          <input
            type="radio"
            name="wb-provider"
            value={kind}
            checked={draft.provider === kind}
            disabled={isFixed && draft.provider !== kind}
            onChange={() => changeDraft({ provider: kind })}
          />
          <Icon size={20} stroke={1.6} aria-hidden="true" />
          <span className="wb-choice-text">
            <b>{providerNames[kind]}</b>
            <span className="wb-muted">{text}</span>
          </span>
        </label>
      ))}
      <Refusal>{refusal}</Refusal>
    </fieldset>
  )
}
