import { IconX } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { maxHeaderLength } from '../../../shared/headers/read-headers'
import { type HeaderReport, headerReport } from '../../../shared/headers/report'
import type { Whitelisting } from '../../../shared/model/whitelisting'
import { factsOf } from '../../app/client'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { FileDrop } from '../../ui/file-drop'
import { HeaderReportView } from './header-report'

interface Read {
  readonly report: HeaderReport | null
  readonly refusal: string | null
}

const read = (text: string, values: Whitelisting): Read => {
  if (text.trim() === '') return { report: null, refusal: null }
  try {
    return { report: headerReport(text, values), refusal: null }
  } catch (thrown) {
    return { report: null, refusal: factsOf(thrown).message }
  }
}

/** Reads the headers of a test email here, in this window: nothing of it is sent or kept. */
export const HeaderCard = ({ values }: { readonly values: Whitelisting }) => {
  const [text, setText] = useState('')
  const given = useDeferredValue(text)
  const { report, refusal } = useMemo(() => read(given, values), [given, values])
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-headers">
      <div className="wb-card-head">
        <h2 id="wb-headers">Header check</h2>
        {text === '' ? null : (
          <Button look="quiet" icon={<IconX size={16} stroke={1.6} aria-hidden="true" />} onClick={() => setText('')}>
            Clear
          </Button>
        )}
      </div>
      <div className="wb-header-input">
        <Field
          label="Headers of a test email"
          hint="Read in this window: nothing is sent anywhere or kept."
          refusal={refusal}
        >
          {(control) => (
            <textarea
              {...control}
              className="wb-input wb-pasted-headers"
              rows={report === null ? 6 : 3}
              spellCheck={false}
              placeholder="Received: from …"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <FileDrop
          label="Or drop the email as a file"
          accept=".eml,.txt,message/rfc822,text/plain"
          hint="An .eml, or its headers as text."
          onFile={(file) =>
            void file
              .slice(0, maxHeaderLength + 1_000)
              .text()
              .then(setText)
          }
        />
      </div>
      {report === null ? null : <HeaderReportView report={report} />}
    </section>
  )
}
