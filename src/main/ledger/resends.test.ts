import { describe, expect, it } from 'vitest'
import type { ResendRecord } from './ledger'
import { addPerson, openTestLedger, tempFiles } from './testing/fixtures'
import { anAuditLine, aResend, aTenant, day, noon, tenantId } from './testing/records'

const ceilings = { since: noon - day, person: 2, tenant: 3 }

const begin = async () => {
  const files = tempFiles()
  const ledger = await openTestLedger(files)
  await ledger.putTenant(aTenant())
  const [one, other] = [await addPerson(ledger), await addPerson(ledger, 'p2')]
  const line = (resend: ResendRecord) => anAuditLine({ ...resend, emailId: '' }, 'r')
  const put = (resend: ResendRecord) => ledger.beginResend(resend, ceilings, line(resend))
  const end = (resend: ResendRecord, state: ResendRecord['state']) =>
    ledger.changeResend({ ...resend, state }, ['intended', 'sending', 'maybe-sent'], null)
  return { files, ledger, one, other, put, end }
}

describe('beginning a resend', () => {
  it('writes the intent and its audit line down once per id, whoever asks', async () => {
    const { files, ledger, one, put } = await begin()
    const second = await openTestLedger(files)
    const resend = aResend(one, 'a')
    expect(await put(resend)).toEqual({ kind: 'begun' })
    expect(
      await second.beginResend({ ...resend, startedAt: noon + 1 }, ceilings, anAuditLine({ ...one, emailId: '' }, 'r')),
    ).toEqual({
      kind: 'known',
      resend,
    })
    expect(await second.readResends(one)).toEqual([resend])
    expect(await ledger.openResends()).toEqual([resend])
    expect(await ledger.listAudit(tenantId, null, 9)).toHaveLength(1)
  })

  it.each(['intended', 'sending', 'maybe-sent'] as const)(
    'is refused while another to the person is %s',
    async (state) => {
      const { one, other, put, end } = await begin()
      const resend = aResend(one, 'a')
      await put(resend)
      await end(resend, state)
      expect(await put(aResend(one, 'b'))).toMatchObject({ kind: 'unsettled', resend: { id: 'a', state } })
      expect(await put(aResend(other, 'c'))).toEqual({ kind: 'begun' })
    },
  )

  it('counts what may have been sent since the instant, of the person and of the tenant', async () => {
    const { one, other, put, end } = await begin()
    const put1 = async (resend: ResendRecord, state: ResendRecord['state']) => {
      const begun = await put(resend)
      if (begun.kind === 'begun') await end(resend, state)
      return begun.kind
    }
    expect(await put1(aResend(one, 'a', { startedAt: noon - 2 * day }), 'sent')).toBe('begun')
    expect(await put1(aResend(one, 'b'), 'sent')).toBe('begun')
    expect(await put1(aResend(one, 'c'), 'failed')).toBe('begun')
    expect(await put1(aResend(one, 'd'), 'sent')).toBe('begun')
    expect(await put1(aResend(one, 'e'), 'sent')).toBe('person-ceiling')
    expect(await put1(aResend(other, 'f'), 'sent')).toBe('begun')
    expect(await put1(aResend(other, 'g'), 'sent')).toBe('tenant-ceiling')
  })
})

it('changes a resend only where it is in a state that was expected, so that one program alone goes on', async () => {
  const { ledger, one, put } = await begin()
  const resend = aResend(one, 'a')
  await put(resend)
  expect(await ledger.changeResend({ ...resend, state: 'sending' }, ['intended'], null)).toBe(true)
  expect(await ledger.changeResend({ ...resend, state: 'sending' }, ['intended'], null)).toBe(false)
  expect((await ledger.readResend(one, 'a'))?.state).toBe('sending')
})
