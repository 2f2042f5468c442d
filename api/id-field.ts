import { z } from 'zod'
import { isId, type Kind } from './shared/id.ts'

/** An identifier of one kind, as a request gives it. */
export const idField = (kind: Kind) =>
  z
    .string()
    .max(40)
    .refine((text) => isId(kind, text), `not an identifier of a ${kind}`)
