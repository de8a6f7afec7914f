import {
  Failure,
  type ProviderKind,
  type Resend,
  type ResendChoice,
  type ResendOrder,
  type ResendPath,
  type ResendPreview,
  type ResendTemplate,
  type ResendWay,
  type ToldSendMethod,
} from '../../../shared/model'
import type { PersonKey, PersonRecord, ResendRecord } from '../../ledger/ledger'
import type { TenantSettings } from '../../tenants/settings'
import { factsOf, inBackground, isBug, requirePerson, within, type ServiceParts } from '../parts'
import type { InTurn } from '../rescue/turns'
import { ceilingOf, personRefusal } from './guards'
import { createNotes } from './notes'
import { createPlatformSender } from './platform-sender'
import { toResend } from './resend-record'
import type { Sender } from './sender'
import { actionMs, createSettle, describe, isSurelyNot } from './settle'
import { createTemplates, deskFor, type PlatformTemplates } from './templates'
import { doesWords } from './wording'

export interface ResendService {
  /** What can be sent to people of this tenant, and by which paths. */
  templates(tenantId: string): Promise<ResendChoice>
  /** What will arrive; sends nothing. */
  preview(key: PersonKey, order: ResendOrder): Promise<ResendPreview>
  /**
   * Sends to this one person; `id` is made by the caller, and the same id is never sent twice. Throws what speaks against
   * it before anything is written down; afterwards resolves to what became of it, `sending` while that isn't known.
   */
  send(key: PersonKey, order: ResendOrder, id: string): Promise<Resend>
  /** Newest first. */
  list(key: PersonKey): Promise<readonly Resend[]>
  /** The engineer says what became of one that may have been sent. */
  decide(key: PersonKey, resendId: string, outcome: 'sent' | 'not-sent'): Promise<Resend>
  /** Settles what an earlier run left open, by asking or looking; called once at the start. */
  settleOpen(): Promise<void>
  /** Stops looking; what is open is settled at the next start. */
  stop(): void
}

/** The paths that each kind of tenant has, the best first. */
const pathsOf: Readonly<Record<ProviderKind, readonly ResendPath[]>> = {
  microsoft: ['platform', 'graph-inject', 'graph-send'],
  google: ['platform', 'gmail-insert', 'gmail-import'],
  manual: ['platform', 'smtp'],
}
const methods: Readonly<Record<ResendPath, ToldSendMethod | null>> = {
  platform: null,
  'graph-inject': 'microsoft-api',
  'graph-send': 'microsoft-api',
  'gmail-insert': 'gmail-api',
  'gmail-import': 'gmail-api',
  smtp: 'smtp',
}

export interface ResendTools {
  readonly inTurn: InTurn
  /** The ways of sending beside the platform. */
  readonly senders: readonly Sender[]
  /** Why a path can't be used for this tenant now, as far as that is known without asking anybody; null when it can. */
  readonly refusalOf: (settings: TenantSettings, path: ResendPath) => string | null
  /** Told of each email that went out without the platform, whose log knows nothing of it. */
  readonly ownSend: (resend: ResendRecord) => Promise<void>
}

