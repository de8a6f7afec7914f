import type { ResendPath, ToldSendMethod } from '../../../shared/model'
import type { PersonRecord, ResendRecord } from '../../ledger/ledger'

/** What is known of an email that went out. */
export interface WentOut {
  /** Epoch milliseconds; null while the server has only taken it. */
  readonly sentAt: number | null
  readonly method: ToldSendMethod | null
  /** Of what really arrived; null while that isn't known. */
  readonly messageId: string | null
}

/** What looking, or asking, found out about an email whose sending has an unknown end. */
export type Ending =
  | ({ readonly kind: 'sent' } & WentOut)
  /** Not there. It may still be on its way for a while. */
  | { readonly kind: 'absent' }
  /** Surely never sent, now or later. */
  | { readonly kind: 'not-sent'; readonly why: string }
  /** Nothing that could be asked or looked at tells. */
  | { readonly kind: 'cannot-tell' }

/** The text of an email that is put together here; the platform puts its own together. */
export interface Letter {
  readonly subject: string
  readonly text: string
}

/** One way of sending, or the ways of one kind of tenant. */
export interface Sender {
  readonly paths: readonly ResendPath[]
  /**
   * Sends it, once. What it throws with one of the codes of `surelyNot` was not sent; of anything else nobody knows. `noted`
   * keeps, before it goes on, what is needed to find out later.
   */
  send(
    job: { readonly resend: ResendRecord; readonly person: PersonRecord; readonly letter: Letter },
    noted: (trace: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<WentOut>
  /** Asks or looks what became of it. Throws what kept it from being told. */
  find(resend: ResendRecord, person: PersonRecord, signal: AbortSignal): Promise<Ending>
}
