import { type ReactNode, useId } from 'react'
import { DropZone } from './drop-zone'

interface FileDropProps {
  /** Name of the file field. */
  readonly label: string
  /** The file endings that are offered, as an input takes them. */
  readonly accept: string
  readonly hint: string
  readonly onFile: (file: File) => void
  readonly children?: ReactNode
}

/** A place to drop a file, or to choose one. */
export const FileDrop = ({ label, accept, hint, onFile, children }: FileDropProps) => {
  const id = useId()
  return (
    <DropZone onFile={onFile}>
      <span className="wb-drop-text">
        <label htmlFor={id} className="wb-strong">
          {label}
        </label>
        <span className="wb-hint">{hint}</span>
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
      {children}
    </DropZone>
  )
}
