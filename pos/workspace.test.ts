import { expect, test, vi } from 'vitest'
import { entriesOf } from './office/entries.ts'
import { workspacesOf } from './workspace.ts'

// A figure beside a link asks the server; here is none.
vi.mock('./office/RefundCount.tsx', () => ({ RefundCount: () => null }))

test('each role has its workspaces, and arrives in the first', () => {
  expect(workspacesOf(['agent'])).toEqual(['counter', 'orders', 'scan', 'shift', 'office'])
  expect(workspacesOf(['manager'])).toEqual(['counter', 'orders', 'scan', 'shift', 'office'])
  expect(workspacesOf(['accountant'])).toEqual(['office', 'orders'])
  expect(workspacesOf(['auditor'])).toEqual(['office', 'orders'])
  expect(workspacesOf(['provider'])).toEqual(['scan'])
})

test('an admin neither sells nor sees the turnover, and sets the printers of the registers', () => {
  expect(workspacesOf(['admin'])).toEqual(['office'])
  expect(entriesOf(['admin']).map((entry) => entry.path)).toEqual(['/registers'])
})
