import { trainingSender } from '../texts'
import type { Actor } from '../plan'
import { dueReminder, fromRows, type Row } from '../plans'

const november = 'November: Invoices that lie'
const october = 'October: Voices you know'

const ben: readonly Row[] = [
  {
    daysAgo: 0,
    time: [8, 30],
    subject: 'Reminder: 2 lessons are waiting for you',
    outcome: 'delivered',
    spots: ['inbox'],
    unread: true,
  },
  {
    daysAgo: 2,
    time: [11, 12],
    subject: 'Your order has shipped – 2 items',
    type: 'phishing-test',
    outcome: 'opened',
    spots: ['promotions'],
  },
  {
    daysAgo: 6,
    time: [9, 0, 12],
    subject: dueReminder,
    campaign: november,
    outcome: 'delivered',
    spots: ['archive'],
    unread: true,
    idTail: '+c2',
  },
  {
    daysAgo: 8,
    time: [14, 40],
    subject: 'Unusual sign-in to your account',
    type: 'phishing-test',
    outcome: 'delivered',
    spots: ['junk'],
    unread: true,
  },
  {
    daysAgo: 13,
    time: [9, 0, 4],
    subject: 'Your November training: Invoices that lie',
    campaign: november,
    outcome: 'opened',
    spots: ['updates'],
  },
  {
    daysAgo: 15,
    time: [10, 5],
    subject: 'You have a new voice message (0:42)',
    type: 'phishing-test',
    outcome: 'reported',
    spots: ['deleted'],
  },
  {
    daysAgo: 17,
    time: [16, 20],
    subject: 'Your certificate: Voices you know',
    type: 'other',
    campaign: october,
    outcome: 'opened',
    spots: [{ folder: ['Vendors', 'Training'] }],
  },
  {
    daysAgo: 20,
    time: [9, 0],
    subject: 'Last call: Your October training ends this week',
    campaign: october,
    outcome: 'opened',
    spots: ['social'],
  },
  {
    daysAgo: 24,
    time: [9, 0, 30],
    subject: 'Reminder: Your October training is due',
    campaign: october,
    outcome: 'opened',
    spots: [],
  },
  {
    daysAgo: 26,
    time: [13, 33],
    subject: 'Document shared with you: Salary bands',
    type: 'phishing-test',
    outcome: 'clicked',
    spots: ['forums'],
  },
  {
    daysAgo: 29,
    time: [9, 0, 2],
    subject: 'Your October training: Voices you know',
    campaign: october,
    outcome: 'opened',
    spots: ['inbox'],
  },
]

/** People of Contoso Clinics on whom tests and demonstrations rely; docs/demo-server.md lists them. */
export const contosoActors: readonly Actor[] = [
  {
    givenName: 'Ben',
    familyName: 'Carter',
    address: 'ben.carter@contoso.example',
    aliases: ['bcarter@contoso.example'],
    recent: (calendar) => fromRows(calendar, 'gmail-api', ben),
  },
  { givenName: 'Gwen', familyName: 'Ashdown', address: 'admin@contoso.example', isAdmin: true },
  { givenName: 'Maura', familyName: "D'Arcy", address: "maura.d'arcy@contoso.example" },
  { givenName: 'رنا', familyName: 'خوري', address: 'rana.khoury@contoso.example' },
  {
    givenName: 'Ezra',
    familyName: 'Bloomfield',
    address: 'ezra.bloomfield+phish@contoso.example',
    signInName: 'ezra.bloomfield@contoso.example',
    aliases: ['ezra.bloomfield@contoso.example'],
  },
  {
    givenName: 'Signe',
    familyName: 'Aaltonen',
    address: 'signe.aaltonen@contoso.example',
    signInName: 'saaltonen@contoso-clinics.example',
    aliases: ['signe@contoso.example'],
  },
  {
    givenName: 'Mateo',
    familyName: 'Ferreyra',
    address: 'mateo.ferreyra@contoso.example',
    recent: (calendar) =>
      fromRows(calendar, 'gmail-api', [
        {
          daysAgo: 4,
          time: [9, 0],
          subject: dueReminder,
          campaign: november,
          outcome: 'delivered',
          spots: ['archive', 'junk'],
        },
        {
          daysAgo: 9,
          time: [9, 0],
          subject: 'Your November training: Invoices that lie',
          campaign: november,
          outcome: 'delivered',
          spots: ['junk'],
          idTail: "+a&b=c'd#e%20f",
        },
      ]),
  },
  {
    givenName: 'Hanneke',
    familyName: 'Brouwer',
    address: 'hanneke.brouwer@contoso.example',
    recent: (calendar) =>
      fromRows(calendar, 'gmail-api', [
        {
          daysAgo: 4,
          time: [9, 0],
          subject: dueReminder,
          campaign: november,
          outcome: 'delivered',
          spots: ['archive'],
          logged: false,
        },
        {
          daysAgo: 6,
          time: [9, 0],
          subject: 'Reminder: 1 lesson is waiting for you',
          campaign: november,
          outcome: 'opened',
          spots: [],
        },
      ]),
  },
  {
    givenName: 'Tariq',
    familyName: 'Anwari',
    address: 'tariq.anwari@contoso.example',
    recent: (calendar) => [
      {
        subject: 'Welcome back: one short lesson',
        type: 'training-reminder',
        campaign: null,
        sender: trainingSender,
        sentAt: calendar.anchoredAt - 90_000,
        method: 'gmail-api',
        outcome: 'delivered',
        spots: ['inbox'],
        unread: true,
      },
    ],
  },
  { givenName: 'Colm', familyName: 'Hanratty', address: 'colm.hanratty@contoso.example', hasMailbox: false },
  { givenName: 'Rosalind', familyName: 'Peake', address: 'rosalind.peake@contoso.example', status: 'suspended' },
  { givenName: 'Dieter', familyName: 'Hofmeister', address: 'dieter.hofmeister@contoso.example', status: 'removed' },
]
