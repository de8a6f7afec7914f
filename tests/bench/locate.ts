import type { ProviderProfile } from '../helpers/provider-scene'
import { emailCount, measureLocate, stepMs, type Located } from './lib/locating'

const rounds = 9
const must = 1.3
const target = 1.1

const shared = { move: /^$/, moveRoute: '', allowed: [], places: [], most: { first: 5, again: 4 } }
const microsoft: ProviderProfile = {
  ...shared,
  name: 'Microsoft 365',
  kind: 'microsoft',
  mail: 'graph',
  token: 'login',
}
const google: ProviderProfile = {
  ...shared,
  name: 'Google Workspace',
  kind: 'google',
  mail: 'gmail',
  token: 'googleToken',
}

/** Graph's own limits: ids in a filter (the length of its URL), members of one mailbox under way at once. */
const idsInFilter = 10
const groupOf = 4
/** Six well-known folders by name, and the whole tree in one delta. */
const folderMembers = 7
/** Parts of a batch that Gmail runs for one user without refusing some. */
const partsInBatch = 25

const filters = Math.ceil(emailCount / idsInFilter)
const groups = (members: number): number => Math.ceil(members / groupOf)

const against = (located: Located, floorMs: number) => ({
  requests: located.requests,
  ms: located.ms,
  floorMs,
  ratio: Math.round((located.ms.median / floorMs) * 1000) / 1000,
})

/** 60 emails of one person on each provider, 80 ms per HTTP request and per group of four inside a Graph batch. */
export const run = async () => {
  const onMicrosoft = await measureLocate(microsoft, rounds)
  const onGoogle = await measureLocate(google, rounds)
  const figures = {
    emails: emailCount,
    stepMs,
    rounds,
    floor: {
      microsoftFirst:
        `token + one batch + groups of ${groupOf} among (${emailCount}/${idsInFilter} filters + 6 well-known folders + ` +
        `1 folder tree): ${stepMs} x (1 + 1 + ${groups(filters + folderMembers)})`,
      microsoftAgain: `one batch + groups of ${groupOf} among ${filters} filters: ${stepMs} x (1 + ${groups(filters)})`,
      googleFirst:
        `token + batches of ${partsInBatch} for (${emailCount} lists + ${emailCount} gets + 1 labels), one at a time: ` +
        `${stepMs} x (1 + ${Math.ceil((2 * emailCount + 1) / partsInBatch)})`,
      googleAgain: `batches of ${partsInBatch} for ${emailCount} gets: ${stepMs} x ${Math.ceil(emailCount / partsInBatch)}`,
    },
    formula:
      'ratio = median ms / floorMs; each round another person; client libraries loaded before, nothing else known',
    microsoft: {
      first: against(onMicrosoft.first, stepMs * (2 + groups(filters + folderMembers))),
      again: against(onMicrosoft.again, stepMs * (1 + groups(filters))),
    },
    google: {
      first: against(onGoogle.first, stepMs * (1 + Math.ceil((2 * emailCount + 1) / partsInBatch))),
      again: against(onGoogle.again, stepMs * Math.ceil(emailCount / partsInBatch)),
    },
    must,
    target,
  }
  const missed = (
    [
      ['Microsoft 365', figures.microsoft],
      ['Google Workspace', figures.google],
    ] as const
  ).flatMap(([name, { first, again }]) =>
    [first, again]
      .filter(({ ratio }) => ratio > must)
      .map(({ ratio }) => `locate on ${name} takes ${ratio} times its floor; at most ${must}.`),
  )
  return { figures, missed }
}
