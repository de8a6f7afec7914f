/** What the demo platform sends: subjects, campaigns and senders, all invented. */
export interface Sender {
  readonly name: string
  readonly address: string
}

export const trainingSender: Sender = { name: 'Security Awareness', address: 'no-reply@training.infimasec.example' }
export const welcomeSender: Sender = { name: 'Security Awareness', address: 'welcome@training.infimasec.example' }

/** The header that the demo platform puts into all its mail. */
export const platformMark = { name: 'X-Platform-Mark', value: 'infimasec; k=7c41d0' } as const

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** The lesson of each month of the year. */
export const lessons = [
  'Passwords that last',
  'Strangers at the door',
  'The second factor',
  'Links and where they go',
  'Working from anywhere',
  'Data you hold for others',
  'Gone on holiday',
  'Phones and what they know',
  'Gifts with a hook',
  'Voices you know',
  'Invoices that lie',
  'The year in review',
] as const

export interface PhishingTemplate {
  readonly subject: string
  readonly campaign: string
  readonly sender: Sender
}

export const phishingTemplates: readonly PhishingTemplate[] = [
  {
    subject: 'Your parcel could not be delivered',
    campaign: 'Parcel at the depot',
    sender: { name: 'Parcel Service', address: 'tracking@parcel-depot.example' },
  },
  {
    subject: 'Document shared with you: Salary bands',
    campaign: 'Shared document',
    sender: { name: 'File Share', address: 'share@cloud-documents.example' },
  },
  {
    subject: 'Action required: mailbox almost full',
    campaign: 'Full mailbox',
    sender: { name: 'Mail Administrator', address: 'postmaster@mail-quota.example' },
  },
  {
    subject: 'Invoice 40817 is overdue',
    campaign: 'Overdue invoice',
    sender: { name: 'Accounts Receivable', address: 'billing@office-supplies-direct.example' },
  },
  {
    subject: 'Unusual sign-in to your account',
    campaign: 'Unusual sign-in',
    sender: { name: 'Account Protection', address: 'alerts@account-protection.example' },
  },
  {
    subject: 'You have a new voice message (0:42)',
    campaign: 'Voice message',
    sender: { name: 'Voice Mail', address: 'voice@phone-system.example' },
  },
  {
    subject: 'Updated holiday policy: please confirm by Friday',
    campaign: 'Holiday policy',
    sender: { name: 'People Team', address: 'people.team&policy@hr-updates.example' },
  },
  {
    subject: 'Your order has shipped – 2 items',
    campaign: 'Unexpected order',
    sender: { name: 'Order Desk', address: 'orders@shop-and-ship.example' },
  },
]
