import { type Component, lazy } from 'solid-js'
import { may, type Permission, type Role } from '../../api/shared/role.ts'
import { t } from '../text/fr.ts'
import { archive, events } from '../text/archive.ts'
import { closures } from '../text/closures.ts'
import { groups } from '../text/groups.ts'
import { mail } from '../text/mail.ts'
import { refunds } from '../text/refunds.ts'
import { shows } from '../text/shows.ts'
import { regie } from '../text/regie.ts'
import { remittances } from '../text/remittances.ts'
import { sncf } from '../text/sncf.ts'
import type { IconName } from '../ui/Icon.tsx'

/** A screen of the office workspace: where it stands under /office, who may open it, how it is called. */
export type Entry = {
  /** Under /office; empty is where one arrives. */
  path: string
  word: string
  icon: IconName
  may: Permission
  screen: Component
  /** What follows the path in the address: `/:id?`. */
  rest?: string
  /** What is said beside its word: how much waits there. */
  mark?: Component
  /** Set apart at the bottom: what is set once, not read every day. */
  low?: boolean
}

/** The office's navigation, in its order. A new screen is one line here: its route and its link follow. */
export const ENTRIES: readonly Entry[] = [
  {
    path: '',
    word: t.office.goal,
    icon: 'chart',
    may: 'report.turnover',
    screen: lazy(async () => ({ default: (await import('./Goal.tsx')).Goal })),
  },
  {
    path: '/sales',
    word: t.office.sales,
    icon: 'lines',
    may: 'report.read',
    screen: lazy(async () => ({ default: (await import('./Sales.tsx')).Sales })),
  },
  {
    path: '/day',
    word: t.office.day,
    icon: 'calendar',
    may: 'report.read',
    screen: lazy(async () => ({ default: (await import('./DaySheet.tsx')).DaySheet })),
  },
  {
    path: '/shifts',
    word: t.office.shifts,
    icon: 'clock',
    may: 'report.read',
    rest: '/:id?',
    screen: lazy(async () => ({ default: (await import('./Shifts.tsx')).Shifts })),
  },
  {
    path: '/refunds',
    word: refunds.short,
    icon: 'exchange',
    may: 'refund.pay',
    mark: lazy(async () => ({ default: (await import('./RefundCount.tsx')).RefundCount })),
    screen: lazy(async () => ({ default: (await import('./Refunds.tsx')).Refunds })),
  },
  {
    path: '/closures',
    word: closures.title,
    icon: 'check',
    may: 'closure.read',
    rest: '/:id?/:kind?/:from?',
    screen: lazy(async () => ({ default: (await import('./Closures.tsx')).Closures })),
  },
  {
    path: '/shows',
    word: shows.title,
    icon: 'music',
    may: 'report.read',
    rest: '/:id?',
    screen: lazy(async () => ({ default: (await import('./Shows.tsx')).Shows })),
  },
  {
    path: '/regie',
    word: regie.title,
    icon: 'bag',
    may: 'regie.read',
    screen: lazy(async () => ({ default: (await import('./Regie.tsx')).Regie })),
  },
  {
    path: '/remittances',
    word: remittances.entry,
    icon: 'cheque',
    may: 'regie.read',
    screen: lazy(async () => ({ default: (await import('./Remittances.tsx')).Remittances })),
  },
  {
    path: '/sncf',
    word: sncf.title,
    icon: 'train',
    may: 'regie.read',
    screen: lazy(async () => ({ default: (await import('./RailMonth.tsx')).RailMonth })),
  },
  {
    path: '/groups',
    word: groups.tab,
    icon: 'person',
    may: 'group.read',
    screen: lazy(async () => ({ default: (await import('../group/Groups.tsx')).Groups })),
  },
  {
    path: '/mail',
    word: mail.title,
    icon: 'mail',
    may: 'mail.read',
    screen: lazy(async () => ({ default: (await import('./Mail.tsx')).Mail })),
  },
  {
    path: '/archives',
    word: archive.entry,
    icon: 'shield',
    may: 'journal.read',
    low: true,
    screen: lazy(async () => ({ default: (await import('./Archives.tsx')).Archives })),
  },
  {
    path: '/events',
    word: events.entry,
    icon: 'lines',
    may: 'journal.read',
    low: true,
    screen: lazy(async () => ({ default: (await import('./Events.tsx')).Events })),
  },
  {
    path: '/registers',
    word: t.print.entry,
    icon: 'print',
    may: 'register.set',
    low: true,
    screen: lazy(async () => ({ default: (await import('./Registers.tsx')).Registers })),
  },
  {
    path: '/settings',
    word: t.office.settings,
    icon: 'gear',
    may: 'office.set',
    low: true,
    screen: lazy(async () => ({ default: (await import('./TargetSettings.tsx')).TargetSettings })),
  },
]

/** The entries that the roles open, in their order. */
export const entriesOf = (roles: readonly Role[]): Entry[] => ENTRIES.filter((one) => may(roles, one.may))
