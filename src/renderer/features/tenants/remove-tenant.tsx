import { useState } from 'react'
import type { Tenant } from '../../../shared/model/tenant'
import { call, factsOf } from '../../app/client'
import { forgetTenant } from '../../app/context'
import { closeDialog, useDialogStore } from '../../app/dialogs'
import { useTenant } from '../../app/tenants'
import { toast } from '../../app/toasts'
import { withVault } from '../../app/vault'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Notice } from '../../ui/notice'
import { Square } from '../../ui/square'

type Fate = 'keep' | 'erase'

const choices: readonly (readonly [fate: Fate, title: string, text: string])[] = [
  [
    'keep',
    'Keep its ledger',
    'Its emails, people, sightings and audit trail stay here, encrypted and out of sight. They are back when a tenant with one of its domains is connected again.',
  ],
  [
    'erase',
    'Erase its ledger',
    'Its emails, people, sightings and audit trail are erased for good, with the key that opens them. One line stays that a tenant was erased, when and by whom. This can’t be undone.',
  ],
]

/** Asks what becomes of the ledger, then removes the tenant and its secrets. Nothing is chosen beforehand. */
export const RemoveTenant = () => {
  const tenant = useTenant()
  return tenant === null ? null : <Ask tenant={tenant} />
}

const Ask = ({ tenant }: { readonly tenant: Tenant }) => {
  const [fate, setFate] = useState<Fate | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  const remove = async (ledger: Fate): Promise<void> => {
    setRemoving(true)
    setRefusal(null)
    try {
      await withVault(() => call('tenants.remove', { tenantId: tenant.id, ledger }))
      closeDialog()
      forgetTenant(tenant.id)
      toast({
        tone: 'calm',
        tenantId: null,
        text: `${tenant.name} was removed; its ledger is ${ledger === 'keep' ? 'kept' : 'erased'}.`,
      })
    } catch (thrown) {
      const { code, message } = factsOf(thrown)
      // The vault's dialog may have taken the place of this one.
      const isHere = useDialogStore.getState().open === 'remove-tenant'
      if (code !== 'cancelled' && isHere) setRefusal(message)
      else if (code !== 'cancelled') toast({ tone: 'hot', text: message, tenantId: tenant.id })
      setRemoving(false)
    }
  }

  return (
    <Dialog label={`Remove ${tenant.name}`} className="wb-ask" onClose={closeDialog}>
      <h2 className="wb-ask-title">
        <Square name={tenant.name} colour={tenant.colour} />
        <span>Remove {tenant.name}?</span>
      </h2>
      <p>
        Its secrets leave this computer now, and with them every way into its mailboxes. Nothing changes at the
        customer: ask their administrator to take the grant back.
      </p>
      <fieldset className="wb-fates">
        <legend>What becomes of its ledger</legend>
        {choices.map(([value, title, text]) => (
          <label key={value} className="wb-fate">
            <input type="radio" name="wb-fate" checked={fate === value} onChange={() => setFate(value)} />
            <span>
              <b>{title}</b>
              <span className="wb-muted">{text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {refusal === null ? null : <Notice tone="hot">{refusal}</Notice>}
      <div className="wb-ask-buttons">
        <Button onClick={closeDialog}>Cancel</Button>
        <Button look="danger" disabled={fate === null || isRemoving} onClick={() => fate !== null && void remove(fate)}>
          {isRemoving
            ? 'Removing …'
            : fate === 'erase'
              ? 'Remove and erase its ledger'
              : fate === 'keep'
                ? 'Remove and keep its ledger'
                : 'Remove'}
        </Button>
      </div>
    </Dialog>
  )
}
