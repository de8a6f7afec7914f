import { unreachable, type ResendPath } from '../../../shared/model'

/** What sending does, as one sentence. */
export const doesWords = (path: ResendPath, to: string): string => {
  switch (path) {
    case 'platform':
      return `The platform sends it to ${to}, by the way it has to this tenant now; its row appears in the log.`
    case 'graph-inject':
      return `It is written into the Inbox of ${to} by Microsoft’s API, as mail of the platform arrives: no filter and no rule sees it.`
    case 'graph-send':
      return `It is sent from the mailbox of ${to} to itself: rules see it, and a copy stays in Sent Items.`
    case 'gmail-insert':
      return `It is written into the Inbox of ${to} by Gmail’s API: no filter sees it.`
    case 'gmail-import':
      return `Gmail takes it in for ${to} as mail from outside, and never as spam.`
    case 'smtp':
      return `It is sent to ${to} by SMTP through the mail server in this tenant’s settings.`
    default:
      return unreachable(path)
  }
}
