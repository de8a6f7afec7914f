import { z } from 'zod'
import { userLabelsOf } from './place'

/** Labels are renamed now and then. Milliseconds. */
const lifeMs = 10 * 60_000

const labelsShape = z.object({
  labels: z.array(z.object({ id: z.string().min(1), name: z.string().min(1) })).default([]),
})

export const labelsPath = '/gmail/v1/users/me/labels'
export const labelFields = 'labels(id,name)'

/** Names of the labels people made, by mailbox and label id. Read once and kept for ten minutes. */
export interface LabelNames {
  /** True when they were read lately and cover these labels. */
  knows(address: string, labelIds: readonly string[]): boolean
  nameOf(address: string, labelId: string): string | null
  /** Ids of the labels as last read. */
  idsOf(address: string): ReadonlySet<string>
  /** Takes over an answer of users.labels.list; false when it isn't one. */
  learn(address: string, data: unknown): boolean
}

export const createLabelNames = (now: () => number): LabelNames => {
  const mailboxes = new Map<string, { readonly names: ReadonlyMap<string, string>; readonly until: number }>()
  return {
    knows: (address, labelIds) => {
      const known = mailboxes.get(address)
      return known !== undefined && known.until > now() && userLabelsOf(labelIds).every((id) => known.names.has(id))
    },
    nameOf: (address, labelId) => mailboxes.get(address)?.names.get(labelId) ?? null,
    idsOf: (address) => new Set(mailboxes.get(address)?.names.keys()),
    learn: (address, data) => {
      const labels = labelsShape.safeParse(data).data?.labels
      if (labels === undefined) return false
      mailboxes.set(address, { names: new Map(labels.map((label) => [label.id, label.name])), until: now() + lifeMs })
      return true
    },
  }
}
