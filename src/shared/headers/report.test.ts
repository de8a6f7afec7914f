import { describe, expect, it } from 'vitest'
import { resultWords } from './authentication'
import { headerReport } from './report'
import { ourValues, samples } from './testing/samples'

describe('the headers of an email', () => {
  it('are known in at least thirty shapes', () => {
    expect(samples.length).toBeGreaterThanOrEqual(30)
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
  })

  it.each(samples)('are read: $name', (sample) => {
    const report = headerReport(sample.headers, ourValues)
    const { handedOver } = report
    expect(handedOver === null ? null : [handedOver.ip, handedOver.by]).toEqual(sample.handedOver)
    expect({ ours: report.ours, outcome: report.outcome }).toEqual({ ours: sample.ours, outcome: sample.outcome })
    for (const [method, result] of Object.entries(sample.checks))
      expect({ method, result: report.checks.find((check) => check.method === method)?.result }).toEqual({
        method,
        result,
      })
    for (const [token, judgement] of Object.entries(sample.says))
      expect({ token, judgement: report.sayings.find((saying) => saying.token === token)?.judgement }).toEqual({
        token,
        judgement,
      })
    expect(report).toMatchObject({
      from: 'Security Awareness <training@platform.example>',
      subject: 'Erinnerung: Übung',
      messageId: '<s-1@mail.platform.example>',
    })
  })

  it('say in a sentence what it comes to', () => {
    const sentence = (name: string): string =>
      headerReport(samples.find((sample) => sample.name === name)!.headers, ourValues).sentence
    expect(sentence('Microsoft 365, let through by a transport rule')).toBe(
      'It came from our address 192.0.2.10, and Microsoft 365 let it through as agreed.',
    )
    expect(sentence('Mimecast before Microsoft 365')).toBe(
      'It came from our address 192.0.2.10, but Microsoft 365 took it for spam: the whitelisting is not in force, or not for this filter. A later server saw 198.51.100.20 instead: another filter or relay stands between, and has to be told to that server.',
    )
    expect(sentence('Microsoft 365, spoofing from an address that is not ours')).toMatch(
      /^It did not come from our addresses: it was handed over by 203\.0\.113\.9\./,
    )
  })

  it('count a range of ours, and say when an email was taken', () => {
    const [sample] = samples
    const report = headerReport(sample!.headers, { ...ourValues, addresses: ['192.0.2.0/28'] })
    expect(report.ours).toBe('yes')
    expect(report.handedOver?.at).toBe('2026-11-17T09:00:13.000Z')
    expect(report.checks[0]).toMatchObject({ method: 'spf', of: 'platform.example', ip: '192.0.2.10' })
  })

  it('are read out of a whole email, whose body is not looked at', () => {
    const [sample] = samples
    const body = 'Received: from forged.example ([203.0.113.5]) by mx.example; Tue, 17 Nov 2026 09:00:13 +0000'
    const report = headerReport(`${sample!.headers}\n\n${body}\n${'x'.repeat(2_000_000)}`, ourValues)
    expect(report).toEqual(headerReport(sample!.headers, ourValues))
  })

  it.each(['', '   \n', 'Hello, I never got the email.', 'no header here\n\nReceived: later'])(
    'are asked for where there are none: %j',
    (text) => {
      expect(() => headerReport(text, ourValues)).toThrow(/no headers/)
    },
  )

  it('are refused by their field where they are longer than 1 MB', () => {
    const text = `From: a@b.example\n${'X-Long: 1\n'.repeat(110_000)}`
    expect(() => headerReport(text, ourValues)).toThrowError(expect.objectContaining({ code: 'bad-input' }) as Error)
    try {
      headerReport(text, ourValues)
    } catch (error) {
      expect(error).toMatchObject({ facts: { field: 'headers' } })
    }
  })
})

it('has words for results that the documents list, and says so of any other', () => {
  expect(resultWords({ method: 'spf', result: 'permerror' })).toMatch(/broken/)
  expect(resultWords({ method: 'spf', result: 'constructor' })).toBe('A result that we have no words for.')
  expect(resultWords({ method: 'toString', result: 'pass' })).toBe('A check that we have no words for.')
})
