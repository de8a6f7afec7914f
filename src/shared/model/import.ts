import type { BackgroundHold } from './background'
import type { FailureCode } from './failure'
import type { ToldSendMethod } from './sent-email'

export const fileFormats = ['csv', 'tsv', 'json', 'ndjson', 'xlsx'] as const
export type FileFormat = (typeof fileFormats)[number]

export const fileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type FileEncoding = (typeof fileEncodings)[number]

/** What a column of a log file can stand for. */
export const importFields = [
  'recipient',
  'sentAt',
  'subject',
  'messageId',
  'sender',
  'type',
  'campaign',
  'method',
  'event',
  'eventAt',
  'eventDetail',
  'name',
] as const
export type ImportField = (typeof importFields)[number]

/** Without these a row tells nothing that could be looked for. */
export const requiredImportFields = ['recipient', 'sentAt'] as const satisfies readonly ImportField[]

/** Which column holds which field, by the column's name. */
export type ImportMapping = { readonly [Field in ImportField]?: string }

/** How the numbers of a date such as 03/04/2026 are read. */
export const dateOrders = ['day-first', 'month-first'] as const
export type DateOrder = (typeof dateOrders)[number]

/** How the rows of a file are to be read; what an engineer may correct before the import. */
export interface ImportPlan {
  readonly mapping: ImportMapping
  /** IANA name of the zone of times that carry none; null when each carries its own. */
  readonly zone: string | null
  /** Null while it can't be told and nothing needs it. */
  readonly dateOrder: DateOrder | null
  /** What a row without a send method was sent by. */
  readonly method: ToldSendMethod
}

/** What a file turned out to be. */
export interface FileFacts {
  readonly name: string
  readonly bytes: number
  readonly format: FileFormat
  readonly gzip: boolean
  /** Null where the format leaves no choice. */
  readonly encoding: FileEncoding | null
  readonly delimiter: ',' | ';' | '\t' | '|' | null
  /** False when the first row is data: columns are then called by their place. */
  readonly hasHeader: boolean
  /** The sheet of a workbook that is read. */
  readonly sheet: string | null
}

/** A row that was not taken. Nothing of its content is repeated, for it may be about anybody. */
export interface RefusedRow {
  /** Counted from 1; in a workbook the row's number, in a JSON list the line where the entry begins. */
  readonly line: number
  readonly field: ImportField | null
  /** One sentence. */
  readonly reason: string
}

/** One of a file's first rows, as an import would read it. */
export interface PreviewRow {
  readonly line: number
  readonly cells: readonly string[]
  /** Its sent time as it is read, ISO in UTC, whether or not the row is refused; null where none can be read. */
  readonly sentAt: string | null
  /** Null for a row that is taken, or that holds nothing. */
  readonly refused: RefusedRow | null
}

/** What an import of a file would come to, from its first rows. */
export interface ImportPreview {
  readonly facts: FileFacts
  readonly columns: readonly string[]
  /** As guessed; its zone is null where one must be chosen. */
  readonly plan: ImportPlan
  /** True when some time carries no zone of its own. */
  readonly needsZone: boolean
  /** True when the first rows don't show whether the day or the month comes first. */
  readonly needsDateOrder: boolean
  readonly rows: readonly PreviewRow[]
  readonly refused: readonly RefusedRow[]
}

export const importStates = ['running', 'done', 'stopped', 'cancelled', 'failed'] as const
export type ImportState = (typeof importStates)[number]

/** One import of one file, under way or ended. */
export interface ImportRun {
  readonly id: string
  readonly tenantId: string
  readonly fileName: string
  /**
   * `stopped`: the rest of the file could not be read; `failed`: something else went wrong. In each case the rows counted
   * here are in the ledger.
   */
  readonly state: ImportState
  readonly startedAt: string
  readonly endedAt: string | null
  readonly bytes: number
  readonly bytesRead: number
  /** Rows that are in the ledger now, as they were before or not. */
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly refused: number
  /** People who were not known before. */
  readonly people: number
  /** Rows per second over the whole run. */
  readonly rowsPerSecond: number
  /** Why it ended early, in one sentence; null when it did not. */
  readonly error: string | null
  /** The first refused rows, once it has ended. */
  readonly firstRefused: readonly RefusedRow[]
}

/** A file that the engineer chose. Its path stays in main. */
export interface ChosenFile {
  readonly fileId: string
  readonly name: string
}

export const watchedOutcomes = ['imported', 'same', 'not-fitting', 'failed', 'cancelled'] as const
export type WatchedOutcome = (typeof watchedOutcomes)[number]

/** What came of one file of a watched folder. */
export interface WatchedFile {
  readonly name: string
  readonly at: string
  /** `same`: its content was imported before; `not-fitting`: nothing of it was taken. */
  readonly outcome: WatchedOutcome
  /** The import with its counts and refused rows; null where it came to none, or is no longer remembered. */
  readonly run: ImportRun | null
  /** One sentence: why it was not imported whole, and what to do. */
  readonly error: string | null
}

/** A folder whose new and changed log files are imported by themselves. Instants are ISO in UTC. */
export interface WatchedFolder {
  readonly tenantId: string
  /** The path, to be read only: main alone chooses it. */
  readonly folder: string
  /** True while it is being looked through, or a file of it is imported. */
  readonly looking: boolean
  /** Null before the first look since the start. */
  readonly lookedAt: string | null
  /** What keeps it from being looked at now. */
  readonly hold: BackgroundHold | null
  /** Why the folder could not be looked at; it is tried again each minute. */
  readonly failure: { readonly code: FailureCode; readonly message: string } | null
  /** Files that were just found or still grow. */
  readonly waiting: number
  /** How many files were taken, and how many were not. */
  readonly imported: number
  readonly notImported: number
  /** The latest, newest first. */
  readonly files: readonly WatchedFile[]
}

/** The source id of sent emails that are known from a file. */
export const fileSourceId = 'imported-file'
