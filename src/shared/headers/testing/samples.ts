import type { Judgement } from '../filters'
import type { Outcome } from '../report'

/** Our addresses in every sample. */
export const ourValues = { addresses: ['192.0.2.10', '192.0.2.11'], safeSenders: ['bounce@platform.example'] }

/** Headers as one kind of filter writes them, and what is to be read out of them. */
export interface Sample {
  readonly name: string
  readonly headers: string
  /** Address and server that took the email from it. */
  readonly handedOver: readonly [ip: string, by: string] | null
  readonly ours: 'yes' | 'no' | 'unknown'
  readonly outcome: Outcome
  /** The first result of each check. */
  readonly checks: Readonly<Record<string, string>>
  /** What some of the filter's words come to. */
  readonly says: Readonly<Record<string, Judgement>>
}

const rest = `From: Security Awareness <training@platform.example>
To: Max Person <max@litware.example>
Subject: =?UTF-8?B?RXJpbm5lcnVuZzogw5xidW5n?=
Date: Tue, 17 Nov 2026 09:00:12 +0000
Message-ID: <s-1@mail.platform.example>
Return-Path: bounce@platform.example
MIME-Version: 1.0`

const toMicrosoft = (ip: string, host = 'out.platform.example'): string =>
  `Received: from AM0PR01MB0001.eurprd01.prod.outlook.example (2001:db8:208::10) by
 DB9PR01MB0002.eurprd01.prod.outlook.example with HTTPS; Tue, 17 Nov 2026 09:00:15 +0000
Received: from AM7EUR01FT001.eop-EUR01.prod.protection.outlook.example
 (2001:db8:209::5) by AM0PR01MB0001.outlook.example
 (2001:db8:208::10) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.5000.1; Tue, 17 Nov
 2026 09:00:14 +0000
Received: from ${host} (${ip}) by
 AM7EUR01FT001.mail.protection.outlook.example (10.152.2.3) with Microsoft SMTP
 Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id
 15.20.5000.1 via Frontend Transport; Tue, 17 Nov 2026 09:00:13 +0000`

const microsoftChecks = (ip: string, spf = 'pass', dkim = 'pass (signature was verified)', dmarc = 'pass'): string =>
  `Authentication-Results: spf=${spf} (sender IP is ${ip})
 smtp.mailfrom=platform.example; dkim=${dkim}
 header.d=platform.example;dmarc=${dmarc} action=none
 header.from=platform.example;compauth=pass reason=100`

const pass = { spf: 'pass', dkim: 'pass', dmarc: 'pass' }
const hop = (from: string, by: string, time = '09:00:13'): string =>
  `Received: from ${from}\n\tby ${by} with ESMTPS id 4XyZ12;\n\tTue, 17 Nov 2026 ${time} +0000 (UTC)`
const ours = hop('out.platform.example (out.platform.example [192.0.2.10])', 'mx1.litware.example (Postfix)')
const fromOurs = ['192.0.2.10', 'mx1.litware.example'] as const

