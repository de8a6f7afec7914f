import { phishingTemplates, trainingSender } from '../texts'
import type { Actor } from '../plan'
import { dueReminder, fromRows, type Row } from '../plans'

const november = 'November: Invoices that lie'
const october = 'October: Voices you know'

const ana: readonly Row[] = [
  {
    daysAgo: 0,
    time: [8, 30],
    subject: 'Reminder: 2 lessons are waiting for you',
    outcome: 'delivered',
    spots: ['inbox'],
    unread: true,
  },
  {
    daysAgo: 3,
    time: [9, 2],
    subject: 'Your parcel could not be delivered',
    type: 'phishing-test',
    outcome: 'reported',
    spots: ['deleted'],
  },
  {
    daysAgo: 6,
    time: [9, 0, 12],
    subject: dueReminder,
    campaign: november,
    outcome: 'delivered',
    spots: ['junk'],
    unread: true,
    idTail: '+c2',
  },
  {
    daysAgo: 9,
    time: [16, 20],
    subject: 'Your certificate: Voices you know',
    type: 'other',
    campaign: october,
    outcome: 'opened',
    spots: ['archive'],
  },
  {
    daysAgo: 13,
    time: [9, 0, 4],
    subject: 'Your November training: Invoices that lie',
    campaign: november,
    outcome: 'opened',
    spots: ['inbox'],
  },
  {
    daysAgo: 14,
    time: [15, 20],
    subject: 'Document shared with you: Salary bands',
    type: 'phishing-test',
    outcome: 'clicked',
    spots: [{ folder: ['Vendors', 'Training'] }],
  },
  {
    daysAgo: 18,
    time: [11, 45],
    subject: 'Last call: Your October training ends this week',
    campaign: october,
    method: 'smtp',
    outcome: 'deferred',
    spots: [],
  },
  {
    daysAgo: 20,
    time: [9, 0],
    subject: 'Your October training: Voices you know, part 2',
    campaign: october,
    method: 'smtp',
    outcome: 'bounced',
    detail: '5.7.1',
    spots: [],
  },
  {
    daysAgo: 24,
    time: [10, 15],
    subject: 'Action required: mailbox almost full',
    type: 'phishing-test',
    outcome: 'opened',
    spots: ['other'],
  },
  {
    daysAgo: 27,
    time: [9, 0, 9],
    subject: 'Reminder: Your October training is due',
    campaign: october,
    outcome: 'delivered',
    spots: ['inbox'],
    unread: true,
  },
  {
    daysAgo: 28,
    time: [8, 5],
    subject: 'Welcome to Northwind Dental security awareness',
    type: 'welcome',
    outcome: 'opened',
    spots: ['inbox'],
  },
  {
    daysAgo: 29,
    time: [18, 30],
    subject: 'Your October training: Voices you know',
    campaign: october,
    outcome: 'delivered',
    spots: ['recoverable'],
  },
]

/** Sixty letters without the spaces. */
const longName = { givenName: 'Wilhelmina Alexandrina Cora', familyName: 'Featherstonehaugh-Cholmondeley-Smythe' }

const heavyCount = 10_000

