import boundaries from 'eslint-plugin-boundaries'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** The parts of the project by folder. A folder that is none of them is an error, so that this list stays complete. */
const parts = {
  model: 'src/shared/model',
  contract: 'src/shared/contract',
  whitelisting: 'src/shared/whitelisting',
  headers: 'src/shared/headers',
  preload: 'src/preload',
  app: 'src/main/app',
  core: 'src/main/core',
  cli: 'src/main/cli',
  ipc: 'src/main/ipc',
  services: 'src/main/services',
  verdict: 'src/main/verdict',
  escalation: 'src/main/escalation',
  microsoft: 'src/main/providers/microsoft',
  google: 'src/main/providers/google',
  providers: 'src/main/providers',
  sources: 'src/main/sources',
  ledger: 'src/main/ledger',
  tenants: 'src/main/tenants',
  vault: 'src/main/vault',
  files: 'src/main/files',
  net: 'src/main/net',
  shell: 'src/renderer/app',
  feature: 'src/renderer/features/*',
  ui: 'src/renderer/ui',
  'renderer-testing': 'src/renderer/testing',
  simulator: 'src/simulator',
  tests: 'tests',
}

const core = [
  'core',
  'services',
  'verdict',
  'escalation',
  'microsoft',
  'google',
  'providers',
  'sources',
  'ledger',
  'tenants',
  'vault',
  'files',
  'net',
]
const main = ['app', 'ipc', 'cli', ...core]

/** Which part may import which; a part may always import itself. Nothing points back up. */
const mayImport = {
  model: [],
  contract: ['model'],
  whitelisting: ['model'],
  headers: ['model'],
  preload: ['contract', 'model'],
  app: [...main, 'model', 'contract'],
  core: [...core, 'model', 'contract'],
  cli: [...core, 'model', 'contract'],
  ipc: ['services', 'contract', 'model'],
  services: ['verdict', 'escalation', 'tenants', 'ledger', 'files', 'contract', 'model'],
  verdict: ['model'],
  escalation: ['verdict', 'model'],
  providers: ['microsoft', 'google', 'net', 'model'],
  microsoft: ['providers', 'net', 'model'],
  google: ['providers', 'net', 'model'],
  sources: ['net', 'model'],
  ledger: ['tenants', 'model'],
  tenants: ['model'],
  vault: ['files', 'model'],
  files: [],
  net: ['model'],
  shell: ['feature', 'ui', 'contract', 'model'],
  feature: ['shell', 'ui', 'contract', 'model', 'whitelisting', 'headers'],
  ui: ['model'],
  'renderer-testing': ['shell', 'feature', 'ui', 'contract', 'model', 'preload'],
  simulator: [],
  tests: [...main, 'model', 'contract', 'simulator', 'preload'],
}

/** Interfaces cost nothing at run time: these may be imported as types on top of the above. */
const mayImportTypes = {
  services: ['providers', 'sources', 'net', 'vault'],
  ledger: ['providers', 'sources'],
  providers: ['tenants'],
  microsoft: ['tenants'],
  google: ['tenants'],
  sources: ['tenants'],
  vault: ['tenants'],
  net: ['tenants', 'contract'],
  ipc: ['ledger', 'vault'],
  shell: ['preload'],
}

const allow = (from, to, kind) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: to } } }, ...(kind ? { dependency: { kind } } : {}) },
})

const everywhere = [
  ...Object.entries(mayImport)
    .filter(([, to]) => to.length > 0)
    .map(([from, to]) => allow(from, to)),
  ...Object.entries(mayImportTypes).map(([from, to]) => allow(from, to, 'type')),
  // A feature may use what another one shows at its door, never its inside.
  {
    from: { element: { type: 'feature' } },
    allow: { to: { element: { type: 'feature' }, file: { categories: 'door' } } },
  },
  { from: { file: { categories: 'test' } }, allow: { to: { file: { categories: 'test-help' } } } },
  { from: { file: { categories: 'test-help' } }, allow: { to: { file: { categories: 'test-help' } } } },
]

/** A restriction on `electron`, as a list for no-restricted-imports (a later block replaces an earlier one whole). */
const electron = {
  none: {
    name: 'electron',
    message: 'Electron stays in src/main/app, src/main/ipc and src/preload; hand in what you need.',
  },
  noIpc: {
    name: 'electron',
    importNames: ['ipcMain', 'ipcRenderer'],
    message: 'Calls between window and main go through src/main/ipc and src/preload.',
  },
  main: { name: 'electron', importNames: ['ipcRenderer'], message: 'Only the preload talks to main.' },
}
const restrict = (files, paths, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { paths }] },
})

const noEnums = { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }
const handedInClock = 'Take time from the Clock that is handed in: tests bring their own.'

export default defineConfig(
  globalIgnores([
    'out/',
    'dist/',
    '.build/',
    'node_modules/',
    'test-results/',
    'screenshots/',
    'bench-results/',
    'docs/',
  ]),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-syntax': ['error', noEnums],
      // Interfaces that may wait are also implemented by what has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Objects of closures have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.tsx', 'src/renderer/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'tests/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'] } },
      'boundaries/elements': Object.entries(parts).map(([type, pattern]) =>
        type === 'feature' ? { type, pattern, capture: ['name'] } : { type, pattern },
      ),
      'boundaries/files': [
        { category: 'door', pattern: 'src/renderer/features/*/index.ts' },
        { category: 'test', pattern: '**/*.test.{ts,tsx}' },
        { category: 'test-help', pattern: ['**/testing.{ts,tsx}', '**/testing/**'] },
      ],
      // The two entry files belong to no part.
      'boundaries/ignore': ['src/main/index.ts', 'src/renderer/main.tsx', 'scripts/**', '**/*.css'],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: everywhere,
        },
      ],
    },
  },
  restrict(
    ['src/**/*.{ts,tsx}'],
    [electron.none],
    ['src/main/index.ts', 'src/main/app/**', 'src/main/ipc/**', 'src/preload/**'],
  ),
  restrict(['src/main/index.ts', 'src/main/app/**/*.ts'], [electron.noIpc]),
  restrict(['src/main/ipc/**/*.ts'], [electron.main]),
  {
    files: ['src/main/net/**/*.ts', 'src/main/providers/**/*.ts', 'src/main/sources/**/*.ts'],
    ignores: ['src/main/net/clock.ts', '**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval'].map((name) => ({ name, message: handedInClock })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: handedInClock },
        { object: 'AbortSignal', property: 'timeout', message: handedInClock },
      ],
      'no-restricted-syntax': [
        'error',
        noEnums,
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: handedInClock },
      ],
    },
  },
  {
    files: ['src/simulator/index.ts', 'tests/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Playwright's and vitest's matchers and JSON from a server are what tests handle; they stay strict about the rest.
    files: ['tests/**/*.ts', '**/*.test.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}', '*.config.ts', 'playwright.config.ts', 'vitest.config.ts'],
    extends: [tseslint.configs.disableTypeChecked],
  },
)
