import { Stop } from './say.mjs'

const oldest = [20, 19]

/** Stops when this Node is older than the tools of the project can run on. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  throw new Stop(
    `Node ${version} is too old: Whereabouts needs ${oldest.join('.')} or later.`,
    'Install a current Node (an even major version) and run the same command again.',
  )
}
