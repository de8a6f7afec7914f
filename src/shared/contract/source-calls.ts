import { z } from 'zod'
import type { LogSourceState, SourceTest } from '../model'
import { logMapping, tenantId } from '../model'
import { answers } from './answers'

const aTenant = z.object({ tenantId })
const sourceId = z.string().min(1).max(60)
const line = z.string().max(300)
const address = z.string().max(500)

const http = z.object({
  kind: z.literal('http'),
  base: address,
  platformTenantId: line,
  auth: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('token') }),
    z.object({
      kind: z.literal('oauth-client-credentials'),
      tokenUrl: address,
      clientId: line,
      scope: z.string().max(1_000),
    }),
  ]),
  mapping: logMapping.nullable(),
})
const gophish = z.object({ kind: z.literal('gophish'), base: address, campaignName: line, groupName: line })

const mailboxScan = z.object({
  kind: z.literal('mailbox-scan'),
  senders: z.array(z.string().max(320)).max(100).readonly(),
  marks: z
    .array(z.object({ name: line, value: line }))
    .max(50)
    .readonly(),
})

/** A source as it was typed. `sourceId` null is a new one; `secret` null keeps the one that is held. */
const aSource = aTenant.extend({
  sourceId: sourceId.nullable(),
  /** Empty: the kind's own name. */
  name: z.string().max(60),
  setup: z.discriminatedUnion('kind', [http, gophish, mailboxScan]),
  secret: z.string().min(1).max(10_000).nullable(),
})

/** A tenant's log sources. Each change answers all of them, in the order in which they are asked. */
export const sourceCalls = {
  'sources.list': { input: aTenant, ...answers<readonly LogSourceState[]>() },
  /**
   * Adds a source at the end, or changes one. Refused with the field of the setup that is missing or wrong, or `secret`.
   */
  'sources.put': { input: aSource, ...answers<readonly LogSourceState[]>() },
  /** Removes a source and its secret; rows that it told of stay. */
  'sources.remove': { input: aTenant.extend({ sourceId }), ...answers<readonly LogSourceState[]>() },
  /** Every source's id in the order wanted: the first that has a person names them. */
  'sources.reorder': {
    input: aTenant.extend({ sourceIds: z.array(sourceId).max(50) }),
    ...answers<readonly LogSourceState[]>(),
  },
  /** Tries a source as it was typed by one small reading; keeps nothing. What fails is an answer too. */
  'sources.test': { input: aSource, ...answers<SourceTest>() },
} as const
