import { Failure } from '../../../shared/model'
import type { HttpLogSource } from '../../tenants/settings'
import type { ResendDesk, SourceTemplate } from '../source'
import { unreadable } from './failures'
import type { Fetcher } from './fetcher'
import { addressIn, parseAnswer, type Reader } from './reader'
import { resend, templatePage, type TemplatePage } from './rows'

/** How the API says that it accepted nothing under a key; the 404 of something in between proves nothing. */
const notFoundType = 'urn:sent-log:problem:not-found'

/** `templates` and `resends` of resources/openapi/sent-log.yaml. */
export const createResendDesk = (settings: HttpLogSource, fetcher: Fetcher, read: Reader): ResendDesk => ({
  templates: async (signal) => {
    const found: SourceTemplate[] = []
    for (let cursor: string | null = null; ;) {
      const page: TemplatePage = await read(templatePage, 'templates', ['templates'], { cursor, limit: '200' }, signal)
      found.push(...page.items)
      if (page.next === null || page.next === cursor) return found
      cursor = page.next
    }
  },
  order: async ({ personRef, templateRef, key }, signal) => {
    const address = addressIn(settings, ['people', personRef, 'resends'])
    const headers = { 'idempotency-key': `"${key}"` }
    const answer = await fetcher.post(address, 'resends', { template: templateRef }, headers, signal)
    return checked(parseAnswer(resend, answer.text), personRef, key)
  },
  find: async (personRef, key, signal) => {
    try {
      return checked(await read(resend, 'resends', ['people', personRef, 'resends', key], {}, signal), personRef, key)
    } catch (thrown) {
      if (thrown instanceof Failure && thrown.facts.providerCode === notFoundType) return null
      throw thrown
    }
  },
})

/** An answer about somebody else's email says nothing about this one. */
const checked = <Row extends { readonly person: string; readonly key: string }>(
  row: Row,
  personRef: string,
  key: string,
): Row => {
  if (row.person !== personRef) throw unreadable('person')
  if (row.key !== key) throw unreadable('key')
  return row
}
