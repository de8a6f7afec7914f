import type { FileFacts, ImportField, ImportRun } from '../../../shared/model/import'

/** The fields of a sent email as the mapping names them. */
export const fieldNames: Readonly<Record<ImportField, string>> = {
  recipient: 'Recipient',
  sentAt: 'Sent at',
  subject: 'Subject',
  messageId: 'Message-ID',
  sender: 'Sender',
  type: 'Type',
  campaign: 'Campaign',
  method: 'Send method',
  event: 'Delivery event',
  eventAt: 'Time of the event',
  eventDetail: 'Detail of the event',
  name: 'Person’s name',
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** What a file turned out to be, in one line. */
export const factsText = (facts: FileFacts): string =>
  [
    facts.format.toUpperCase(),
    facts.gzip ? 'gzip' : '',
    sizeText(facts.bytes),
    facts.encoding?.replace(/^utf/, 'UTF') ?? '',
    facts.delimiter === null ? '' : `cut by ${delimiterNames[facts.delimiter] ?? facts.delimiter}`,
    facts.sheet === null ? '' : `sheet “${facts.sheet}”`,
    facts.hasHeader ? '' : 'the first row is data, columns are called by their place',
  ]
    .filter((part) => part !== '')
    .join(', ')

/** What an import came to, or has come to so far. */
export const runText = (run: ImportRun): string => {
  const parts = [
    `${count(run.added, 'row')} added`,
    `${run.changed.toLocaleString('en-GB')} changed`,
    `${run.same.toLocaleString('en-GB')} as before`,
    `${run.refused.toLocaleString('en-GB')} refused`,
  ]
  return `${parts.join(', ')}${run.people > 0 ? `; ${count(run.people, 'person is', 'people are')} new` : ''}.`
}

export const stateNames: Readonly<Record<ImportRun['state'], string>> = {
  running: 'Running',
  done: 'Done',
  stopped: 'Ended early',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

/** How much of the file was read, from 0 to 100. */
export const shareOf = (run: ImportRun): number =>
  run.bytes === 0 ? 0 : Math.min(100, Math.floor((run.bytesRead / run.bytes) * 100))
