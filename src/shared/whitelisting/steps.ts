import type { Gateway, Whitelisting } from '../model/whitelisting'

/** A page of a vendor, open to everybody. */
export interface PublicDocument {
  readonly title: string
  readonly url: string
}

/** One thing that is set up in a filter. */
export interface Procedure {
  readonly title: string
  /** In steps and notes `{addresses}`, `{ranges}`, `{senders}` and `{domains}` stand for the tenant's values. */
  readonly steps: readonly string[]
  readonly notes: readonly string[]
  readonly document: PublicDocument
  /** What of it we could not check against the vendor's own document; null when all of it was. */
  readonly unverified: string | null
}

/**
 * What an admin does in each filter, in our words, after the documents that are named. The first procedure of a filter is
 * the one to begin with.
 */
export const procedures: Readonly<Record<Gateway, readonly Procedure[]>> = {
  microsoft: [
    {
      title: 'Advanced delivery for phishing simulations',
      steps: [
        'Open the Microsoft Defender portal at security.microsoft.com/advanceddelivery and choose the tab Phishing simulation.',
        'Press Add, or Edit where something is listed already.',
        'Under Domain enter {domains}: the domain of the envelope sender.',
        'Under Sending IP enter {addresses}.',
        'Leave “Simulation URLs to allow” empty: links in emails don’t need it.',
        'Press Add (or Save), then Close.',
      ],
      notes: [
        'Needs the roles Security Administrator and, in Exchange Online, Organization Management.',
        'Takes up to 10 sending IPs, IPv4 only. Malware is still filtered.',
        'Where mail passes another filter before Microsoft 365, set up enhanced filtering for connectors too: otherwise Microsoft 365 sees the other filter’s address and not ours.',
      ],
      document: {
        title: 'Configure the advanced delivery policy for phishing simulations',
        url: 'https://learn.microsoft.com/defender-office-365/advanced-delivery-policy-configure',
      },
      unverified: null,
    },
    {
      title: 'Connection filter',
      steps: [
        'Open security.microsoft.com/antispam and choose “Connection filter policy (Default)”.',
        'Choose Edit connection filter policy.',
        'Under “Always allow messages from the following IP addresses or address range” enter {addresses}.',
        'Press Save, then Close.',
      ],
      notes: [
        'Spam filtering is skipped; malware and high confidence phishing are still looked for, which is why phishing tests need the advanced delivery as well.',
        'Takes single addresses, and ranges from /24 to /32.',
      ],
      document: {
        title: 'Configure connection filtering',
        url: 'https://learn.microsoft.com/defender-office-365/connection-filter-policies-configure',
      },
      unverified: null,
    },
    {
      title: 'Transport rule',
      steps: [
        'Open the Exchange admin center at admin.exchange.microsoft.com, then Mail flow › Rules › Add a rule › Create a new rule.',
        'Give it a name, e.g. “Security awareness”.',
        'Apply this rule if: The sender › IP address is in any of these ranges or exactly matches: {addresses}.',
        'Do the following: Modify the message properties › set the spam confidence level (SCL): Bypass spam filtering.',
        'Finish the wizard, and turn the rule on in the list of rules.',
      ],
      notes: [
        'Only spam filtering is skipped: whatever else Microsoft 365 checks stays. The headers of a test email then say SFV:SKN and SCL -1.',
      ],
      document: {
        title: 'Use mail flow rules to set the spam confidence level (SCL) in messages',
        url: 'https://learn.microsoft.com/exchange/security-and-compliance/mail-flow-rules/use-rules-to-set-scl',
      },
      unverified: 'That a new rule begins turned off is known from practice; look at the list of rules.',
    },
  ],
  google: [
    {
      title: 'Email allowlist',
      steps: [
        'Sign in to the Google Admin console and open Apps › Google Workspace › Gmail › Spam, phishing and malware.',
        'On the left choose the organisation at the top.',
        'Under Email allowlist enter {addresses}, separated by commas.',
        'Press Save.',
      ],
      notes: [
        'It can take up to 24 hours. It holds for the whole domain, never for one organisational unit.',
        'People may still see a warning banner on the emails.',
        'An address that is entered as an inbound gateway is not taken into the allowlist.',
      ],
      document: {
        title: 'Add IP addresses to allowlists in Gmail',
        url: 'https://support.google.com/a/answer/60751',
      },
      unverified: null,
    },
    {
      title: 'Approved senders',
      steps: [
        'On the same page, under Spam, choose Configure (or Add another rule) and give it a name.',
        'Choose to bypass the spam filter for messages from senders in an approved list, and make a list with {senders}.',
        'Press Save.',
      ],
      notes: ['Use it beside the allowlist: the sender alone can be forged, the address can’t.'],
      document: {
        title: 'Allowlists, denylists, and approved senders',
        url: 'https://support.google.com/a/answer/60752',
      },
      unverified: 'Google’s page says what an approved senders list does; the names of the buttons may differ.',
    },
  ],
  mimecast: [
    {
      title: 'Permitted senders policy',
      steps: [
        'In the Mimecast Administration Console open Policies › Gateway Policies › Permitted Senders.',
        'Make a new policy: leave the default one as it is.',
        'Narrative: e.g. “Security awareness”. Policy: Permit Sender. Addresses based on: Both. From Everyone, to Everyone.',
        'Under Validity enter as source IP ranges {ranges}.',
        'Press Save and Exit.',
      ],
      notes: [
        'Spam scanning, greylisting and IP reputation are skipped. A Blocked Senders policy still wins over it.',
        'A single address is written with /32.',
      ],
      document: {
        title: 'Policies - Configuring and Managing Permitted Senders',
        url: 'https://mimecastsupport.zendesk.com/hc/en-us/articles/42979302935955-Policies-Configuring-and-Managing-Permitted-Senders',
      },
      unverified: null,
    },
    {
      title: 'Where the customer has Targeted Threat Protection',
      steps: [
        'Make one policy each of the kinds URL Protection Bypass, Attachment Protection Bypass and Impersonation Protection Bypass.',
        'Enter {ranges} as source IP ranges in each.',
      ],
      notes: [
        'Without it Mimecast opens the links of a phishing test itself, which counts as a click that nobody made.',
      ],
      document: {
        title: 'Policies - Configuring and Managing Permitted Senders',
        url: 'https://mimecastsupport.zendesk.com/hc/en-us/articles/42979302935955-Policies-Configuring-and-Managing-Permitted-Senders',
      },
      unverified:
        'We know of these policies from guides of other training platforms; Mimecast’s own pages on them could not be read.',
    },
  ],
  proofpoint: [
    {
      title: 'Proofpoint Essentials: sender lists',
      steps: [
        'Open Security Settings › Email › Sender Lists.',
        'Under Safe Sender List enter {addresses} and {senders}, one a line.',
        'Press Save.',
      ],
      notes: ['The Safe Sender List takes addresses, domains and IP addresses.'],
      document: {
        title: 'Proofpoint Essentials: Security Awareness Safelisting Guide',
        url: 'https://help.proofpoint.com/Proofpoint_Essentials/Security_Awareness/Setup/Security_Awareness_Whitelisting_Guide',
      },
      unverified:
        'Proofpoint’s guide says what has to be let through, not where: the way through the menus is from guides of other training platforms.',
    },
    {
      title: 'Proofpoint on Demand (Enterprise): organizational safe list',
      steps: [
        'In the admin console open Email Protection › Spam Detection › Organizational Safe List.',
        'Press Add, choose the filter type for the sending host with the operator Equals, and enter the first of {addresses}.',
        'Do the same for each further address, then save.',
        'Where Targeted Attack Protection is in use: under URL Defense › URL Rewrite Policies add our domains as exceptions.',
      ],
      notes: [],
      document: {
        title: 'Proofpoint Essentials: Security Awareness Safelisting Guide',
        url: 'https://help.proofpoint.com/Proofpoint_Essentials/Security_Awareness/Setup/Security_Awareness_Whitelisting_Guide',
      },
      unverified:
        'Proofpoint’s document of this product is not public: ask the customer’s admin whether the names fit.',
    },
  ],
  barracuda: [
    {
      title: 'Email Gateway Defense: IP address policies',
      steps: [
        'Open Inbound Settings › IP Address Policies.',
        'Enter the first of {addresses} with the netmask 255.255.255.255 and the policy Exempt, and press Add.',
        'Do the same for each further address. Allow a few minutes before you test.',
      ],
      notes: [
        'Barracuda advises to exempt by address and not by domain, since domains can be forged.',
        'On an Email Security Gateway (the appliance) the same list is under Block/Accept › IP Filters, “Allowed IP/Range”.',
      ],
      document: {
        title: 'Barracuda Email Gateway Defense: IP Analysis - Inbound',
        url: 'https://campus.barracuda.com/product/emailgatewaydefense/doc/96023004/ip-analysis-inbound/',
      },
      unverified: null,
    },
    {
      title: 'Email Gateway Defense: sender policies',
      steps: [
        'Open Inbound Settings › Sender Policies, enter {senders} with the policy Exempt, and press Add.',
        'Where SPF is checked: add {addresses} to the exemptions under Inbound Settings › Sender Authentication.',
      ],
      notes: ['Spam scoring, intent analysis and content filters are skipped; viruses are still looked for.'],
      document: {
        title: 'Barracuda Email Gateway Defense: Sender and Recipient Analysis',
        url: 'https://campus.barracuda.com/doc/96023020/',
      },
      unverified: null,
    },
  ],
  sophos: [
    {
      title: 'Inbound allow list',
      steps: [
        'In Sophos Central open the settings of Email Security and there Inbound Allow/Block.',
        'Press Add, choose to allow, and enter {addresses}, one after the other.',
        'Allow {senders} too. Leave “enforce authentication” on for it.',
        'Press Save.',
      ],
      notes: [
        'Takes addresses, domains and IP addresses, with subnets from /16 to /32. The sender is compared with the envelope sender and with the From header.',
        'Where the same entry was blocked before, choose to override duplicates.',
      ],
      document: {
        title: 'Sophos Central: Inbound Allow/Block',
        url: 'https://docs.sophos.com/central/customer/help/en-us/ManageYourProducts/GlobalSettings/EmailAllowBlock/index.html',
      },
      unverified: 'Sophos’ page says what the list takes; the way to it differs between versions of Sophos Central.',
    },
  ],
  generic: [
    {
      title: 'Any other filter',
      steps: [
        'Let through what comes from {addresses}, without spam and phishing checks where the filter can do that by address.',
        'Add {senders} as a safe sender. It is the envelope sender (MAIL FROM, Return-Path), not the From header that people see.',
        'Where links are opened or rewritten by the filter, exempt these emails: otherwise a machine’s click counts as a person’s.',
        'Where there is a second filter behind the first (often Microsoft 365), do it there too.',
      ],
      notes: ['Prefer the addresses over the sender: anybody can write a sender into an email.'],
      document: {
        title: 'RFC 5321: envelope and content of an email (section 2.3.1)',
        url: 'https://www.rfc-editor.org/rfc/rfc5321#section-2.3.1',
      },
      unverified: 'Every filter has its own names: the vendor’s guide for “allow list” or “safe senders” says them.',
    },
  ],
}

const listed = (values: readonly string[]): string => values.join(', ')
const asRange = (address: string): string =>
  address.includes('/') ? address : `${address}/${address.includes(':') ? 128 : 32}`

/** The domains of safe senders: what an envelope domain is compared with. */
export const domainsOf = (safeSenders: readonly string[]): readonly string[] => [
  ...new Set(safeSenders.map((sender) => sender.slice(sender.lastIndexOf('@') + 1))),
]

/** A step or note with the tenant's values in it. */
export const filledIn = (text: string, { addresses, safeSenders }: Pick<Whitelisting, 'addresses' | 'safeSenders'>) => {
  const values: Readonly<Record<string, string>> = {
    addresses: listed(addresses),
    ranges: listed(addresses.map(asRange)),
    senders: listed(safeSenders),
    domains: listed(domainsOf(safeSenders)),
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
