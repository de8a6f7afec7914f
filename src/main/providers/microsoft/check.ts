import { Failure, type Capability, type CapabilityReading } from '../../../shared/model'
import { probed, type Probe, type Seen } from '../check'
import type { Mailbox } from '../provider'
import { opening } from './failures'
import { keyOf, userPath, type Session } from './session'
import { pageOf, wireUser } from './wire'

/** Per capability: the least permission, and those that are also enough (Microsoft Graph permissions reference). */
const permissions = {
  'read-directory': ['User.Read.All', 'Directory.Read.All'],
  locate: opening.read,
  move: opening.write,
  'read-rules': ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  send: ['Mail.Send'],
} as const satisfies Record<Exclude<Capability, 'sign-in'>, readonly string[]>

type Permitted = keyof typeof permissions

/**
 * Reads one capability by the least call that needs it; where every such call would change a mailbox, out of a fresh token.
 * Without a mailbox to try one is picked out of the directory. Throws only `cancelled`.
 */
export const check = (
  session: Session,
  capability: Capability,
  signal: AbortSignal,
  mailbox: Mailbox | null,
): Promise<CapabilityReading> => probed(session.parts.clock.now, probeOf(session, capability, signal, mailbox))

const probeOf = (session: Session, capability: Capability, signal: AbortSignal, mailbox: Mailbox | null): Probe => {
  switch (capability) {
    case 'sign-in':
      return {
        capability,
        source: 'POST /{tenant}/oauth2/v2.0/token',
        // What Microsoft refuses a sign-in for has its own sentence, which says what to do.
        remedy: (refusal) => refusal?.message ?? '',
        run: async () => {
          // The first of a run: the others share its token.
          const roles = await session.graph.freshRoles(signal, 'anew')
          const listed = roles.length > 0 ? `with ${[...roles].sort().join(', ')}` : 'with no permission at all'
          return { state: 'granted', detail: `Microsoft signed us in ${listed}.` }
        },
      }
    case 'read-directory':
      return reading(session, capability, signal, 'GET /users?$top=1', () =>
        get(session, '/users?$top=1&$select=id', null, permissions[capability], signal, 'The directory can be read.'),
      )
    case 'locate':
      return reading(session, capability, signal, 'GET /users/{id}/messages?$top=1', () =>
        inMailbox(session, mailbox, permissions[capability], signal, (one) =>
          canLocate(session, one, signal, `Email of ${one.address} can be located.`),
        ),
      )
    case 'read-rules':
      return reading(session, capability, signal, 'GET /users/{id}/mailFolders/inbox/messageRules?$top=1', () =>
        inMailbox(session, mailbox, permissions[capability], signal, (one) =>
          get(
            session,
            `${userPath(session, one)}/mailFolders/inbox/messageRules?$top=1`,
            keyOf(one),
            permissions[capability],
            signal,
            `Rules of ${one.address} can be read.`,
          ),
        ),
      )
    case 'move':
    case 'send':
      return reading(session, capability, signal, tokenSource, () => declared(session, capability, mailbox, signal))
  }
}

const tokenSource = 'roles of a fresh token'

const reading = (
  session: Session,
  capability: Permitted,
  signal: AbortSignal,
  source: string,
  run: () => Promise<Seen>,
): Probe => ({
  capability,
  source,
  remedy: () => remedyFor(session, capability),
  run: async () => {
    // A consent given or withdrawn since the last sign-in is only in a new token.
    await session.graph.freshRoles(signal)
    return run()
  },
})

const remedyFor = ({ delegated }: Session, capability: Permitted): string => {
  const [least] = capability === 'locate' && delegated ? ['Mail.ReadBasic'] : permissions[capability]
  const kind = delegated ? 'delegated' : 'application'
  const consent = delegated
    ? 'then have the person sign in again and accept it'
    : 'then have an administrator of the customer grant consent'
  return `Microsoft Entra admin center › App registrations › our app › API permissions: add the ${kind} permission ${least} of Microsoft Graph, ${consent}.`
}