/** People of Northwind Dental on whom tests and demonstrations rely; docs/demo-server.md lists them. */
export const northwindActors: readonly Actor[] = [
  {
    givenName: 'Ana María',
    familyName: 'Núñez',
    address: 'ana.maria@northwind.example',
    aliases: ['amn@northwind.example'],
    recent: (calendar) => fromRows(calendar, 'microsoft-api', ana),
  },
  { givenName: 'Ruth', familyName: 'Adamo', address: 'admin@northwind.example', isAdmin: true },
  {
    givenName: 'Milo',
    familyName: 'Langström',
    address: 'milo.langstrom@northwind.example',
    whole: (calendar, random) =>
      Array.from({ length: heavyCount }, (_, index) => {
        const test = index % 4 === 3 ? random.pick(phishingTemplates) : null
        const sentAt = calendar.anchoredAt - 3_600_000 - Math.floor((index * 363 * 86_400_000) / heavyCount)
        return {
          subject: test?.subject ?? `Daily nudge ${heavyCount - index}: one minute of training`,
          type: test ? ('phishing-test' as const) : ('training-reminder' as const),
          campaign: test?.campaign ?? 'Daily nudges',
          sender: test?.sender ?? trainingSender,
          sentAt,
          method: 'microsoft-api' as const,
          outcome: random.chance(0.5) ? ('opened' as const) : ('delivered' as const),
          spots: [random.pick(['inbox', 'inbox', 'inbox', 'inbox', 'other', 'junk', 'deleted', 'archive'] as const)],
        }
      }),
  },
  { givenName: 'Fiona', familyName: "O'Brien", address: "fiona.o'brien@northwind.example" },
  { givenName: 'נועה', familyName: 'בן־דוד', address: 'noa.bendavid@northwind.example' },
  { givenName: 'ليلى', familyName: 'حداد', address: 'layla.haddad@northwind.example' },
  { ...longName, address: 'wilhelmina.featherstonehaugh-cholmondeley@northwind.example' },
  {
    givenName: 'Sam',
    familyName: 'Okafor',
    address: 'sam.okafor+training@northwind.example',
    signInName: 'sam.okafor@northwind.example',
  },
  {
    givenName: 'Greta',
    familyName: 'Vögel',
    address: 'greta.vogel@northwind.example',
    language: 'de',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        {
          daysAgo: 2,
          time: [9, 0],
          subject: 'Reminder: 1 lesson is waiting for you',
          outcome: 'delivered',
          spots: ['inbox'],
          unread: true,
        },
        {
          daysAgo: 6,
          time: [9, 0, 21],
          subject: dueReminder,
          campaign: november,
          outcome: 'delivered',
          spots: ['junk'],
          unread: true,
        },
        {
          daysAgo: 8,
          time: [14, 0],
          subject: 'Invoice 40817 is overdue',
          type: 'phishing-test',
          outcome: 'reported',
          spots: ['deleted'],
        },
        {
          daysAgo: 13,
          time: [9, 0, 2],
          subject: 'Your November training: Invoices that lie',
          campaign: november,
          outcome: 'opened',
          spots: ['archive'],
        },
        {
          daysAgo: 21,
          time: [9, 0],
          subject: 'Your certificate: Voices you know',
          type: 'other',
          campaign: october,
          outcome: 'delivered',
          spots: [{ folder: ['Ablage', 'Schulung'] }],
        },
      ]),
  },
  {
    givenName: 'Oskar',
    familyName: 'Lindqvist',
    address: 'oskar.lindqvist@northwind.example',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        {
          daysAgo: 5,
          time: [9, 0],
          subject: dueReminder,
          campaign: november,
          outcome: 'opened',
          spots: [{ folder: ['Projects', 'Security', 'Training'] }],
        },
      ]),
  },
  {
    givenName: 'Priya',
    familyName: 'Ramanathan',
    address: 'priya.ramanathan@northwind.example',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        {
          daysAgo: 4,
          time: [9, 0],
          subject: dueReminder,
          campaign: november,
          outcome: 'delivered',
          spots: ['junk', { folder: ['Copies'] }],
        },
        {
          daysAgo: 10,
          time: [9, 0],
          subject: 'Your November training: Invoices that lie',
          campaign: november,
          outcome: 'opened',
          spots: ['inbox', 'deleted'],
        },
      ]),
  },
  {
    givenName: 'Tomás',
    familyName: 'Silveira',
    address: 'tomas.silveira@northwind.example',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        { daysAgo: 5, time: [9, 0], subject: dueReminder, campaign: november, outcome: 'opened', spots: [] },
      ]),
  },
  {
    givenName: 'Inês',
    familyName: 'Duarte',
    address: 'ines.duarte@northwind.example',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        {
          daysAgo: 5,
          time: [9, 0],
          subject: dueReminder,
          campaign: november,
          outcome: 'delivered',
          spots: ['recoverable'],
        },
      ]),
  },
  {
    givenName: 'Chidi',
    familyName: 'Eze',
    address: 'chidi.eze@northwind.example',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        {
          daysAgo: 4,
          time: [9, 0],
          subject: dueReminder,
          campaign: november,
          outcome: 'delivered',
          spots: ['junk'],
          idTail: "+a&b=c'd#e%20f",
        },
        {
          daysAgo: 11,
          time: [9, 0],
          subject: 'Your November training: Invoices that lie',
          campaign: november,
          outcome: 'opened',
          spots: ['inbox'],
          idTail: "''=+&",
        },
      ]),
  },
  {
    givenName: 'Bram',
    familyName: 'de Wit',
    address: 'bram.dewit@northwind.example',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        {
          daysAgo: 4,
          time: [9, 0],
          subject: dueReminder,
          campaign: november,
          outcome: 'delivered',
          spots: ['junk'],
          logged: false,
        },
        {
          daysAgo: 4,
          time: [9, 1],
          subject: 'Your certificate: Voices you know',
          type: 'other',
          campaign: october,
          outcome: 'delivered',
          spots: ['inbox'],
        },
      ]),
  },
  {
    givenName: 'Nadia',
    familyName: 'Rahimi',
    address: 'nadia.rahimi@northwind.example',
    recent: (calendar) => [
      {
        subject: 'Welcome back: one short lesson',
        type: 'training-reminder',
        campaign: null,
        sender: trainingSender,
        sentAt: calendar.anchoredAt - 90_000,
        method: 'microsoft-api',
        outcome: 'delivered',
        spots: ['inbox'],
        unread: true,
      },
    ],
  },
  { givenName: 'Lena', familyName: 'Brandstätter', address: 'lena.brandstatter@northwind.example', hasMailbox: false },
  { givenName: 'Karl', familyName: 'Svenningsen', address: 'karl.svenningsen@northwind.example', status: 'suspended' },
  { givenName: 'Olga', familyName: 'Petrenko', address: 'olga.petrenko@northwind.example', status: 'removed' },
  {
    givenName: 'Zoë',
    familyName: 'Marchetti',
    address: 'zoe.marchetti@northwind.example',
    signInName: 'zm0417@northwind-dental.example',
    aliases: ['zoe@northwind.example', 'z.marchetti@northwind-dental.example'],
  },
]
