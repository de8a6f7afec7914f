import { describe, expect, it } from 'vitest'
import { campaignResults } from './answers'
import { recipientsOf } from './campaigns'
import { deliveryEvents, emailOf } from './rows'
import { senderOf, subjectOf } from './written'

const at = (minute: number) => `2026-11-02T09:0${minute}:00.123456789Z`
const event = (minute: number, message: string, details = '') => ({
  email: 'Ana@northwind.example',
  time: at(minute),
  message,
  details,
})
const facts = {
  id: 7,
  name: 'Autumn',
  subject: 'Hello {{.FirstName}} {{ .LastName }} at {{.Position}}',
  envelopeSender: '',
  fromAddress: 'IT Desk <it@platform.example>',
}
const told = (status: string, timeline: object[], change: object = {}) => {
  const result = {
    id: 'a1B2c3D',
    email: 'ana@northwind.example',
    first_name: 'Ana',
    last_name: 'Núñez',
    position: 'HR',
    status,
    send_date: at(5),
    reported: false,
    modified_date: at(1),
    ...change,
  }
  const answer = campaignResults.parse({ id: 7, name: 'Autumn', status: 'In progress', results: [result], timeline })
  return recipientsOf(answer).get('ana@northwind.example')!
}

describe('events of a recipient', () => {
  it('are matched by address whatever its case, in the order of their times', () => {
    const events = deliveryEvents(told('Email Opened', [event(3, 'Email Opened'), event(2, 'Email Sent')]))
    expect(events.map(({ kind }) => kind)).toEqual(['sent', 'opened'])
    expect(events[0]?.at).toBe('2026-11-02T09:02:00.123Z')
  })

  it('tell an attempt that is tried again from one that was the last', () => {
    const attempts = [1, 2].map((minute) => event(minute, 'Error Sending Email', '{"error":"451 try later"}'))
    const kinds = (status: string) => deliveryEvents(told(status, attempts)).map(({ kind }) => kind)
    expect(kinds('Retrying')).toEqual(['deferred', 'deferred'])
    expect(kinds('Error')).toEqual(['deferred', 'failed'])
    expect(deliveryEvents(told('Error', attempts))[1]?.detail).toBe('451 try later')
  })

  it('leave out what is about no email and what no version we know sends, and survive broken details', () => {
    const events = deliveryEvents(
      told('Email Sent', [
        event(1, 'Campaign Created'),
        event(2, 'Email Sent'),
        event(3, 'Proxied request'),
        event(4, 'Scanned By Robot', 'not json'),
        event(5, 'Error Sending Email', 'not json'),
      ]),
    )
    expect(events.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['sent', null],
      ['deferred', null],
    ])
  })
})

describe('the row of a recipient', () => {
  it('was sent when GoPhish says it was, and waits at its planned time before', () => {
    const sent = emailOf(facts, told('Email Sent', [event(2, 'Email Sent')]), 'ana')
    expect(sent).toMatchObject({ ref: '7.a1B2c3D', personRef: 'ana', sentAt: Date.parse(at(2)), campaign: 'Autumn' })
    const waiting = emailOf(facts, told('Scheduled', []), 'ana')
    expect(waiting).toMatchObject({ sentAt: Date.parse(at(5)), latestEvent: { kind: 'queued' } })
    const zero = '0001-01-01T00:00:00Z'
    expect(emailOf(facts, told('Unknown', [], { send_date: zero, modified_date: zero }), 'ana')).toBeNull()
  })

  it('has the subject as it was written to the person; one with template logic stays as the template has it', () => {
    const { result } = told('Email Sent', [])
    expect(subjectOf(facts, result)).toBe('Hello Ana Núñez at HR')
    expect(subjectOf({ ...facts, subject: 'From {{.From}}' }, result)).toBe('From IT Desk')
    const logic = '{{if .FirstName}}Hi {{.FirstName}}{{end}}'
    expect(subjectOf({ ...facts, subject: logic }, result)).toBe(logic)
  })

  it('is from the template’s envelope sender, else the sending profile, else nobody', () => {
    expect(senderOf({ ...facts, envelopeSender: 'Bank <bank@lookalike.example>' })).toBe('bank@lookalike.example')
    expect(senderOf(facts)).toBe('it@platform.example')
    expect(senderOf({ ...facts, fromAddress: '' })).toBe('')
  })
})
