import { expect } from '@playwright/test'
import type { State, Walk } from './stage'
import { withoutToasts } from './stage'

const filter = (name: string, radio: string): State => ({
  name,
  show: async (stage) => {
    await stage.page.getByRole('radio', { name: radio, exact: true }).click()
    await expect(stage.page.getByRole('heading', { name: `How it is done in ${radio}` })).toBeVisible()
    await withoutToasts(stage)
    await stage.page.getByRole('heading', { name: `How it is done in ${radio}` }).scrollIntoViewIfNeeded()
  },
})

const headersOf = (filter: string): string => `Received: from out.platform.example (54.240.43.212) by
 AM7EUR01FT001.mail.protection.outlook.example (10.152.2.3) with Microsoft SMTP
 Server id 15.20.5000.1 via Frontend Transport; Tue, 17 Nov 2026 09:00:13 +0000
Authentication-Results: spf=pass (sender IP is 54.240.43.212)
 smtp.mailfrom=platform.example; dkim=pass (signature was verified)
 header.d=platform.example;dmarc=pass action=none
 header.from=platform.example;compauth=pass reason=100
X-Forefront-Antispam-Report: ${filter}
X-Microsoft-Antispam: BCL:0;
From: Security Awareness <training@platform.example>
Return-Path: bounce@platform.example
Subject: =?UTF-8?Q?Reminder=3A_Your_November_training_is_due?=
Message-ID: <s-1@mail.platform.example>`

const checked = (name: string, text: string): State => ({
  name,
  show: async ({ page }) => {
    await page.keyboard.press('Escape')
    await page.getByLabel('Headers of a test email').fill(text)
    await page.getByRole('heading', { name: 'Header check' }).scrollIntoViewIfNeeded()
    await page.getByRole('heading', { name: 'Header check' }).evaluate((heading) => heading.scrollIntoView())
  },
})

const whitelisting: Walk = {
  name: 'whitelisting of a manual tenant',
  states: [
    {
      name: 'whitelisting',
      show: async ({ page, screen }) => {
        await screen.openTenant('Litware Legal')
        await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Whitelisting' }).click()
        await expect(page.getByText('54.240.43.212', { exact: true })).toBeVisible()
      },
    },
    filter('whitelisting-microsoft', 'Microsoft 365'),
    filter('whitelisting-proofpoint', 'Proofpoint'),
    {
      name: 'whitelisting-refused',
      show: async ({ page, screen }) => {
        await screen.button('Change').click()
        await page.getByLabel('IP addresses', { exact: true }).fill('54.240.43.212, 300.1.1.1')
        await page.getByLabel('IP addresses', { exact: true }).press('Enter')
        await expect(page.getByRole('alert')).toBeVisible()
      },
    },
    checked(
      'header-check-let-through',
      headersOf('CIP:54.240.43.212;CTRY:US;SCL:-1;IPV:CAL;SFV:SKN;CAT:NONE;DIR:INB;'),
    ),
    checked('header-check-stopped', headersOf('CIP:54.240.43.212;CTRY:US;SCL:9;SFV:SPM;CAT:HPHISH;XYZ:NEW;SFTY:9.99;')),
    checked('header-check-refused', 'I never got the email.'),
  ],
}

export const manualWalks: readonly Walk[] = [whitelisting]
