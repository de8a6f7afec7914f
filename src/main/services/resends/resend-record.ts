import type { Resend } from '../../../shared/model'
import type { ResendRecord } from '../../ledger/ledger'
import { isoOf } from '../parts'

/** The resend as screens see it. */
export const toResend = ({ desk: _, sender: __, trace: ___, ...record }: ResendRecord): Resend => ({
  ...record,
  startedAt: isoOf(record.startedAt),
  sentAt: record.sentAt === null ? null : isoOf(record.sentAt),
})
