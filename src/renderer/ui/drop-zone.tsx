import { IconFileImport } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useState } from 'react'

interface DropZoneProps {
  readonly onFile: (file: File) => void
  /** What it says, and the way to choose a file instead. */
  readonly children: ReactNode
}

/** A place to drop one file. */
export const DropZone = ({ onFile, children }: DropZoneProps) => {
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
      {children}
    </div>
  )
}
