import { expect, it } from 'vitest'
import { initials, lettering } from './square'

it('takes the first letters of two words, or two of one', () => {
  expect(['Northwind Dental', 'Contoso', 'École de Lyon', ''].map(initials)).toEqual(['ND', 'CO', 'ÉD', ''])
})

it('writes white on a dark colour, on a darker one of a middling colour, and black on a light one', () => {
  expect(lettering('#7a4fd0')).toEqual({ ground: 'rgb(122 79 208)', text: '#ffffff' })
  expect(lettering('#c8551b').text).toBe('#ffffff')
  expect(lettering('#c8551b').ground).not.toBe('rgb(200 85 27)')
  expect(lettering('#ffe08a')).toEqual({ ground: '#ffe08a', text: '#111113' })
})
