import type { Actor } from '../plan'
import { dueReminder, fromRows } from '../plans'

/** People of Fabrikam Freight: what was sent after the consent was withdrawn went out by SMTP. */
export const fabrikamActors: readonly Actor[] = [
  {
    givenName: 'Jürgen',
    familyName: 'Weiß',
    address: 'j.weiss@fabrikam.example',
    recent: (calendar) =>
      fromRows(calendar, 'microsoft-api', [
        { daysAgo: 2, time: [9, 0, 3], subject: dueReminder, method: 'smtp', outcome: 'deferred', spots: [] },
        {
          daysAgo: 5,
          time: [10, 30],
          subject: 'Invoice 40817 is overdue',
          type: 'phishing-test',
          method: 'smtp',
          outcome: 'bounced',
          detail: '5.7.1 sender not allowed',
          spots: [],
        },
        {
          daysAgo: 9,
          time: [9, 0, 3],
          subject: 'Your November training: Invoices that lie',
          method: 'smtp',
          outcome: 'sent',
          spots: ['junk'],
        },
        {
          daysAgo: 16,
          time: [9, 12],
          subject: 'Your parcel could not be delivered',
          type: 'phishing-test',
          outcome: 'reported',
          spots: ['deleted'],
        },
        {
          daysAgo: 24,
          time: [9, 0, 8],
          subject: 'Reminder: Your October training is due',
          outcome: 'opened',
          spots: ['inbox'],
        },
      ]),
  },
  { givenName: 'Sabine', familyName: 'Achternbusch', address: 'admin@fabrikam.example', isAdmin: true },
]

/** People of Litware Legal: a manual tenant, everything goes out by SMTP. */
export const litwareActors: readonly Actor[] = [
  {
    givenName: 'Eve',
    familyName: 'Moss',
    address: 'eve.moss@litware.example',
    recent: (calendar) =>
      fromRows(calendar, 'smtp', [
        { daysAgo: 1, time: [9, 0, 5], subject: dueReminder, outcome: 'delivered', spots: [] },
        {
          daysAgo: 7,
          time: [11, 40],
          subject: 'Unusual sign-in to your account',
          type: 'phishing-test',
          outcome: 'clicked',
          spots: [],
        },
        {
          daysAgo: 13,
          time: [9, 0, 5],
          subject: 'Your November training: Invoices that lie',
          outcome: 'bounced',
          detail: '5.7.1 blocked by content policy',
          spots: [],
        },
        {
          daysAgo: 25,
          time: [9, 0, 5],
          subject: 'Reminder: Your October training is due',
          outcome: 'opened',
          spots: [],
        },
      ]),
  },
  { givenName: 'Rupert', familyName: 'Ainsley', address: 'office@litware.example', isAdmin: true },
]
