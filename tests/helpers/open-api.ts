import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An OpenAPI 3.1 document, asked whether an exchange is one that it describes. Every method lists what is wrong. */
export interface OpenApi {
  /** Undescribed paths, missing or unknown parameters, values out of range. */
  request(method: string, url: URL, headers: Headers): readonly string[]
  /** Undescribed status or media type, missing headers, a body that its schema refuses. */
  answer(method: string, url: URL, status: number, headers: Headers, text: string): readonly string[]
  /** `GET /path status`, for every answer that was checked and found right. */
  readonly covered: ReadonlySet<string>
}

/** Reads a document; paths are matched below `base`. */
export const openApi = (file: string, base: string): OpenApi => {
  const document = parse(readFileSync(file, 'utf8')) as Node
  const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false })
  addFormats(ajv)
  ajv.addSchema(document, 'doc')
  const covered = new Set<string>()

  const resolve = (value: unknown): Node => {
    const node = isNode(value) ? value : {}
    const reference = node['$ref']
    if (typeof reference !== 'string') return node
    return resolve(
      reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (isNode(at) ? at[key] : undefined), document),
    )
  }
  const check = (schema: unknown, value: unknown, what: string): string[] => {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')) as object
    const validate = ajv.compile(absolute)
    return validate(value)
      ? []
      : (validate.errors ?? []).map((one) => `${what}${one.instancePath} ${one.message ?? ''}`)
  }
  const find = (
    method: string,
    url: URL,
  ): { path: string; operation: Node; values: Record<string, string> } | undefined => {
    if (!url.href.startsWith(`${base}/`)) return undefined
    const asked = url.pathname.slice(new URL(base).pathname.replace(/\/$/, '').length)
    for (const [path, item] of Object.entries(document['paths'] as Node)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
      const found = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(asked)
      const operation = isNode(item) ? item[method.toLowerCase()] : undefined
      if (found === null || !isNode(operation)) continue
      return {
        path,
        operation,
        values: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')])),
      }
    }
    return undefined
  }

  return {
    covered,
    request: (method, url, headers) => {
      const found = find(method, url)
      if (found === undefined) return [`${method} ${url.pathname} is not described`]
      const parameters = ((found.operation['parameters'] ?? []) as unknown[]).map(resolve)
      const problems = parameters.flatMap((parameter) => {
        const name = String(parameter['name'])
        const from = { path: found.values[name], header: headers.get(name), query: url.searchParams.get(name) }
        const text = from[parameter['in'] as keyof typeof from]
        if (text === null || text === undefined) return parameter['required'] === true ? [`${name} is missing`] : []
        const value = resolve(parameter['schema'])['type'] === 'integer' ? Number(text) : text
        return check(parameter['schema'], value, name)
      })
      const known = new Set(parameters.filter((one) => one['in'] === 'query').map((one) => one['name']))
      const unknown = [...url.searchParams.keys()]
        .filter((name) => !known.has(name))
        .map((name) => `${name} is not described`)
      const byClient = JSON.stringify(found.operation['security'] ?? []).includes('"client"')
      const scheme = byClient ? /^Basic \S+$/ : /^Bearer \S+$/
      const signedIn = scheme.test(headers.get('authorization') ?? '') ? [] : ['it is not signed']
      return [...problems, ...unknown, ...signedIn]
    },
    answer: (method, url, status, headers, text) => {
      const found = find(method, url)
      if (found === undefined) return [`${method} ${url.pathname} is not described`]
      const answers = found.operation['responses'] as Node
      const answer = resolve(answers[String(status)] ?? answers['default'])
      const type = (headers.get('content-type') ?? '').split(';')[0] ?? ''
      const content = isNode(answer['content']) ? answer['content'][type] : undefined
      const empty = isNode(answers[String(status)]) && answer['content'] === undefined && text === ''
      if (!isNode(content) && !empty) return [`${status} ${type} is not described for ${method} ${found.path}`]
      const headerProblems = Object.entries((answer['headers'] ?? {}) as Node).flatMap(([name, value]) => {
        const described = resolve(value)
        const sent = headers.get(name)
        if (sent === null) return described['required'] === true ? [`the header ${name} is missing`] : []
        return check(described['schema'], sent, name)
      })
      const bodyProblems = isNode(content) ? check(content['schema'], JSON.parse(text), 'body') : []
      const problems = [...headerProblems, ...bodyProblems]
      if (problems.length === 0) covered.add(`${method} ${found.path} ${answers[String(status)] ? status : 'default'}`)
      return problems
    },
  }
}