/** Sends one email to one person, and finds out what became of it. */
export const createResendService = (parts: ServiceParts, tools: ResendTools): ResendService => {
  const { ledger, clock } = parts
  const stopping = new AbortController()
  const notes = createNotes(parts)
  const templates = createTemplates(parts)
  const senders = [createPlatformSender(parts), ...tools.senders]
  const senderOf = (path: ResendPath): Sender | null => senders.find(({ paths }) => paths.includes(path)) ?? null
  const settle = createSettle(parts, {
    notes,
    inTurn: tools.inTurn,
    senderOf,
    wentOut: async (resend) => (resend.path === 'platform' ? undefined : tools.ownSend(resend)),
    stopping: stopping.signal,
  })

  const settingsOf = async (tenantId: string): Promise<TenantSettings> => {
    const settings = await ledger.readSettings(tenantId)
    if (settings) return settings
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }

  const waysOf = (settings: TenantSettings, platform: PlatformTemplates): readonly ResendWay[] =>
    pathsOf[settings.provider]
      .filter((path) => senderOf(path) !== null)
      .map((path) => ({
        path,
        refusal: path === 'platform' ? platform.refusal : tools.refusalOf(settings, path),
      }))

  const choiceOf = async (tenantId: string) => {
    const settings = await settingsOf(tenantId)
    const platform = await templates.ofPlatform(tenantId)
    const ways = waysOf(settings, platform)
    const direct = ways.map(({ path }) => path).filter((path) => path !== 'platform')
    return { settings, platform, ways, templates: templates.list(platform, direct) }
  }

  /** What is asked for, as it stands now. */
  interface Wanted {
    readonly person: PersonRecord
    readonly template: ResendTemplate
    readonly settings: TenantSettings
    readonly from: string | null
    readonly desk: ResendRecord['desk']
    readonly refusal: Failure | null
  }

  const wantedOf = async (key: PersonKey, order: ResendOrder): Promise<Wanted> => {
    const person = await requirePerson(ledger, key)
    const choice = await choiceOf(key.tenantId)
    const way = choice.ways.find(({ path }) => path === order.path)
    const template = choice.templates.find(({ id }) => id === order.templateId)
    if (way === undefined)
      throw new Failure({ code: 'not-allowed', message: 'This tenant has no such way of sending.', field: 'path' })
    if (template === undefined && way.refusal !== null)
      throw new Failure({ code: 'not-allowed', message: way.refusal, field: 'path' })
    if (!template?.paths.includes(order.path))
      throw new Failure({
        code: 'unknown-template',
        message: 'There is no such template for this way of sending: choose another one.',
        field: 'templateId',
      })
    const desk = order.path === 'platform' ? deskFor(choice.platform, person) : null
    const refusal =
      way.refusal !== null
        ? new Failure({ code: 'not-allowed', message: way.refusal, field: 'path' })
        : order.path === 'platform' && desk === null
          ? new Failure({
              code: 'unknown-person',
              message: `The platform doesn’t list ${person.name}: refresh the people of the tenant.`,
              field: 'personId',
            })
          : personRefusal(person, order)
    const from = senderAddress(order, choice.settings, choice.platform, person)
    return { person, template, settings: choice.settings, from, desk, refusal }
  }

  const preview = async (key: PersonKey, order: ResendOrder): Promise<ResendPreview> => {
    const { person, template, settings, from, refusal } = await wantedOf(key, order)
    const others = await ledger.readResends(key)
    const open = others.find(({ state }) => state === 'intended' || state === 'sending' || state === 'maybe-sent')
    const against = refusal ?? (open ? unsettled(open) : ceilingOf(others, settings, clock.now()))
    return {
      path: order.path,
      template,
      from,
      to: person.address,
      subject: template.subject,
      text: template.text,
      method: methods[order.path],
      does: doesWords(order.path, person.address),
      refusal: against?.message ?? null,
    }
  }

  const refuse = async (key: PersonKey, failure: Failure, what: string): Promise<never> => {
    const line = { action: 'resend', outcome: 'refused', detail: `${what}: ${failure.message}` } as const
    await ledger.appendAudit(notes.auditOf(key, line))
    throw failure
  }

  const begin = async (key: PersonKey, order: ResendOrder, id: string) => {
    const { person, template, settings, from, desk, refusal } = await wantedOf(key, order)
    const { tenantId, personId } = key
    const resend: ResendRecord = {
      ...{ id, tenantId, personId },
      path: order.path,
      templateId: template.id,
      templateName: template.name,
      type: template.type,
      subject: template.subject,
      to: person.address,
      engineer: parts.engineer(),
      startedAt: clock.now(),
      sentAt: null,
      state: 'intended',
      sendMethod: null,
      messageId: null,
      failure: null,
      desk,
      sender: from,
      trace: null,
    }
    const what = describe(resend)
    if (refusal) return refuse(key, refusal, what)
    const { perPerson, perTenant } = settings.resends
    const ceilings = { since: clock.now() - dayMs, person: perPerson, tenant: perTenant }
    const line = { action: 'resend', outcome: 'intended', detail: `${what} to ${person.address}` } as const
    const begun = await ledger.beginResend(resend, ceilings, notes.auditOf(key, line))
    if (begun.kind === 'begun') return { resend, person, letter: { subject: template.subject, text: template.text } }
    if (begun.kind === 'known') return { known: sameOrder(begun.resend, resend) }
    if (begun.kind === 'unsettled') return refuse(key, unsettled(begun.resend), what)
    return refuse(key, tooMany(begun.kind, settings), what)
  }

  const carryOut = async (key: PersonKey, order: ResendOrder, id: string): Promise<ResendRecord> => {
    const known = await ledger.readResend(key, id)
    if (known) return known
    const begun = await begin(key, order, id)
    if ('known' in begun) return begun.known
    const { person, letter } = begun
    let resend: ResendRecord | null = await notes.change({ ...begun.resend, state: 'sending' }, ['intended'], null)
    if (resend === null) return (await ledger.readResend(key, id)) ?? begun.resend
    const sender = senderOf(order.path)!
    const noted = async (trace: string): Promise<void> => {
      resend = { ...resend!, trace }
      await notes.change(resend, ['sending'], null)
    }
    try {
      const job = { resend, person, letter }
      const out = await within(clock, actionMs, (signal) => sender.send(job, noted, signal))
      return await settle.sent(resend, out, 'resend')
    } catch (error) {
      if (isBug(error)) parts.reportBug(error, 'sending an email')
      const { code, message } = factsOf(error)
      // Whatever else went wrong, it may have been sent: whoever waits for the answer looks it up.
      return isSurelyNot(error) ? settle.failed(resend, { code, message }, 'resend') : resend
    }
  }

  const decide = (key: PersonKey, resendId: string, outcome: 'sent' | 'not-sent'): Promise<Resend> =>
    tools.inTurn(key, async () => {
      const resend = await ledger.readResend(key, resendId)
      if (resend === null)
        throw new Failure({
          code: 'unknown-resend',
          message: 'Nothing was sent to this person under this id.',
          field: 'resendId',
        })
      if (resend.state !== 'maybe-sent')
        throw new Failure({ code: 'conflict', message: 'What became of this email is known by now: look again.' })
      if (outcome === 'sent') {
        const { messageId } = resend
        const method = methods[resend.path]
        return toResend(await settle.sent(resend, { sentAt: resend.startedAt, method, messageId }, 'settle'))
      }
      const message = `${parts.engineer()} says that nothing was sent.`
      return toResend(await settle.failed(resend, { code: 'not-sent', message }, 'settle'))
    })

  return {
    templates: async (tenantId) => {
      const { ways, templates: all } = await choiceOf(tenantId)
      return { ways, templates: all }
    },
    preview,
    send: async (key, order, id) => {
      const resend = await tools.inTurn(key, () => carryOut(key, order, id))
      return toResend(resend.state === 'sending' ? await settle.now(resend) : resend)
    },
    list: async (key) => (await ledger.readResends(key)).map(toResend),
    decide,
    settleOpen: async () => {
      for (const resend of await ledger.openResends()) inBackground(parts, 'settling a resend', settle.now(resend))
    },
    stop: () => stopping.abort(),
  }
}

