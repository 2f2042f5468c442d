/**
 * Who keeps the accounts of the office (fiscal.md 3.1). A public body with a régie hands its takings to its accountant;
 * an association and a local public company keep commercial books.
 */
export const LEGAL_FORMS = ['EPIC_COMPTABLE_PUBLIC', 'EPIC_AGENT_COMPTABLE', 'ASSOCIATION', 'SPL'] as const
export type LegalForm = (typeof LEGAL_FORMS)[number]
