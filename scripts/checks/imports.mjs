// Follows every import from src/ on: no cycles, no way around the layers. Fails when it followed none.
import { cruise } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { root, inRoot } from '../lib/project.mjs'

process.chdir(root)
const options = await extractOptions(inRoot('.dependency-cruiser.cjs'))
const { output } = await cruise(['src'], options, undefined, {
  tsConfig: extractTsConfig(inRoot('tsconfig.tests.json')),
})
const { summary } = output
for (const { rule, from, to, cycle } of summary.violations) {
  process.stdout.write(`${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}\n`)
}
if (summary.totalDependenciesCruised === 0) process.stdout.write('the check followed no import\n')
process.exitCode = summary.error + summary.warn > 0 || summary.totalDependenciesCruised === 0 ? 1 : 0