const dayMs = 86_400_000

/** Address in the From header of what arrives; null where nobody can say before. */
const senderAddress = (
  { path, templateId }: ResendOrder,
  { platform: profile }: TenantSettings,
  platform: PlatformTemplates,
  person: PersonRecord,
): string | null => {
  if (path === 'platform') return platform.templates.find(({ ref }) => ref === templateId)?.sender ?? null
  if (path === 'graph-send') return person.address
  const [domain] = profile.senderDomains
  return profile.senderAddresses[0] ?? (domain === undefined ? null : `training@${domain}`)
}

/** The resend that has this id already, if it is what was asked for. */
const sameOrder = (known: ResendRecord, asked: ResendRecord): ResendRecord => {
  if (known.personId === asked.personId && known.path === asked.path && known.templateId === asked.templateId)
    return known
  throw new Failure({ code: 'conflict', message: 'Something else was sent under this id: start again.', field: 'id' })
}

const unsettled = ({ state }: ResendRecord): Failure =>
  new Failure({
    code: 'conflict',
    message:
      state === 'maybe-sent'
        ? 'The last email to this person may have been sent: say first whether it was.'
        : 'What became of the last email to this person is still being looked up: try again in a minute.',
  })

const tooMany = (kind: 'person-ceiling' | 'tenant-ceiling', { resends }: TenantSettings): Failure =>
  new Failure({
    code: 'too-many-resends',
    message:
      kind === 'person-ceiling'
        ? `${resends.perPerson} emails were sent to this person within a day, which is the most that this tenant's settings allow.`
        : `${resends.perTenant} emails were sent to people of this tenant within a day, which is the most that its settings allow.`,
  })
