import { describe, expect, it } from 'vitest'
import { renewed } from './kept.ts'

type Row = { id: string; at: number }
const keys = { id: (row: Row) => row.id, place: (row: Row) => `${row.at} ${row.id}` }
/** "d4 c3": rows by their name and moment. */
const rows = (text: string): Row[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => ({ id: one.slice(0, 1), at: Number(one.slice(1)) }))
const said = (list: Row[]) => list.map(({ id, at }) => `${id}${at}`).join(' ')
const again = (shown: string, first: string, whole = false) =>
  said(renewed(rows(shown), rows(first), whole, keys))

describe('the first page of a list, read again', () => {
  it('leaves the later pages where they are below what is new', () => {
    expect(again('d4 c3 b2 a1', 'e5 d4')).toBe('e5 d4 c3 b2 a1')
    expect(again('d4 c3 b2 a1', 'd4 c3')).toBe('d4 c3 b2 a1')
  })

  it('has once what moved to its top', () => {
    expect(again('d4 c3 b2 a1', 'b6 d4')).toBe('b6 d4 c3 a1')
  })

  it('does not let go of what lies between when only a row that moved is known in it', () => {
    expect(again('d4 c3 b2 a1', 'b6 e5')).toBe('b6 e5')
  })

  it('drops what is gone from it', () => {
    expect(again('d4 c3 b2 a1', 'd4 b2')).toBe('d4 b2 a1')
  })

  it('is all there is when it holds everything, or nothing that was shown', () => {
    expect(again('d4 c3', 'd4', true)).toBe('d4')
    expect(again('b2 a1', 'd4 c3')).toBe('d4 c3')
    expect(again('', 'd4 c3')).toBe('d4 c3')
  })
})
