import { useRef, useState } from 'react'
import type { LogMapping, MappedList } from '../../../shared/model/log-mapping'
import { call, factsOf } from '../../app/client'
import { Button } from '../../ui/button'
import { saveText } from '../../ui/save-text'
import { Segmented } from '../../ui/segmented'
import { ListEditor } from './list-editor'
import { MappingPreviewArea } from './mapping-preview'
import { listOf, listWords, newMapping, withList } from './mapping-words'
import { Line } from './source-fields'
import type { Refusal } from './typed-source'
import { usePreview } from './use-preview'

const lists = Object.keys(listWords) as readonly MappedList[]

interface MappingEditorProps {
  readonly mapping: LogMapping | null
  readonly refusal: Refusal | null
  readonly onChange: (mapping: LogMapping | null) => void
}

/** How a platform's own JSON is read, or that it speaks the Sent Log API. */
export const MappingEditor = ({ mapping, refusal, onChange }: MappingEditorProps) => {
  const [loadRefusal, setLoadRefusal] = useState<string | null>(null)
  const [loaded, setLoaded] = useState(0)
  const chooser = useRef<HTMLInputElement>(null)
  const load = async (file: File): Promise<void> => {
    try {
      onChange(await call('sources.readMapping', { text: await file.text() }))
      setLoadRefusal(null)
      setLoaded((before) => before + 1)
    } catch (thrown) {
      setLoadRefusal(factsOf(thrown).message)
    }
  }
  return (
    <fieldset className="wb-mapping">
      <legend>How it is read</legend>
      <Segmented
        label="How it is read"
        value={mapping === null ? 'api' : 'mapping'}
        options={[
          { value: 'api', label: 'Sent Log API' },
          { value: 'mapping', label: 'JSON of its own' },
        ]}
        onChange={(kind) => onChange(kind === 'api' ? null : newMapping())}
      />
      {mapping === null ? null : (
        <>
          <div className="wb-actions">
            <input
              ref={chooser}
              type="file"
              hidden
              aria-label="Profile file"
              accept=".json"
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? []
                event.currentTarget.value = ''
                if (file) void load(file)
              }}
            />
            <Button onClick={() => chooser.current?.click()}>Load a profile …</Button>
            <Button
              onClick={() => saveText(`${mapping.name}.json`, JSON.stringify(mapping, null, 2), 'application/json')}
            >
              Save the profile
            </Button>
            <span className="wb-hint wb-beside">It holds no secret and names no tenant.</span>
          </div>
          {loadRefusal === null ? null : (
            <p role="alert" className="wb-refusal">
              {loadRefusal}
            </p>
          )}
          <Profile key={loaded} mapping={mapping} refusal={refusal} onChange={onChange} />
        </>
      )}
    </fieldset>
  )
}

interface ProfileProps {
  readonly mapping: LogMapping
  readonly refusal: Refusal | null
  readonly onChange: (mapping: LogMapping) => void
}

const Profile = ({ mapping, refusal, onChange }: ProfileProps) => {
  const [list, setList] = useState<MappedList>('people')
  const [pasted, setPasted] = useState('')
  const { preview, refusal: refused } = usePreview(mapping, list, pasted)
  const wrong = refused ?? (refusal?.field.startsWith('mapping.') ? refusal : null)
  const at = (field: string): string | null => (wrong?.field === `mapping.${field}` ? wrong.message : null)
  return (
    <>
      <div className="wb-mapping-head">
        <Line
          label="Name of the profile"
          value={mapping.name}
          refusal={at('name')}
          onChange={(name) => onChange({ ...mapping, name })}
        />
        <Line
          label="Zone of its times"
          value={mapping.zone}
          hint="Of those that carry none, such as Europe/Berlin."
          refusal={at('zone')}
          onChange={(zone) => onChange({ ...mapping, zone })}
        />
        <Line
          label="Form of its times"
          value={mapping.dates}
          hint="iso, seconds, ms, or a pattern such as dd.MM.yyyy HH:mm."
          refusal={at('dates')}
          onChange={(dates) => onChange({ ...mapping, dates })}
        />
        <Line
          label="Header of the token"
          value={mapping.token.header}
          refusal={at('token.header')}
          onChange={(header) => onChange({ ...mapping, token: { ...mapping.token, header } })}
        />
        <Line
          label="Before the token"
          value={mapping.token.prefix}
          hint="With the blank that follows it; often empty for a header of its own."
          onChange={(prefix) => onChange({ ...mapping, token: { ...mapping.token, prefix } })}
        />
      </div>
      <Segmented
        label="List of the platform"
        value={list}
        options={lists.map((value) => ({ value, label: listWords[value].title }))}
        onChange={setList}
      />
      {list === 'events' ? (
        <label className="wb-tick">
          <input
            type="checkbox"
            checked={mapping.events === null}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? { ...mapping, events: null }
                  : withList(mapping, 'events', listOf(mapping, 'events')),
              )
            }
          />
          The platform tells the latest event at most
        </label>
      ) : null}
      {list === 'events' && mapping.events === null ? null : (
        <div className="wb-mapping-both">
          <ListEditor
            key={list}
            list={list}
            shape={listOf(mapping, list)}
            preview={preview}
            refusalAt={(field) => at(`${list}.${field}`)}
            onChange={(shape) => onChange(withList(mapping, list, shape))}
          />
          <MappingPreviewArea
            pasted={pasted}
            onPaste={setPasted}
            preview={preview}
            refusal={refused?.field === 'json' ? refused.message : null}
          />
        </div>
      )}
    </>
  )
}
