import { Failure, type Capability, type CapabilityReading, type Told } from '../../../shared/model'
import { probed, type Notes, type Probe, type Seen } from '../check'
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
      return reading(session, capability, signal, locateSource, () =>
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
      return reading(session, capability, signal, tokenSource, (notes) =>
        declared(session, capability, mailbox, signal, notes),
      )
  }
}

const tokenSource = 'roles of a fresh token'
const assignedSource = 'GET /servicePrincipals/{id}/appRoleAssignments'
const locateSource = 'GET /users/{id}/messages?$top=1'

const reading = (
  session: Session,
  capability: Permitted,
  signal: AbortSignal,
  source: string,
  run: (notes: Notes) => Promise<Seen>,
): Probe => ({
  capability,
  source,
  remedy: (refusal) => remedyFor(session, capability, refusal),
  run: async (notes) => {
    // A consent given or withdrawn since the last sign-in is only in a new token.
    await session.graph.freshRoles(signal)
    await noteDeclared(session, capability, signal, notes)
    return run(notes)
  },
})

/** What the token carries and, where that may be read, what the directory has assigned: the two part until it has spread. */
const noteDeclared = async (
  session: Session,
  capability: Permitted,
  signal: AbortSignal,
  notes: Notes,
): Promise<void> => {
  const needs: readonly string[] = permissions[capability]
  const carried = needs.filter((name) => session.graph.roles().includes(name))
  const [least] = needs
  const told: Told = {
    grants: carried.length > 0,
    detail: carried.length > 0 ? `Our sign-in carries ${carried.join(', ')}.` : `Our sign-in doesn’t carry ${least}.`,
    source: tokenSource,
  }
  const assigned = session.delegated ? null : await session.assigned(signal)
  const held = needs.filter((name) => assigned?.includes(name))
  const parts = assigned !== null && held.length > 0 !== told.grants
  notes.declared = parts
    ? {
        ...told,
        detail: `${told.detail} ${
          told.grants
            ? 'The directory has taken it away already: it stays in our sign-in until that ends.'
            : `The directory has ${held.join(', ')} assigned to us already: it isn’t in our sign-in yet.`
        }`,
        source: `${tokenSource}, ${assignedSource}`,
      }
    : told
  if (parts) notes.spreads = true
}

const remedyFor = ({ delegated, clientId }: Session, capability: Permitted, refusal: Failure | null): string => {
  if (refusal?.code === 'mailbox-out-of-scope')
    return `Exchange Online PowerShell of the customer: Get-ApplicationAccessPolicy shows what keeps the app ${clientId} out, Test-ApplicationAccessPolicy -AppId ${clientId} -Identity <mailbox> tries one mailbox. Have the mailbox put into the group of that policy. No consent mends it.`
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

/**
 * A mailbox is needed to try; where none can be picked, the token's word is all there is. Those that the directory names are
 * tried one after the other, because a policy or an Exchange role may hold for some of them.
 */
const inMailbox = async (
  session: Session,
  given: Mailbox | null,
  needs: readonly string[],
  signal: AbortSignal,
  run: (mailbox: Mailbox) => Promise<Seen>,
): Promise<Seen> => {
  const mailboxes = given ? [given] : await pickMailboxes(session, signal)
  const shut: { readonly mailbox: Mailbox; readonly thrown: Failure }[] = []
  for (const mailbox of mailboxes)
    try {
      const seen = await run(mailbox)
      const [first] = shut
      return first ? { ...seen, detail: `${seen.detail} That of ${first.mailbox.address} stays shut.` } : seen
    } catch (thrown) {
      if (!(thrown instanceof Failure) || !isShutting(thrown)) throw thrown
      shut.push({ mailbox, thrown })
    }
  const [first] = shut
  if (first) throw first.thrown
  const carried = needs.filter((name) => session.graph.roles().includes(name))
  return carried.length > 0
    ? {
        state: 'declared',
        detail: `Our sign-in carries ${carried.join(', ')}; there was no mailbox to try.`,
        source: tokenSource,
      }
    : { state: 'unknown', detail: 'There was no mailbox to try: check again with a person chosen.' }
}

const isShutting = ({ code }: Failure): boolean => code === 'mailbox-out-of-scope' || code === 'permission-missing'

const userPage = pageOf(wireUser)

/** Mailboxes that are tried at most. */
const mostTried = 3

/** People active with a mailbox; whoever is signed in alone. Empty when the directory names nobody. */
const pickMailboxes = async (session: Session, signal: AbortSignal): Promise<readonly Mailbox[]> => {
  if (session.self) return [{ address: session.self.name, directoryId: session.self.id }]
  const path = '/users?$top=25&$select=id,mail,userPrincipalName,accountEnabled,assignedPlans'
  const lane = { mailbox: null, effect: 'read', batch: false, purpose: 'pick a mailbox to check' } as const
  try {
    const page = userPage.safeParse(await session.graph.call({ method: 'GET', path, lane }, signal))
    return (page.data?.value ?? [])
      .filter(
        (user) =>
          user.accountEnabled === true &&
          user.assignedPlans?.some(
            (plan) => plan.service?.toLowerCase() === 'exchange' && plan.capabilityStatus === 'Enabled',
          ),
      )
      .slice(0, mostTried)
      .map((user) => ({ address: user.mail ?? user.userPrincipalName ?? user.id, directoryId: user.id }))
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'permission-missing') return []
    throw thrown
  }
}

/**
 * A permission that no harmless call proves: what the token says, held against whether the mailbox opens at all. A policy of
 * Exchange shuts it whatever the token carries; a role in Exchange (RBAC for Applications) opens it without a word in the
 * token, and then what the token lacks proves nothing. Throws `mailbox-out-of-scope` where every mailbox tried stays shut.
 */
const declared = async (
  session: Session,
  capability: 'move' | 'send',
  mailbox: Mailbox | null,
  signal: AbortSignal,
  notes: Notes,
): Promise<Seen> => {
  const roles = session.graph.roles()
  const carried = permissions[capability].filter((name) => roles.includes(name))
  const mayRead = roles.some((name) => permissions.locate.includes(name))
  if (carried.length > 0) {
    const detail = `Our sign-in carries ${carried.join(', ')}.`
    if (mayRead) await opens(session, mailbox, signal)
    return { state: 'declared', detail }
  }
  const tried = mayRead ? null : await opens(session, mailbox, signal)
  if (tried?.state !== 'granted')
    return { state: 'missing', detail: `Our sign-in doesn’t carry ${permissions[capability][0]}.` }
  const detail = 'Exchange itself lets us into this mailbox, and doesn’t say what for: the first try shows it.'
  notes.observed = { grants: null, detail, source: locateSource }
  return { state: 'unknown', detail }
}

/** Whether a mailbox opens at all; null where it can't be told. Throws `mailbox-out-of-scope` where a policy shuts it. */
const opens = async (session: Session, given: Mailbox | null, signal: AbortSignal): Promise<Seen | null> => {
  try {
    return await inMailbox(session, given, [], signal, (one) => canLocate(session, one, signal, ''))
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code === 'cancelled' || thrown.code === 'mailbox-out-of-scope')
      throw thrown
    return null
  }
}
