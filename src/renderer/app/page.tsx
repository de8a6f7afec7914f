import type { ReactNode } from 'react'

interface PageProps {
  readonly title: string
  /** What the page knows, in one sentence. */
  readonly sentence?: ReactNode
  readonly tools?: ReactNode
  /** Rows fill the rest and scroll by themselves; otherwise the page scrolls. */
  readonly fill?: boolean
  readonly children?: ReactNode
}

/** A page: its heading (where the focus lands), a sentence, its tools, its content. */
export const Page = ({ title, sentence, tools, fill = false, children }: PageProps) => (
  <div className={`wb-page${fill ? ' wb-page-fill' : ''}`}>
    <div className="wb-page-head">
      <div className="wb-page-title">
        <h1 tabIndex={-1} data-focus-target="page">
          {title}
        </h1>
        {sentence === undefined ? null : <p className="wb-muted">{sentence}</p>}
      </div>
      {tools === undefined ? null : <div className="wb-actions">{tools}</div>}
    </div>
    {children}
  </div>
)
