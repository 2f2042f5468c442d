/** What a person may be at the office or at a provider's; an admin neither sells nor edits fiscal rows. */
export const ROLES = ['agent', 'regisseur', 'accountant', 'manager', 'auditor', 'admin', 'provider'] as const
export type Role = (typeof ROLES)[number]

/**
 * The closed table of permissions: what may be done, and by whom. Every command names one on its first line and every
 * route declares one, so the tests walk this table.
 */
export const PERMISSIONS = {
  'self.read': ['agent', 'regisseur', 'accountant', 'manager', 'auditor', 'admin', 'provider'],
  'agent.change': ['agent', 'regisseur', 'manager'],
  'catalog.plan': ['manager'],
  'catalog.read': ['agent', 'regisseur', 'accountant', 'manager', 'auditor', 'admin'],
  'order.hold': ['agent', 'regisseur', 'manager'],
  'sale.sell': ['agent', 'regisseur', 'manager'],
  'sale.read': ['agent', 'regisseur', 'accountant', 'manager', 'auditor'],
  'order.read': ['agent', 'regisseur', 'accountant', 'manager', 'auditor'],
  'order.send': ['agent', 'regisseur', 'manager'],
  'sale.copy': ['agent', 'regisseur', 'manager'],
  'payment.take': ['agent', 'regisseur', 'manager'],
  'training.run': ['agent', 'regisseur', 'manager'],
  'training.approve': ['regisseur', 'manager'],
  'invoice.make': ['agent', 'regisseur', 'accountant', 'manager'],
  'group.manage': ['agent', 'regisseur', 'manager'],
  'group.read': ['agent', 'regisseur', 'accountant', 'manager', 'auditor'],
  'account.pay': ['regisseur', 'accountant', 'manager'],
  'sale.correct': ['agent', 'regisseur', 'manager'],
  'correction.approve': ['regisseur', 'manager'],
  'refund.pay': ['regisseur', 'accountant', 'manager'],
  'voucher.read': ['agent', 'regisseur', 'accountant', 'manager'],
  'shift.open': ['agent', 'regisseur', 'manager'],
  'shift.close': ['agent', 'regisseur', 'manager'],
  'shift.approve': ['regisseur', 'manager'],
  'cash.move': ['agent', 'regisseur', 'manager'],
  'shift.read': ['agent', 'regisseur', 'accountant', 'manager', 'auditor'],
  'ticket.scan': ['agent', 'regisseur', 'manager', 'provider'],
  'ticket.undo': ['regisseur', 'manager'],
  'drawer.open': ['agent', 'regisseur', 'manager'],
  'register.print': ['agent', 'regisseur', 'manager'],
  'register.set': ['regisseur', 'manager', 'admin'],
  'favourite.set': ['agent', 'regisseur', 'manager'],
  'mail.read': ['regisseur', 'manager'],
  'office.set': ['manager'],
  'closure.read': ['regisseur', 'accountant', 'manager', 'auditor'],
  'report.read': ['regisseur', 'accountant', 'manager', 'auditor'],
  'journal.read': ['regisseur', 'accountant', 'manager', 'auditor'],
  'archive.make': ['accountant', 'manager', 'auditor'],
  'regie.read': ['regisseur', 'accountant', 'manager', 'auditor'],
  'regie.set': ['manager'],
  'regie.pay': ['regisseur', 'accountant', 'manager'],
  'sncf.record': ['agent', 'regisseur', 'manager'],
  'sncf.check': ['regisseur', 'accountant', 'manager'],
  'report.turnover': ['regisseur', 'accountant', 'manager', 'auditor'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** True when one of the roles has the permission. */
export function may(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission]
  return roles.some((role) => allowed.includes(role))
}
