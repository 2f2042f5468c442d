import { expect, test } from 'vitest'
import { workspacesOf } from './workspace.ts'

test('each role has its workspaces, and arrives in the first', () => {
  expect(workspacesOf(['agent'])).toEqual(['counter', 'scan', 'shift'])
  expect(workspacesOf(['manager'])).toEqual(['counter', 'scan', 'shift', 'office'])
  expect(workspacesOf(['accountant'])).toEqual(['office'])
  expect(workspacesOf(['auditor'])).toEqual(['office'])
  expect(workspacesOf(['provider'])).toEqual(['scan'])
})

test('an admin neither sells nor sees the turnover', () => {
  expect(workspacesOf(['admin'])).toEqual([])
})
