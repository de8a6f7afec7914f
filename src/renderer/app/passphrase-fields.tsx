import { shortestPassphrase } from '../../shared/model/vault'
import { SecretField } from '../ui/secret-field'

interface PassphraseFieldsProps {
  readonly passphrase: string
  readonly again: string
  readonly onPassphrase: (text: string) => void
  readonly onAgain: (text: string) => void
}

/** What is wrong with a new passphrase before anything is sent; null when nothing is. */
export const passphraseRefusal = (passphrase: string, again: string): string | null => {
  if ([...passphrase].length < shortestPassphrase) return `Use at least ${shortestPassphrase} characters.`
  return passphrase === again ? null : 'The two passphrases differ.'
}

/** A new passphrase, entered twice. */
export const PassphraseFields = ({ passphrase, again, onPassphrase, onAgain }: PassphraseFieldsProps) => (
  <>
    <SecretField
      label="New passphrase"
      hint={`At least ${shortestPassphrase} characters; a few unrelated words are best. It is kept nowhere: if it is lost, secrets have to be entered again and what the ledger knows of people can’t be read any more.`}
      autoFocus
      value={passphrase}
      onChange={onPassphrase}
    />
    <SecretField label="The same again" value={again} onChange={onAgain} />
  </>
)
