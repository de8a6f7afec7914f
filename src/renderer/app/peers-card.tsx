import './sends.css'
import { everySendMethod, type Peers } from '../../shared/model/sends'
import { Instant } from '../ui/time-text'
import { reachSentence, sendMethodText } from './send-words'

interface PeersCardProps {
  readonly peers: Peers
  /** The zone in which times are written. */
  readonly zone: string
  /** What the window is, after the title: `since 13 Nov`. */
  readonly over?: string
  /** People whose mail was due and never sent. */
  readonly due?: number
  readonly onOpen?: (personId: string) => void
}

/** How many are listed before somebody asks for all. */
const shortList = 5

const PeerRows = ({ peers: { list }, zone, onOpen }: Pick<PeersCardProps, 'peers' | 'zone' | 'onOpen'>) => (
  <ul className="peers-list">
    {list.map((peer) => (
      <li key={peer.personId}>
        {onOpen === undefined ? (
          <span className="peers-name">{peer.name}</span>
        ) : (
          <button type="button" className="peers-name peers-open" onClick={() => onOpen(peer.personId)}>
            {peer.name}
          </button>
        )}
        <span className={peer.method === 'smtp' ? 'peers-smtp' : 'wb-muted'}>{sendMethodText(peer.method)}</span>
        <Instant at={peer.lastSentAt} zone={zone} />
      </li>
    ))}
  </ul>
)

/** By which method the last email of the tenant's other people went: whether it is one person, some, or everyone. */
export const PeersCard = ({ peers, zone, over, due = 0, onOpen }: PeersCardProps) => {
  const all = everySendMethod.reduce((sum, method) => sum + peers.people[method], 0)
  const methods = everySendMethod.filter((method) => peers.people[method] > 0 || method === 'smtp')
  const most = Math.max(1, all, due)
  const bar = (count: number, look: string) => (
    <span className={`peers-bar ${look}`} style={{ inlineSize: `${(count / most) * 100}%` }} aria-hidden="true" />
  )
  const rows = <PeerRows peers={peers} zone={zone} {...(onOpen === undefined ? {} : { onOpen })} />
  return (
    <section className="wb-card" aria-labelledby="wb-peers">
      <h2 id="wb-peers">
        Other people of this tenant{over === undefined ? null : <span className="wb-muted peers-over">{over}</span>}
      </h2>
      <p className="peers-reach">{reachSentence(peers)}</p>
      <table className="peers-counts">
        <tbody>
          {methods.map((method) => (
            <tr key={method}>
              <th scope="row">{sendMethodText(method)}</th>
              <td className="wb-num">
                {peers.people[method].toLocaleString('en-GB')} of {all.toLocaleString('en-GB')}
              </td>
              <td className="peers-bars">
                {bar(peers.people[method], method === 'smtp' ? 'sends-smtp' : 'sends-api')}
              </td>
            </tr>
          ))}
          {due === 0 ? null : (
            <tr>
              <th scope="row">due, never sent</th>
              <td className="wb-num">{due.toLocaleString('en-GB')}</td>
              <td className="peers-bars">{bar(due, 'peers-due')}</td>
            </tr>
          )}
        </tbody>
      </table>
      {peers.list.length === 0 ? null : (
        <details open={peers.list.length <= shortList}>
          <summary>{peers.list.length < all ? `The first ${peers.list.length} of ${all}` : 'Who'}</summary>
          {rows}
        </details>
      )}
    </section>
  )
}
