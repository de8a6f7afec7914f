import { type ReactNode, useId, useState } from 'react'
import type { NetworkReading, NetworkSettings, ProxyMode } from '../../../shared/model/network'
import { call, factsOf } from '../../app/client'
import { useContextStore } from '../../app/context'
import { useReading } from '../../app/current'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Refusal } from '../../ui/refusal'
import { NetworkReadings } from './network-readings'
import { RootsList } from './roots-list'

const modes: readonly (readonly [mode: ProxyMode, label: string])[] = [
  ['system', 'As the system says'],
  ['none', 'None, always straight'],
  ['manual', 'One that I enter'],
  ['pac', 'By a PAC script'],
]

type Change = Partial<Pick<NetworkSettings, 'mode' | 'proxy' | 'bypass' | 'pac'>>

const theNetwork = {}

/** How the app reaches the network: proxy, its sign-in, private roots, and whether the tenant's servers answer. */
export const NetworkCard = () => {
  const { value, failure } = useReading(theNetwork, () => call('network.read', {}))
  const [changed, setChanged] = useState<NetworkSettings | null>(null)
  const settings = changed ?? value
  return (
    <section className="wb-card" aria-labelledby="wb-network">
      <h2 id="wb-network">Network</h2>
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      {settings === null ? (
        failure === null && <Skeleton label="Reading the network settings" />
      ) : (
        <NetworkForm settings={settings} onChanged={setChanged} />
      )}
    </section>
  )
}

interface FormProps {
  readonly settings: NetworkSettings
  readonly onChanged: (next: NetworkSettings) => void
}

const NetworkForm = ({ settings, onChanged }: FormProps) => {
  const tenantId = useContextStore((state) => state.tenantId)
  const [refusal, setRefusal] = useState<string | null>(null)
  // What was chosen but needs an address before it can be kept.
  const [mode, setMode] = useState(settings.mode)
  const [readings, setReadings] = useState<readonly NetworkReading[] | null>(null)
  const [testing, setTesting] = useState(false)
  const kept = async (work: Promise<NetworkSettings>): Promise<boolean> => {
    try {
      onChanged(await work)
      setRefusal(null)
      setReadings(null)
      return true
    } catch (thrown) {
      setRefusal(factsOf(thrown).message)
      return false
    }
  }
  const change = (next: Change): void => void kept(call('network.change', next))
  const test = (): void => {
    if (tenantId === null) return
    setTesting(true)
    call('network.test', { tenantId })
      .then(setReadings, (thrown: unknown) => setRefusal(factsOf(thrown).message))
      .finally(() => setTesting(false))
  }
  return (
    <>
      <Refusal>{refusal}</Refusal>
      <ProxyModeChoice
        mode={mode}
        onChoose={(next) => {
          setMode(next)
          const missing = (next === 'manual' && settings.proxy === '') || (next === 'pac' && settings.pac === '')
          if (!missing) change({ mode: next })
        }}
      />
      {mode === 'manual' ? (
        <>
          <KeptField
            label="Proxy address"
            kept={settings.proxy}
            placeholder="http://proxy.example:3128"
            save={(proxy) => change({ mode, proxy })}
          />
          <KeptField
            label="Reached straight"
            kept={settings.bypass}
            placeholder="*.example, 10.0.0.0/8"
            save={(bypass) => change({ bypass })}
          />
        </>
      ) : null}
      {mode === 'pac' ? (
        <KeptField
          label="PAC script"
          kept={settings.pac}
          placeholder="http://wpad.example/proxy.pac"
          save={(pac) => change({ mode, pac })}
        />
      ) : null}
      {mode === 'none' ? null : <ProxySignIn user={settings.proxyUser} keep={kept} />}
      <RootsList
        roots={settings.roots}
        add={(certificates) => void kept(call('network.addRoots', { certificates }))}
        remove={(fingerprint) => void kept(call('network.removeRoot', { fingerprint }))}
      />
      <Row label="Connection">
        <Button disabled={tenantId === null || testing} onClick={test}>
          {testing ? 'Trying …' : 'Try every server of this tenant'}
        </Button>
      </Row>
      {readings === null ? null : <NetworkReadings readings={readings} />}
    </>
  )
}

const Row = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="wb-field-row">
    <span>{label}</span>
    <span className="wb-field-controls">{children}</span>
  </div>
)

const ProxyModeChoice = ({
  mode,
  onChoose,
}: {
  readonly mode: ProxyMode
  readonly onChoose: (mode: ProxyMode) => void
}) => {
  const id = useId()
  return (
    <div className="wb-field-row">
      <label htmlFor={id}>Proxy</label>
      <select
        id={id}
        className="wb-input"
        value={mode}
        onChange={(event) => onChoose(event.currentTarget.value as ProxyMode)}
      >
        {modes.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}

interface KeptFieldProps {
  readonly label: string
  readonly kept: string
  readonly placeholder: string
  readonly save: (text: string) => void
}

const KeptField = ({ label, kept, placeholder, save }: KeptFieldProps) => {
  const id = useId()
  const [text, setText] = useState(kept)
  return (
    <form
      className="wb-field-row"
      onSubmit={(event) => {
        event.preventDefault()
        save(text.trim())
      }}
    >
      <label htmlFor={id}>{label}</label>
      <span className="wb-field-controls">
        <input
          id={id}
          className="wb-input"
          value={text}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={text.trim() === kept} aria-label={`Save ${label.toLowerCase()}`}>
          Save
        </Button>
      </span>
    </form>
  )
}

interface ProxySignInProps {
  readonly user: string | null
  readonly keep: (work: Promise<NetworkSettings>) => Promise<boolean>
}

/** The password goes in and never comes back: what is shown is that one is held, and for whom. */
const ProxySignIn = ({ user, keep }: ProxySignInProps) => {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const nameId = useId()
  if (user !== null)
    return (
      <Row label="Proxy sign-in">
        <span className="wb-clip">
          Held for <b>{user}</b>
        </span>
        <Button onClick={() => void keep(call('network.dropProxySignIn', {}))}>Forget proxy sign-in</Button>
      </Row>
    )
  return (
    <form
      className="wb-field-row"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        const given = { user: name.trim(), password }
        setPassword('')
        void keep(call('network.putProxySignIn', given)).then((taken) => {
          if (taken) setName('')
        })
      }}
    >
      <label htmlFor={nameId}>Proxy sign-in</label>
      <span className="wb-field-controls">
        <input
          id={nameId}
          className="wb-input"
          aria-label="Proxy user name"
          placeholder="User name"
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <input
          className="wb-input"
          type="password"
          aria-label="Proxy password"
          placeholder="Password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''} aria-label="Save proxy sign-in">
          Save
        </Button>
      </span>
      <span className="wb-hint wb-field-hint">Only if your proxy asks for one (Basic sign-in); kept in the vault.</span>
    </form>
  )
}