const get = async (
  session: Session,
  path: string,
  mailbox: string | null,
  needs: readonly string[],
  signal: AbortSignal,
  detail: string,
): Promise<Seen> => {
  const lane = { mailbox, effect: 'read', batch: false, purpose: 'check what is granted' } as const
  await session.graph.call({ method: 'GET', path, lane, needs }, signal)
  return { state: 'granted', detail }
}

const canLocate = (session: Session, mailbox: Mailbox, signal: AbortSignal, detail: string): Promise<Seen> =>
  get(
    session,
    `${userPath(session, mailbox)}/messages?$top=1&$select=id`,
    keyOf(mailbox),
    permissions.locate,
    signal,
    detail,
  )

/** A mailbox is needed to try; where none can be picked, the token's word is all there is. */
const inMailbox = async (
  session: Session,
  given: Mailbox | null,
  needs: readonly string[],
  signal: AbortSignal,
  run: (mailbox: Mailbox) => Promise<Seen>,
): Promise<Seen> => {
  const mailbox = given ?? (await pickMailbox(session, signal))
  if (mailbox) return run(mailbox)
  const carried = needs.filter((name) => session.graph.roles().includes(name))
  return carried.length > 0
    ? {
        state: 'declared',
        detail: `Our sign-in carries ${carried.join(', ')}; there was no mailbox to try.`,
        source: tokenSource,
      }
    : { state: 'unknown', detail: 'There was no mailbox to try: check again with a person chosen.' }
}

const userPage = pageOf(wireUser)

/** Somebody active with a mailbox; whoever is signed in comes first. null when the directory names nobody. */
const pickMailbox = async (session: Session, signal: AbortSignal): Promise<Mailbox | null> => {
  if (session.self) return { address: session.self.name, directoryId: session.self.id }
  const path = '/users?$top=25&$select=id,mail,userPrincipalName,accountEnabled,assignedPlans'
  const lane = { mailbox: null, effect: 'read', batch: false, purpose: 'pick a mailbox to check' } as const
  try {
    const page = userPage.safeParse(await session.graph.call({ method: 'GET', path, lane }, signal))
    const able = (page.data?.value ?? []).find(
      (user) =>
        user.accountEnabled === true &&
        user.assignedPlans?.some(
          (plan) => plan.service?.toLowerCase() === 'exchange' && plan.capabilityStatus === 'Enabled',
        ),
    )
    return able ? { address: able.mail ?? able.userPrincipalName ?? able.id, directoryId: able.id } : null
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'permission-missing') return null
    throw thrown
  }
}

/**
 * What the token says of a permission that no harmless call proves. Exchange may have let the app into a mailbox without a
 * word of it in the token (RBAC for Applications): then what the token lacks proves nothing.
 */
const declared = async (
  session: Session,
  capability: 'move' | 'send',
  mailbox: Mailbox | null,
  signal: AbortSignal,
): Promise<Seen> => {
  const roles = session.graph.roles()
  const carried = permissions[capability].filter((name) => roles.includes(name))
  if (carried.length > 0) return { state: 'declared', detail: `Our sign-in carries ${carried.join(', ')}.` }
  const byExchange =
    mailbox !== null &&
    !roles.some((name) => permissions.locate.includes(name)) &&
    (await canLocate(session, mailbox, signal, '').then(
      () => true,
      (thrown: unknown) => {
        if (thrown instanceof Failure && thrown.code === 'permission-missing') return false
        throw thrown
      },
    ))
  return byExchange
    ? {
        state: 'unknown',
        detail: 'Exchange itself lets us into this mailbox, and doesn’t say what for: the first try shows it.',
      }
    : { state: 'missing', detail: `Our sign-in doesn’t carry ${permissions[capability][0]}.` }
}
