// Lints the project and fails when it looked at no source file: a wrong pattern must not pass for a clean result.
import { ESLint } from 'eslint'
import { root } from '../lib/project.mjs'

const eslint = new ESLint({
  cwd: root,
  cache: true,
  cacheLocation: '.build/eslint-cache',
  cacheStrategy: 'content',
})
const results = await eslint.lintFiles(['.'])
const sources = results.filter(({ filePath }) => /\.tsx?$/.test(filePath))
const formatter = await eslint.loadFormatter('stylish')
process.stdout.write(await formatter.format(results))
const problems = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0)
if (sources.length === 0) process.stdout.write('lint looked at no TypeScript file\n')
process.exitCode = problems > 0 || sources.length === 0 ? 1 : 0
