import type { ReactNode } from 'react'

interface NoticeProps {
  readonly tone?: 'plain' | 'amber' | 'hot'
  readonly icon?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A sentence that stands above what it is about: a failed refresh, a missing network. Announced politely. */
export const Notice = ({ tone = 'plain', icon, actions, children }: NoticeProps) => (
  <div className={`wb-notice wb-notice-${tone}`} role="status">
    {icon}
    <div className="wb-notice-text">{children}</div>
    {actions ? <div className="wb-actions">{actions}</div> : null}
  </div>
)
