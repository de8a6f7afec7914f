import { useMemo } from 'react'
import type { ConnectDraft } from '../../../shared/model/connect'
import { ColourChoice } from '../../app/colour-choice'
import { changeDraft } from './draft-store'
import { TextField } from './text-field'

const listOf = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/u)
    .map((each) => each.trim())
    .filter((each) => each !== '')

const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ),
]

/** Name, domains, zone, colour and tags of the customer. */
export const TenantStep = ({ draft }: { readonly draft: ConnectDraft }) => {
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  return (
    <>
      <TextField
        label="Name"
        field="name"
        value={draft.name}
        placeholder="Northwind Dental"
        autoFocus
        onChange={(name) => changeDraft({ name })}
      />
      <TextField
        label="Domains"
        field="domains"
        value={draft.domains.join(', ')}
        placeholder="northwind.example, northwind-dental.example"
        hint="All domains that the customer receives mail at, with commas between them."
        onChange={(text) => changeDraft({ domains: [...listOf(text)] })}
      />
      <TextField
        label="Time zone"
        field="timeZone"
        value={draft.timeZone}
        list="wb-connect-zones"
        hint="Where the customer is: the log can be read in their time."
        onChange={(timeZone) => changeDraft({ timeZone })}
      />
      <datalist id="wb-connect-zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Colour colour={draft.colour} />
      <TextField
        label="Tags"
        field="tags"
        value={draft.tags.join(', ')}
        placeholder="gold, healthcare"
        hint="Words of your own to find groups of tenants by, with commas between them."
        onChange={(text) => changeDraft({ tags: tagsOf(text) })}
      />
    </>
  )
}

const Colour = ({ colour }: { readonly colour: string }) => (
  <fieldset className="wb-field wb-colours">
    <legend className="wb-field-label">Colour</legend>
    <ColourChoice label="Colour" value={colour} onChange={(next) => changeDraft({ colour: next })} />
    <span className="wb-hint">Stands at the edge of the window and on everything that acts for this tenant.</span>
  </fieldset>
)
