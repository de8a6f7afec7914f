import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './project.mjs'

/**
 * Runs a program to its end and gives back its exit code and everything it printed, in the order it came.
 * `show` also passes the output on to stderr while it runs; `timeout` is in milliseconds and ends the program.
 * A program that does not exist ends with code 127, as in a shell.
 */
export function run(command, args, { cwd = root, env = process.env, show = false, timeout = 0, shell = false } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let output = ''
    let stdout = ''
    let timedOut = false
    const timer = timeout
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeout)
      : undefined
    const take = (chunk) => {
      output += chunk
      if (show) process.stderr.write(chunk)
    }
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk
      take(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', (error) => {
      clearTimeout(timer)
      settle({ code: 127, output: output + error.message, stdout, timedOut })
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      settle({ code: code ?? 1, output: signal ? `${output}\n(ended by ${signal})` : output, stdout, timedOut })
    })
  })
}

/** Runs a JavaScript file of an installed package on this Node: no shell and no `.cmd` wrapper, so it is the same everywhere. */
export const runTool = (file, args, options) =>
  run(process.execPath, [path.join(root, 'node_modules', file), ...args], options)

/** Runs npm, the one that started us if there is one. */
export function npm(args, options) {
  const script = npmScript()
  if (script) return run(process.execPath, [script, ...args], options)
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}

function npmScript() {
  const beside = path.dirname(process.execPath)
  const candidates = [
    process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined,
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  return candidates.find((file) => file && existsSync(file))
}

/**
 * Hands the terminal to a program until it ends, passes our own interruption on to it, and gives back its exit code.
 */
export function handOver(command, args, { cwd = root, env = process.env, stdio = 'inherit' } = {}) {
  return new Promise((settle, fail) => {
    const child = spawn(command, args, { cwd, env, stdio })
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    const forward = signals.map((signal) => {
      const listener = () => child.kill(signal)
      process.on(signal, listener)
      return () => process.off(signal, listener)
    })
    const finish = () => forward.forEach((off) => off())
    child.on('error', (error) => {
      finish()
      fail(error)
    })
    child.on('close', (code) => {
      finish()
      settle(code ?? 1)
    })
  })
}
