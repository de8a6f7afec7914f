import { IconCopy, IconDownload } from '@tabler/icons-react'
import type { Tenant } from '../../../shared/model/tenant'
import type { Gateway, Whitelisting } from '../../../shared/model/whitelisting'
import { letterOf } from '../../../shared/whitelisting/letter'
import { copyText } from '../../app/copy'
import { usePreferencesStore } from '../../app/preferences'
import { toast } from '../../app/toasts'
import { Button } from '../../ui/button'
import { saveText } from '../../ui/save-text'

const fileName = (tenant: Tenant): string =>
  `whitelisting-${
    tenant.name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'tenant'
  }.txt`

/** The request to the customer's admin, ready to be sent. */
export const LetterCard = ({
  tenant,
  gateway,
  values,
}: {
  readonly tenant: Tenant
  readonly gateway: Gateway
  readonly values: Whitelisting
}) => {
  const engineer = usePreferencesStore((state) => state.preferences?.engineer ?? '')
  const letter = letterOf({ tenant: tenant.name, domains: tenant.domains, engineer, gateway, values })
  return (
    <section className="wb-card" aria-labelledby="wb-letter">
      <div className="wb-card-head">
        <h2 id="wb-letter">Request to the admin</h2>
        <div className="wb-card-tools">
          <Button
            look="quiet"
            icon={<IconDownload size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() => saveText(fileName(tenant), letter)}
          >
            Save as a file
          </Button>
          <Button
            look="primary"
            icon={<IconCopy size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() =>
              void copyText(letter).then(
                () => toast({ text: 'The request is on the clipboard.', tenantId: tenant.id }),
                () => undefined,
              )
            }
          >
            Copy the request
          </Button>
        </div>
      </div>
      <pre className="wb-letter" tabIndex={0} aria-label="Text of the request">
        {letter}
      </pre>
    </section>
  )
}
