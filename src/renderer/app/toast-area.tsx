import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { Button } from '../ui/button'
import { dismissToast, type Toast, useToastStore } from './toasts'
import { useTenantById } from './tenants'

const icons = { plain: IconInfoCircle, calm: IconCheck, hot: IconAlertTriangle } as const

const ToastLine = ({ toast }: { readonly toast: Toast }) => {
  const tenant = useTenantById(toast.tenantId)
  const Icon = icons[toast.tone]
  return (
    <div className={`wb-toast wb-toast-${toast.tone}`} style={{ borderLeftColor: tenant?.colour }}>
      <Icon size={17} stroke={1.6} aria-hidden="true" />
      <span>{toast.text}</span>
      {tenant === null ? null : <span className="wb-toast-tenant">{tenant.name}</span>}
      {toast.action === null ? null : (
        <Button
          look="quiet"
          onClick={() => {
            dismissToast(toast.id)
            toast.action?.run()
          }}
        >
          {toast.action.label}
        </Button>
      )}
    </div>
  )
}

/** What is said in passing. It leaves by itself; what its one button does can be done on a page too. */
export const ToastArea = () => {
  const toasts = useToastStore((state) => state.toasts)
  return (
    <div className="wb-toasts" role="status" aria-label="Messages">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  )
}
