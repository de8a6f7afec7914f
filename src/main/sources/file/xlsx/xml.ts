import { SaxesParser } from 'saxes'
import { fileFailure } from '../file-failure'

export interface XmlHandlers {
  /** Names come without their prefix. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Feeds XML to handlers piece by piece; entities of its own are refused. Yields after each piece, for whoever takes results out. */
export async function* readXml(pieces: AsyncIterable<string>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const { open, close, text } = handlers
  parser.on('error', (error) => {
    throw fileFailure('The workbook is damaged: get it anew, or save it as CSV. What stands before was read.', error)
  })
  parser.on('doctype', () => {
    throw fileFailure('The workbook declares entities of its own, which no log needs: save it as CSV.')
  })
  if (open) parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes as Record<string, string>))
  if (close) parser.on('closetag', (tag) => close(localName(tag.name)))
  if (text) parser.on('text', text)
  for await (const piece of pieces) {
    parser.write(piece)
    yield
  }
  parser.close()
}

/** Reads a whole part that is small. */
export const readWholeXml = async (pieces: AsyncIterable<string>, handlers: XmlHandlers): Promise<void> => {
  for await (const _ of readXml(pieces, handlers)) void _
}
