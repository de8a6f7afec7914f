import type { CampaignResult } from './answers'
import type { CampaignFacts } from './rows'

/**
 * The subject as the recipient got it. models/maillog.go Generate fills it in from models/template_context.go; the plain
 * variables are filled in here too. A subject with Go template logic is shown as it was written: it can't be worked out.
 */
export const subjectOf = ({ subject, fromAddress }: CampaignFacts, result: CampaignResult): string => {
  const values: Readonly<Record<string, string>> = {
    FirstName: result.first_name,
    LastName: result.last_name,
    Email: result.email,
    Position: result.position,
    RId: result.id,
    From: nameIn(fromAddress),
  }
  const filled = subject.replace(/\{\{-?\s*\.(\w+)\s*-?\}\}/g, (whole, name: string) => values[name] ?? whole)
  return filled.includes('{{') ? subject : filled
}

/**
 * The address in From: the template's envelope sender where it is an address, else the sending profile's (models/maillog.go
 * Generate). Empty when GoPhish has deleted both.
 */
export const senderOf = ({ envelopeSender, fromAddress }: CampaignFacts): string =>
  addressIn(envelopeSender) ?? addressIn(fromAddress) ?? ''

/** The address in `Name <address>` or a bare address. */
const addressIn = (text: string): string | null => {
  const address = (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim()
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null
}

/** The name in front of an address, else the address: `.From` of a template. */
const nameIn = (text: string): string => {
  const name = /^\s*"?([^"<]*?)"?\s*<[^<>]+>\s*$/.exec(text)?.[1] ?? ''
  return name === '' ? (addressIn(text) ?? '') : name
}
