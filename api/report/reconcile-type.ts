/** Queries by the name of what they compute again: each returns (subject, expected, found) for whatever differs. */
export type CheckTable = Readonly<Record<string, string>>
