/** Why something can't be done now, in the place of the button that would do it. Takes the focus the button would get. */
export const Blocked = ({ what, children }: { readonly what: 'move' | 'undo'; readonly children: string }) => (
  <p className="email-reason" tabIndex={-1} {...{ [`data-email-${what}`]: '' }}>
    {children}
  </p>
)

/** What stands in the place of a button that changes the mailbox while the computer is offline. */
export const offlineReason = (what: 'Moving' | 'Undoing'): string =>
  `You are offline. ${what} needs the mailbox, and nothing is queued: try again when you are back online.`
