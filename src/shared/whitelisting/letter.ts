import { gatewayNames, type Gateway, type Whitelisting } from '../model/whitelisting'
import { filledIn, procedures } from './steps'

export interface LetterFacts {
  readonly tenant: string
  readonly domains: readonly string[]
  readonly engineer: string
  readonly gateway: Gateway
  readonly values: Pick<Whitelisting, 'addresses' | 'safeSenders'>
}

const bullets = (values: readonly string[]): string => values.map((value) => `  - ${value}`).join('\n')

/** All values as text, one a line, each kind under its name. */
export const valuesText = ({ addresses, safeSenders }: LetterFacts['values']): string =>
  ['IP addresses:', ...addresses, '', 'Safe senders:', ...safeSenders].join('\n')

/** The request to the customer's admin as plain text: what to let through, how in their filter, and what to answer. */
export const letterOf = ({ tenant, domains, engineer, gateway, values }: LetterFacts): string => {
  const howTo = procedures[gateway].map(({ title, steps, notes, document }) => {
    const numbered = steps.map((step, index) => `  ${index + 1}. ${filledIn(step, values)}`)
    const noted = notes.map((note) => `  Note: ${filledIn(note, values)}`)
    return [title, ...numbered, ...noted, `  Document: ${document.title}, ${document.url}`].join('\n')
  })
  const filter = gateway === 'generic' ? 'your mail filter' : gatewayNames[gateway]
  return [
    `Subject: Please let our security awareness emails through (${tenant})`,
    'Hello,',
    `the security awareness training of ${tenant} is sent by email${domains.length > 0 ? ` to people at ${domains.join(', ')}` : ''}. So that training emails and phishing tests arrive in the Inbox, please let them through in ${filter}.`,
    `They come from these IP addresses:\n${bullets(values.addresses)}`,
    `and have this envelope sender (safe sender):\n${bullets(values.safeSenders)}`,
    `How to do it in ${filter}:`,
    ...howTo,
    'When it is done, please tell us the day, and send us the headers of one test email that arrived after it (in Outlook: File › Properties › Internet headers; in Gmail: ⋮ › Show original): they show whether the filter let it through.',
    `Kind regards\n${engineer}`,
  ].join('\n\n')
}
