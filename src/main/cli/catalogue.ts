/** One option; `value` is the word for what follows it, null for a flag. */
export interface Option {
  readonly value: string | null
  readonly about: string
  readonly required?: boolean
  /** May be given more than once. */
  readonly repeats?: boolean
}

export interface CommandFacts {
  readonly about: string
  readonly takesFile: boolean
  readonly options: Readonly<Record<string, Option>>
}

const tenant: Option = { value: 'TENANT', about: 'the tenant’s name, one of its domains, or its id', required: true }
const person: Option = { value: 'PERSON', about: 'the person’s address, or words of their name', required: true }
const messageId: Option = { value: 'ID', about: 'the email’s Internet Message-ID', required: true }
const anEmail = { tenant, person, 'message-id': messageId }

/** Every command with its options, as help shows them. */
export const commands = {
  'tenants list': { about: 'Lists the tenants that are connected.', takesFile: false, options: {} },
  'tenants add': {
    about:
      'Connects the tenants of a file: CSV or JSON as the window takes it, or JSON with secrets, which go into the vault.',
    takesFile: true,
    options: { 'dry-run': { value: null, about: 'only say what the file would come to' } },
  },
  'tenants check': {
    about: 'Reads what a tenant has granted, right by right.',
    takesFile: false,
    options: { tenant },
  },
  log: {
    about: 'Shows the sent email log of one person, read anew from its source.',
    takesFile: false,
    options: {
      tenant,
      person,
      days: { value: 'N', about: 'how many days back (30)' },
      offline: { value: null, about: 'only what is known here; asks no server' },
    },
  },
  locate: { about: 'Says where an email is in the person’s mailbox now.', takesFile: false, options: anEmail },
  move: {
    about: 'Moves an email to the Inbox. Without --yes it only says what it would do.',
    takesFile: false,
    options: {
      ...anEmail,
      copy: { value: 'COPY', about: 'which copy, where there are several' },
      yes: { value: null, about: 'do it' },
      watch: { value: null, about: 'stay until the last reading, a minute after the move' },
    },
  },
  import: {
    about: 'Imports a log file (CSV, TSV, JSON, NDJSON, XLSX, gzip of each) into a tenant’s sent emails.',
    takesFile: true,
    options: {
      tenant,
      map: { value: 'FIELD=COLUMN', about: 'which column holds a field, where the guess is wrong', repeats: true },
      zone: { value: 'ZONE', about: 'time zone of times that name none, such as Europe/Berlin' },
      'date-order': { value: 'ORDER', about: 'day-first or month-first, where dates can be read in two ways' },
      method: { value: 'METHOD', about: 'what rows without a send method were sent by' },
      report: { value: 'FILE', about: 'write the list of refused rows there, as CSV' },
      'dry-run': { value: null, about: 'only say what the file would come to' },
    },
  },
  undo: {
    about: 'Puts an email back where its latest move found it.',
    takesFile: false,
    options: { ...anEmail, rescue: { value: 'RESCUE', about: 'which move, where there were several' } },
  },
} as const satisfies Readonly<Record<string, CommandFacts>>
export type CommandName = keyof typeof commands

/** What every command takes. */
export const commonOptions = {
  home: { value: 'DIR', about: 'folder with ledger and vault (that of the app)' },
  'demo-server': { value: 'URL', about: 'work in the demo workspace of a running demo server' },
  json: { value: null, about: 'print JSON instead of a table' },
  'passphrase-file': { value: 'FILE', about: 'file that holds the vault’s passphrase' },
  help: { value: null, about: 'show this help' },
} as const satisfies Readonly<Record<string, Option>>
