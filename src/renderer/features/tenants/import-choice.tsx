import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { call, factsOf } from '../../app/client'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { FileDrop } from '../../ui/file-drop'
import { saveText } from '../../ui/save-text'
import { setPasted, tryFile, tryText, useImportStore } from './import-store'
import type { FileFormat } from './import-words'

const say = (thrown: unknown): void => useImportStore.setState({ refusal: factsOf(thrown).message })

const Template = ({ format }: { readonly format: FileFormat }) => {
  const [isCopied, setCopied] = useState(false)
  const name = format.toUpperCase()
  const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const
  const save = async (): Promise<void> =>
    saveText(`whereabouts-tenants.${format}`, await call('tenants.template', { format }))
  const copy = async (): Promise<void> => {
    await call('app.copyText', { text: await call('tenants.template', { format }) })
    setCopied(true)
  }
  return (
    <>
      <Button icon={<IconDownload {...icon} />} onClick={() => void save().catch(say)}>
        Save {name} template
      </Button>
      <Button
        look="quiet"
        icon={isCopied ? <IconCheck {...icon} /> : <IconCopy {...icon} />}
        aria-label={isCopied ? `${name} template copied` : `Copy ${name} template`}
        onClick={() => void copy().catch(say)}
      >
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </>
  )
}

/** Where a file of tenants comes from: the disk, or the clipboard; with templates to fill in. */
export const ImportChoice = () => {
  const { pasted, isBusy } = useImportStore()
  return (
    <>
      <FileDrop
        label="Choose a CSV or JSON file"
        accept=".csv,.json,.txt,text/csv,application/json"
        hint="Or drop it here. It is only read: what it comes to is shown before anything is changed."
        onFile={(file) => void tryFile(file)}
      />
      <Field label="Or paste its text">
        {(control) => (
          <textarea
            {...control}
            className="wb-input wb-import-text"
            rows={6}
            spellCheck={false}
            placeholder="name,provider,domains,timeZone,…"
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="wb-import-foot">
        <span className="wb-actions" role="group" aria-label="Templates">
          <Template format="csv" />
          <Template format="json" />
        </span>
        <Button look="primary" disabled={pasted.trim() === '' || isBusy} onClick={() => void tryText(pasted, null)}>
          {isBusy ? 'Reading …' : 'Read the text'}
        </Button>
      </div>
    </>
  )
}
