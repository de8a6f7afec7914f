import type { ReactNode } from 'react'

interface EmptyProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** Stands where a list has no rows: says why, and what to do about it. */
export const Empty = ({ icon, title, children, actions }: EmptyProps) => (
  <div className="wb-empty" role="status">
    <span className="wb-empty-icon">{icon}</span>
    <p className="wb-empty-title">{title}</p>
    {children ? <div className="wb-empty-text">{children}</div> : null}
    {actions ? <div className="wb-actions">{actions}</div> : null}
  </div>
)
