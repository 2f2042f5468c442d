import { may, type Role } from '../api/shared/role.ts'
import { entriesOf } from './office/entries.ts'

export type Workspace = 'counter' | 'orders' | 'scan' | 'shift' | 'office'

/** The workspaces that the roles open, in the order of the menu; the first is where one arrives. */
export function workspacesOf(roles: readonly Role[]): Workspace[] {
  const open: Workspace[] = []
  if (may(roles, 'sale.sell')) open.push('counter', 'orders')
  if (may(roles, 'ticket.scan')) open.push('scan')
  if (may(roles, 'shift.open')) open.push('shift')
  if (entriesOf(roles).length > 0) open.push('office')
  // Who only looks arrives at the figures first.
  if (may(roles, 'order.read') && !open.includes('orders')) open.push('orders')
  return open
}
