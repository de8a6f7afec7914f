import { IconBriefcase } from '@tabler/icons-react'
import { goTo } from '../../app/context'
import { Page } from '../../app/page'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'

/** Cases come with escalations; until then the page says so. */
export const CasesPage = () => (
  <Page title="Cases">
    <Empty
      icon={<IconBriefcase size={20} stroke={1.6} />}
      title="No cases yet"
      actions={<Button onClick={() => goTo({ kind: 'log' })}>Open the log</Button>}
    >
      A case keeps one investigation together, and cases come with escalations, which this version doesn’t write yet.
      What was done for a person stands on their page and in the audit trail under Status.
    </Empty>
  </Page>
)