/** Written after the documents that filters.ts names, not after what the code answers. Hosts, people and addresses are made up. */
export const samples: readonly Sample[] = [
  {
    name: 'Microsoft 365, let through by a transport rule',
    headers: `${toMicrosoft('192.0.2.10')}\n${microsoftChecks('192.0.2.10')}\nX-Forefront-Antispam-Report: CIP:192.0.2.10;CTRY:US;LANG:en;SCL:-1;SRV:;IPV:NLI;SFV:SKN;H:out.platform.example;PTR:out.platform.example;CAT:NONE;SFS:(13230031);DIR:INB;\nX-Microsoft-Antispam: BCL:0;ARA:13230031\n${rest}`,
    handedOver: ['192.0.2.10', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'yes',
    outcome: 'let-through',
    checks: { ...pass, compauth: 'pass' },
    says: {
      'SCL:-1': 'let-through',
      'SFV:SKN': 'let-through',
      'CAT:NONE': 'clean',
      'CIP:192.0.2.10': 'fact',
      'BCL:0': 'clean',
      'DIR:INB': 'fact',
    },
  },
  {
    name: 'Microsoft 365, let through by the connection filter',
    headers: `${toMicrosoft('192.0.2.11')}\n${microsoftChecks('192.0.2.11')}\nX-Forefront-Antispam-Report: CIP:192.0.2.11;CTRY:US;SCL:-1;IPV:CAL;SFV:SKN;CAT:NONE;\n${rest}`,
    handedOver: ['192.0.2.11', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'yes',
    outcome: 'let-through',
    checks: pass,
    says: { 'IPV:CAL': 'let-through' },
  },
  {
    name: 'Microsoft 365, taken for high confidence phishing',
    headers: `${toMicrosoft('192.0.2.10')}\n${microsoftChecks('192.0.2.10')}\nX-Forefront-Antispam-Report: CIP:192.0.2.10;CTRY:US;SCL:9;IPV:NLI;SFV:SPM;CAT:HPHISH;DIR:INB;\nX-Microsoft-Antispam: BCL:0;\n${rest}`,
    handedOver: ['192.0.2.10', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: pass,
    says: { 'SCL:9': 'spam', 'SFV:SPM': 'spam', 'CAT:HPHISH': 'spam', 'IPV:NLI': 'fact' },
  },
  {
    name: 'Microsoft 365, filtered and found to be no spam',
    headers: `${toMicrosoft('192.0.2.10')}\n${microsoftChecks('192.0.2.10')}\nX-Forefront-Antispam-Report: CIP:192.0.2.10;CTRY:US;SCL:1;IPV:NLI;SFV:NSPM;CAT:NONE;\nX-Microsoft-Antispam: BCL:5;\n${rest}`,
    handedOver: ['192.0.2.10', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: pass,
    says: { 'SCL:1': 'clean', 'SFV:NSPM': 'clean', 'BCL:5': 'suspect' },
  },
  {
    name: 'Microsoft 365, spoofing from an address that is not ours',
    headers: `${toMicrosoft('203.0.113.9', 'mail.stranger.example')}\n${microsoftChecks('203.0.113.9', 'fail', 'none (message not signed)', 'fail')}\nX-Forefront-Antispam-Report: CIP:203.0.113.9;CTRY:DE;SCL:5;SFV:SPM;CAT:SPOOF;SFTY:9.25;\n${rest}`,
    handedOver: ['203.0.113.9', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'no',
    outcome: 'not-ours',
    checks: { spf: 'fail', dkim: 'none', dmarc: 'fail' },
    says: { 'CAT:SPOOF': 'spam', 'SFTY:9.25': 'suspect' },
  },
  {
    name: 'Microsoft 365, the person’s own safe senders',
    headers: `${toMicrosoft('192.0.2.10')}\n${microsoftChecks('192.0.2.10')}\nX-Forefront-Antispam-Report: CIP:192.0.2.10;SCL:-1;SFV:SFE;CAT:NONE;\n${rest}`,
    handedOver: ['192.0.2.10', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'yes',
    outcome: 'let-through',
    checks: pass,
    says: { 'SFV:SFE': 'let-through' },
  },
  {
    name: 'Microsoft 365, blocked in an anti-spam policy, and a word that no document has',
    headers: `${toMicrosoft('192.0.2.10')}\n${microsoftChecks('192.0.2.10')}\nX-Forefront-Antispam-Report: CIP:192.0.2.10;SCL:6;SFV:SKB;CAT:NEWCAT;XYZ:17;\nX-MS-Exchange-Organization-SCL: 6\n${rest}`,
    handedOver: ['192.0.2.10', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: pass,
    says: { 'SFV:SKB': 'spam', 'CAT:NEWCAT': 'unknown', 'XYZ:17': 'fact', '6': 'spam' },
  },
  {
    name: 'Microsoft 365, bulk mail under an advanced spam filter setting',
    headers: `${toMicrosoft('192.0.2.11')}\n${microsoftChecks('192.0.2.11', 'softfail')}\nX-Forefront-Antispam-Report: CIP:192.0.2.11;SCL:6;SRV:BULK;SFV:SPM;CAT:BULK;\nX-Microsoft-Antispam: BCL:9;\nX-CustomSpam: Image links to remote sites\n${rest}`,
    handedOver: ['192.0.2.11', 'AM7EUR01FT001.mail.protection.outlook.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: { spf: 'softfail' },
    says: { 'SRV:BULK': 'suspect', 'CAT:BULK': 'suspect', 'BCL:9': 'spam', 'Image links to remote sites': 'spam' },
  },
  {
    name: 'Google Workspace, in the Inbox',
    headers: `Delivered-To: max@litware.example
Received: by 2001:db8:a05:6214::1 with SMTP id a1csp123456; Tue, 17 Nov 2026 01:00:14 -0800 (PST)
ARC-Authentication-Results: i=1; mx.google.example;
       dkim=pass header.i=@platform.example header.s=s1 header.b=AbCdEf;
       spf=pass (google.example: domain of bounce@platform.example designates 192.0.2.10 as permitted sender) smtp.mailfrom=bounce@platform.example;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=platform.example
Return-Path: <bounce@platform.example>
Received: from out.platform.example (out.platform.example. [192.0.2.10])
        by mx.google.example with ESMTPS id x1-20020a05si1.2026.11.17.01.00.13
        for <max@litware.example>
        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);
        Tue, 17 Nov 2026 01:00:13 -0800 (PST)
Received-SPF: pass (google.example: domain of bounce@platform.example designates 192.0.2.10 as permitted sender) client-ip=192.0.2.10;
Authentication-Results: mx.google.example;
       dkim=pass header.i=@platform.example header.s=s1 header.b=AbCdEf;
       spf=pass (google.example: domain of bounce@platform.example designates 192.0.2.10 as permitted sender) smtp.mailfrom=bounce@platform.example;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=platform.example
${rest}`,
    handedOver: ['192.0.2.10', 'mx.google.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: pass,
    says: {},
  },
  {
    name: 'Google Workspace, routed on with its own spam headers',
    headers: `Received: from mail-lf1-f41.google.example (mail-lf1-f41.google.example. [198.51.100.41])\n by mx1.litware.example with ESMTPS id 1; Tue, 17 Nov 2026 09:00:16 +0000\nReceived: from out.platform.example (out.platform.example. [192.0.2.10])\n by mx.google.example with ESMTPS id 2; Tue, 17 Nov 2026 01:00:13 -0800 (PST)\nX-Gm-Spam: 1\nX-Gm-Phishy: 0\n${rest}`,
    handedOver: ['192.0.2.10', 'mx.google.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: {},
    says: { '1': 'spam', '0': 'clean' },
  },
  {
    name: 'Google Workspace, SPF softfail and DMARC failure of a forwarded email',
    headers: `Received: from relay.forwarder.example (relay.forwarder.example. [198.51.100.77])\n by mx.google.example with ESMTPS id 3; Tue, 17 Nov 2026 01:00:13 -0800 (PST)\nAuthentication-Results: mx.google.example;\n dkim=fail (body hash did not verify) header.i=@platform.example;\n spf=softfail (google.example: domain of transitioning bounce@platform.example does not designate 198.51.100.77 as permitted sender) smtp.mailfrom=bounce@platform.example;\n dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=platform.example\n${rest}`,
    handedOver: ['198.51.100.77', 'mx.google.example'],
    ours: 'no',
    outcome: 'not-ours',
    checks: { spf: 'softfail', dkim: 'fail', dmarc: 'fail' },
    says: {},
  },
  {
    name: 'Mimecast before Microsoft 365',
    headers: `${toMicrosoft('198.51.100.20', 'eu-smtp-delivery-1.mimecast.example')}\nReceived: from out.platform.example (out.platform.example [192.0.2.10]) by\n relay.mimecast.example with ESMTP with STARTTLS (version=TLSv1.2,\n cipher=ECDHE-RSA-AES256-GCM-SHA384) id uk-mta-1-AbC; Tue, 17 Nov 2026 09:00:12\n +0000\nAuthentication-Results: spf=fail (sender IP is 198.51.100.20) smtp.mailfrom=platform.example; dkim=pass (signature was verified) header.d=platform.example; dmarc=pass action=none header.from=platform.example; compauth=pass reason=130\nX-MC-Unique: AbC-1\nX-Mimecast-Spam-Score: 1\nX-Forefront-Antispam-Report: CIP:198.51.100.20;CTRY:GB;SCL:5;SFV:SPM;CAT:SPM;\n${rest}`,
    handedOver: ['192.0.2.10', 'relay.mimecast.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: { spf: 'fail', dkim: 'pass', dmarc: 'pass' },
    says: { '1': 'fact', 'CAT:SPM': 'spam', 'CIP:198.51.100.20': 'fact' },
  },
  {
    name: 'Mimecast with impersonation protection and bulk signature',
    headers: `${hop('out.platform.example (out.platform.example [192.0.2.11])', 'relay.mimecast.example')}\nX-Mimecast-Impersonation-Protect: Policy=Default Impersonation;Similar Internal Domain=false;Similar Monitored External Domain=false;Custom External Domain=false;Newly Observed Domain=true;Internal User Name=false;Reply-to Address Mismatch=false\nX-Mimecast-Bulk-Signature: yes\nX-Mimecast-Spam-Signature: no\n${rest}`,
    handedOver: ['192.0.2.11', 'relay.mimecast.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: {},
    says: {
      'Policy=Default Impersonation': 'fact',
      'Newly Observed Domain=true': 'suspect',
      'Internal User Name=false': 'clean',
      yes: 'suspect',
      no: 'clean',
    },
  },
  {
    name: 'Proofpoint, no spam',
    headers: `Received: from pps.filterd (m0001.ppops.example [127.0.0.1])\n by m0001.ppops.example (8.17.1/8.17.1) with ESMTP id 3AH90Dxx;\n Tue, 17 Nov 2026 09:00:14 GMT\nReceived: from out.platform.example (out.platform.example [192.0.2.10])\n by m0001.ppops.example (PPS) with ESMTPS id 3abc;\n Tue, 17 Nov 2026 09:00:13 +0000 (GMT)\nAuthentication-Results: ppops.example;\n spf=pass smtp.mailfrom=bounce@platform.example;\n dkim=pass header.d=platform.example header.s=s1;\n dmarc=pass header.from=platform.example\nX-Proofpoint-Virus-Version: vendor=baseguard engine=ICAP:2.0.293\nX-Proofpoint-Spam-Details: rule=notspam policy=default score=0 phishscore=0 adultscore=0 bulkscore=0 classifier=spam\n${rest}`,
    handedOver: ['192.0.2.10', 'm0001.ppops.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: pass,
    says: { 'rule=notspam': 'clean', 'score=0': 'fact', 'policy=default': 'fact', 'classifier=spam': 'unknown' },
  },
  {
    name: 'Proofpoint, on the safe list',
    headers: `${hop('out.platform.example (out.platform.example [192.0.2.10])', 'm0001.ppops.example')}\nX-Proofpoint-Spam-Details: rule=inbound_safe policy=inbound score=0\nX-Proofpoint-Spam-Reason: safe\n${rest}`,
    handedOver: ['192.0.2.10', 'm0001.ppops.example'],
    ours: 'yes',
    outcome: 'let-through',
    checks: {},
    says: { 'rule=inbound_safe': 'let-through', safe: 'let-through' },
  },
  {
    name: 'Proofpoint, spam',
    headers: `${hop('out.platform.example (out.platform.example [192.0.2.11])', 'm0001.ppops.example')}\nX-Proofpoint-Spam-Details: rule=phish policy=default score=98 phishscore=98\n${rest}`,
    handedOver: ['192.0.2.11', 'm0001.ppops.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: {},
    says: { 'rule=phish': 'spam', 'phishscore=98': 'fact' },
  },
  {
    name: 'Barracuda appliance, no spam',
    headers: `${hop('out.platform.example (out.platform.example [192.0.2.10])', 'barracuda.litware.example')}\nX-Barracuda-Apparent-Source-IP: 192.0.2.10\nX-Barracuda-Spam-Score: 0.00\nX-Barracuda-Spam-Status: No, SCORE=0.00 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=5.0 KILL_LEVEL=9.0 tests=HTML_MESSAGE\n${rest}`,
    handedOver: ['192.0.2.10', 'barracuda.litware.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: {},
    says: {
      '0.00': 'fact',
      'No, SCORE=0.00 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=5.0 KILL_LEVEL=9.0 tests=HTML_MESSAGE':
        'clean',
    },
  },
  {
    name: 'Barracuda appliance, quarantined',
    headers: `${hop('out.platform.example (out.platform.example [192.0.2.10])', 'barracuda.litware.example')}\nX-Barracuda-Spam-Score: 10.11\nX-Barracuda-Spam-Flag: YES\nX-Barracuda-Spam-Status: Yes, SCORE=10.11 using per-user scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=9.0 KILL_LEVEL=1000.0 tests=BSF_SC0_MISMATCH_TO,\n HTML_MESSAGE\n${rest}`,
    handedOver: ['192.0.2.10', 'barracuda.litware.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: {},
    says: { YES: 'spam', '10.11': 'fact' },
  },
  {
    name: 'Barracuda Email Gateway Defense',
    headers: `${hop('mx-inbound1.ess.barracuda.example (mx-inbound1.ess.barracuda.example [198.51.100.60])', 'mx1.litware.example')}\n${hop('out.platform.example (out.platform.example [192.0.2.11])', 'mx-inbound1.ess.barracuda.example', '09:00:12')}\nX-BESS-Apparent-Source-IP: 192.0.2.11\nX-BESS-Spam-Score: 0.50\nX-BESS-Spam-Status: SCORE=0.50 using account:ESS1 scores of QUARANTINE_LEVEL=3.5 KILL_LEVEL=7.0 tests=BSF_BESS_OUTBOUND\n${rest}`,
    handedOver: ['192.0.2.11', 'mx-inbound1.ess.barracuda.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: {},
    says: {
      '0.50': 'fact',
      'SCORE=0.50 using account:ESS1 scores of QUARANTINE_LEVEL=3.5 KILL_LEVEL=7.0 tests=BSF_BESS_OUTBOUND': 'clean',
    },
  },
  {
    name: 'Sophos, likely spam by its marks',
    headers: `${ours}\nX-Sophos-AntiSpam: ##\nX-Sophos-AntiSpam-Hits: HTML_50_70, LINK_TO_IP\n${rest}`,
    handedOver: fromOurs,
    ours: 'yes',
    outcome: 'not-stopped',
    checks: {},
    says: { '##': 'suspect', 'HTML_50_70, LINK_TO_IP': 'fact' },
  },
  {
    name: 'Sophos, probability and verdict',
    headers: `${ours}\nX-LASED-SpamProbability: 0.93\nX-LASED-Hits: FRAUD_WEBMAIL 0.000000\nX-LASED-Spam: Spam\n${rest}`,
    handedOver: fromOurs,
    ours: 'yes',
    outcome: 'stopped',
    checks: {},
    says: { '0.93': 'spam', Spam: 'spam' },
  },
  {
    name: 'Sophos, no spam',
    headers: `${ours}\nX-LASED-SpamProbability: 0.08\nX-LASED-Spam: NonSpam\nX-Sophos-Email: [eu-west-1] Antispam-Engine: 5.1.4\n${rest}`,
    handedOver: fromOurs,
    ours: 'yes',
    outcome: 'not-stopped',
    checks: {},
    says: { '0.08': 'clean', NonSpam: 'clean', '[eu-west-1] Antispam-Engine: 5.1.4': 'unknown' },
  },
  {
    name: 'SpamAssassin behind Postfix, spam',
    headers: `${ours}\nX-Spam-Flag: YES\nX-Spam-Level: ******\nX-Spam-Status: Yes, score=6.2 required=5.0 tests=BAYES_99,HTML_MESSAGE,\n\tURIBL_BLACK autolearn=no version=4.0.0\nReceived-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.10; helo=out.platform.example; envelope-from=bounce@platform.example; receiver=mx1.litware.example\n${rest}`,
    handedOver: fromOurs,
    ours: 'yes',
    outcome: 'stopped',
    checks: { spf: 'pass' },
    says: { YES: 'spam', '******': 'fact' },
  },
  {
    name: 'SpamAssassin, on its welcome list',
    headers: `${ours}\nX-Spam-Status: No, score=-99.8 required=5.0 tests=USER_IN_WELCOMELIST\n${rest}`,
    handedOver: fromOurs,
    ours: 'yes',
    outcome: 'let-through',
    checks: {},
    says: { 'No, score=-99.8 required=5.0 tests=USER_IN_WELCOMELIST': 'let-through' },
  },
  {
    name: 'Cisco, encoded result',
    headers: `${hop('out.platform.example ([192.0.2.10])', 'esa1.litware.example')}\nX-IronPort-Anti-Spam-Filtered: true\nX-IronPort-Anti-Spam-Result: A0DdCADh5RpV/5RdJa1cgkNDUlwFtDiPCYI0hXcCgUhMAQEBAQE\nX-IronPort-AV: E=Sophos;i="5.11,502,1422939600"; d="scan'208,217";a="54"\nX-Amp-Result: SKIPPED(no attachment in message)\n${rest}`,
    handedOver: ['192.0.2.10', 'esa1.litware.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: {},
    says: {
      true: 'fact',
      'A0DdCADh5RpV/5RdJa1cgkNDUlwFtDiPCYI0hXcCgUhMAQEBAQE': 'fact',
      'SKIPPED(no attachment in message)': 'fact',
    },
  },
  {
    name: 'Cisco, a malicious file',
    headers: `${hop('out.platform.example ([192.0.2.10])', 'esa1.litware.example')}\nX-Amp-Result: Malicious\nX-Ironport-Outbreak-Status: No, level 0, Unknown - Unknown\n${rest}`,
    handedOver: ['192.0.2.10', 'esa1.litware.example'],
    ours: 'yes',
    outcome: 'stopped',
    checks: {},
    says: { Malicious: 'spam' },
  },
  {
    name: 'Exim with the address in brackets and the name beside it',
    headers: `Received: from [192.0.2.11] (helo=out.platform.example)\n\tby mx.litware.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384\n\t(Exim 4.96) (envelope-from <bounce@platform.example>) id 1r3abc-0001;\n\tTue, 17 Nov 2026 10:00:13 +0100\nAuthentication-Results: mx.litware.example; iprev=pass (out.platform.example) smtp.remote-ip=192.0.2.11; spf=none smtp.mailfrom=platform.example; dkim=neutral header.d=platform.example\n${rest}`,
    handedOver: ['192.0.2.11', 'mx.litware.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: { iprev: 'pass', spf: 'none', dkim: 'neutral' },
    says: {},
  },
  {
    name: 'qmail, over IPv6 and with Windows line ends',
    headers:
      `Received: (qmail 1234 invoked by uid 0); 17 Nov 2026 09:00:14 -0000\nReceived: from unknown (HELO out.platform.example) (2001:db8:77::9)\n  by mx.litware.example with SMTP; 17 Nov 2026 09:00:13 -0000\n${rest}`.replace(
        /\n/g,
        '\r\n',
      ),
    handedOver: ['2001:db8:77::9', 'mx.litware.example'],
    ours: 'no',
    outcome: 'not-ours',
    checks: {},
    says: {},
  },
  {
    name: 'an unknown filter, behind inner servers',
    headers: `${hop('edge.litware.example (edge.litware.example [10.1.2.3])', 'mbx.litware.example', '09:00:16')}\n${hop('out.platform.example (out.platform.example [192.0.2.10])', 'edge.litware.example')}\nX-Acme-Spam-Verdict: green/7\n${rest}`,
    handedOver: ['192.0.2.10', 'edge.litware.example'],
    ours: 'yes',
    outcome: 'not-stopped',
    checks: {},
    says: { 'green/7': 'unknown' },
  },
  {
    name: 'a draft’s headers without any hand-over',
    headers: rest,
    handedOver: null,
    ours: 'unknown',
    outcome: 'unknown',
    checks: {},
    says: {},
  },
  {
    name: 'RFC 8601: version, reason, comments inside and spaces around the signs, over two servers',
    headers: `Authentication-Results: mx2.litware.example 1;\n dmarc = pass (p=quarantine) header.from = platform.example\nAuthentication-Results: mx1.litware.example (a (nested; comment)); auth=pass (cram-md5) smtp.auth=x;\n spf=temperror reason="DNS; timeout" smtp.mailfrom=bounce@platform.example\n${ours}\n${rest}`,
    handedOver: fromOurs,
    ours: 'yes',
    outcome: 'not-stopped',
    checks: { dmarc: 'pass', spf: 'temperror', auth: 'pass' },
    says: {},
  },
]
