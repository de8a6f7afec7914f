import { lessons, phishingTemplates, trainingSender, welcomeSender, type Sender } from '../world/seed/texts'
import type { SimSentEmail } from '../world/world'
import { cutPage, type Page } from './pages'
import type { Problem } from './problems'

/** An email that the platform can send to anybody. */
export interface SimTemplate {
  readonly id: string
  readonly name: string
  readonly type: SimSentEmail['type']
  readonly subject: string
  readonly text: string
  readonly sender: Sender
  readonly campaign: string | null
}

export const templates: readonly SimTemplate[] = [
  {
    id: 'tpl_training_reminder',
    name: 'Training reminder',
    type: 'training-reminder',
    subject: `Reminder: your training “${lessons[10]}” is waiting`,
    text: 'Your current training is not finished yet. It takes about ten minutes. Open it from the training portal.',
    sender: trainingSender,
    campaign: null,
  },
  {
    id: 'tpl_welcome',
    name: 'Welcome',
    type: 'welcome',
    subject: 'Welcome to your security training',
    text: 'You have been added to the security training of your company. Your first lesson follows within a week.',
    sender: welcomeSender,
    campaign: null,
  },
  ...phishingTemplates.slice(0, 2).map((one, index): SimTemplate => ({
    id: `tpl_phishing_${index + 1}`,
    name: `Test phish: ${one.campaign}`,
    type: 'phishing-test',
    subject: one.subject,
    text: `${one.subject}. Follow the link to see the details. (This is a harmless test: the link leads to a lesson.)`,
    sender: one.sender,
    campaign: one.campaign,
  })),
]

/** `GET /v1/tenants/{tenant}/templates` of resources/openapi/sent-log.yaml. */
export const listTemplates = (query: URLSearchParams): Page<object> | Problem =>
  cutPage(
    templates.map(({ id, name, type, subject, text, sender }) => ({ id, name, type, subject, text, from: sender })),
    query,
    'templates',
    { keyOf: ({ id }) => [id, id] },
  )
