import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useId, useState } from 'react'

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
  const [over, setOver] = useState(false)
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file !== undefined) onFile(file)
  }
  return (
    <div
      className="wb-drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconFileImport size={20} stroke={1.6} aria-hidden="true" />
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
    </div>
  )
}
