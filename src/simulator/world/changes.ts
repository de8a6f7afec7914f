import type { GoogleMessage, MicrosoftMessage, SimPerson, SimResend, SimSentEmail } from './world'

/**
 * Every way in which the world changes after seeding. A change is plain data: it is appended to the state file before it
 * is answered, and replayed over the seed at the next start.
 */
export type Change =
  | { kind: 'move'; tenant: string; person: string; message: string; folder: string; ordinaryId: string }
  | { kind: 'labels'; tenant: string; person: string; message: string; add: string[]; remove: string[] }
  | { kind: 'purge'; tenant: string; person: string; message: string }
  | { kind: 'snooze'; tenant: string; person: string; message: string }
  | { kind: 'read'; tenant: string; person: string; message: string; read: boolean }
  | { kind: 'folder-removed'; tenant: string; person: string; folder: string }
  | { kind: 'grants'; tenant: string; grants: string[] }
  /** A row of the log; nothing reaches a mailbox. */
  | { kind: 'sent'; tenant: string; at: number; email: SimSentEmail }
  /** The same because the platform was asked for it. */
  | { kind: 'resent'; tenant: string; at: number; resend: SimResend; email: SimSentEmail }
  /** A message comes into a mailbox. */
  | { kind: 'delivered'; tenant: string; person: string; message: MicrosoftMessage | GoogleMessage }
  | { kind: 'event'; tenant: string; at: number; email: string; event: SimSentEmail['events'][number] }
  | { kind: 'status'; tenant: string; person: string; status: 'active' | 'suspended' | 'removed' }
  /** The directory says something else of a person; the platform learns of it too, or goes on listing what it had. */
  | { kind: 'directory'; tenant: string; person: string; change: DirectoryChange; platform: boolean }
  /** Somebody new, without mail or mailbox. */
  | { kind: 'person-added'; tenant: string; person: SimPerson }
  | { kind: 'directory-service'; tenant: string; pageSize?: number; forget: boolean }

export type DirectoryChange = Partial<Pick<SimPerson, 'name' | 'address' | 'signInName' | 'aliases' | 'status'>>
