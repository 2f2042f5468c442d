import { expect, test } from 'vitest'
import { workspacesOf } from './workspace.ts'

test('each role has its workspaces, and arrives in the first', () => {
  expect(workspacesOf(['agent'])).toEqual(['counter', 'orders', 'scan', 'shift'])
  expect(workspacesOf(['manager'])).toEqual(['counter', 'orders', 'scan', 'shift', 'office'])
  expect(workspacesOf(['accountant'])).toEqual(['office', 'orders'])
  expect(workspacesOf(['auditor'])).toEqual(['office', 'orders'])
  expect(workspacesOf(['provider'])).toEqual(['scan'])
})

test('an admin neither sells nor sees the turnover', () => {
  expect(workspacesOf(['admin'])).toEqual([])
})
