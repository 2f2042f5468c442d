import { Hono } from 'hono'
import { z } from 'zod'
import { json, params, PRIVATE, query, route, type Env } from '../body.ts'
import { noteRows } from './note-layout.ts'
import { NoteInput, readNote } from './note.ts'
import { printNote } from './print-note.ts'
import type { ErrorCode } from '../shared/errors.ts'
import type { PaperColumns } from '../shared/printer.ts'
import { openDrawer } from './drawer.ts'
import { escpos } from './escpos.ts'
import {
  BytesQuery,
  NoteQuery,
  OrderPath,
  PrintAnswer,
  PrinterInput,
  PrinterShape,
  PrintInput,
  RegisterPath,
  SalePath,
  Slips,
  SlipsQuery,
} from './form.ts'
import { saleBytes, saleSlips } from './papers.ts'
import { printSale } from './print.ts'
import { setPrinter } from './printer.ts'
import { printTest, testSlip } from './test-page.ts'

const BYTES = 'application/octet-stream'
const READS = ['bad_request', 'not_found'] as const
const PAPERS_READ = [...READS, 'printed_already'] as const
const SENDS = [...READS, 'printer_elsewhere', 'printer_failed'] as const
const NOTE_REFUSALS: ErrorCode[] = [
  ...(['bad_request', 'not_found', 'session_closed', 'cutoff_passed'] as const),
  ...([
    'not_on_sale',
    'sessions_mismatch',
    'discount_not_allowed',
    'names_needed',
    'id_reused',
    'not_set_up',
    'printer_elsewhere',
    'printer_failed',
  ] as const),
]

/** Bytes for a printer that the device writes to; never kept by a proxy. */
function bytes(of: Uint8Array): Response {
  return new Response(new Uint8Array(of), {
    headers: { 'Content-Type': BYTES, 'Cache-Control': PRIVATE },
  })
}

/** A sale's papers on their way to a printer, the drawer, and the printers of the registers. */
export const printRoutes = new Hono<Env>()
  .get(
    '/sales/:id/receipt.escpos',
    route({
      may: 'sale.read',
      summary: 'The receipt as a receipt printer takes it',
      media: BYTES,
      refusals: PAPERS_READ,
    }),
    params(SalePath),
    query(BytesQuery),
    async (c) =>
      bytes(await saleBytes(c.var.ctx, c.req.valid('param').id, 'RECEIPT', ofBytes(c.req.valid('query')))),
  )
  .get(
    '/sales/:id/tickets.escpos',
    route({
      may: 'sale.read',
      summary: 'The tickets as a receipt printer takes them',
      media: BYTES,
      refusals: READS,
    }),
    params(SalePath),
    query(BytesQuery),
    async (c) =>
      bytes(await saleBytes(c.var.ctx, c.req.valid('param').id, 'TICKETS', ofBytes(c.req.valid('query')))),
  )
  .get(
    '/sales/:id/slips',
    route({
      may: 'sale.read',
      summary: 'The papers of a sale, for a browser that prints',
      answer: Slips,
      refusals: PAPERS_READ,
    }),
    params(SalePath),
    query(SlipsQuery),
    async (c) => {
      const { what, copy } = c.req.valid('query')
      return c.json({ slips: await saleSlips(c.var.ctx, c.req.valid('param').id, what, copy ?? null) })
    },
  )
  .post(
    '/sales/:id/print',
    route({
      may: 'register.print',
      summary: 'Print papers of a sale on a network printer, or by the device, once for each request',
      answer: PrintAnswer,
      refusals: [...SENDS, 'id_reused', 'printed_already'],
    }),
    params(SalePath),
    json(PrintInput),
    async (c) => c.json(await printSale(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/orders/:id/note',
    route({
      may: 'order.hold',
      summary: 'The provisional note of a basket, before it is paid; nothing is written',
      answer: z.object({ slip: z.array(z.looseObject({ kind: z.string() })) }),
      refusals: NOTE_REFUSALS,
    }),
    params(OrderPath),
    query(NoteQuery),
    json(NoteInput),
    async (c) => {
      const { as, columns } = c.req.valid('query')
      const { id } = c.req.valid('param')
      const input = c.req.valid('json')
      if (as === 'print') return c.json({ slip: await printNote(c.var.ctx, id, input) })
      const slip = noteRows(await readNote(c.var.ctx, id, input))
      return as === 'escpos' ? bytes(escpos([slip], { columns })) : c.json({ slip })
    },
  )
  .put(
    '/registers/:id/printer',
    route({
      may: 'register.set',
      summary: 'Set how the paper of a register comes out',
      answer: z.object({ printer: PrinterShape }),
      refusals: READS,
    }),
    params(RegisterPath),
    json(PrinterInput),
    async (c) => {
      const { printer } = c.req.valid('json')
      return c.json({ printer: await setPrinter(c.var.ctx, c.req.valid('param').id, printer) })
    },
  )
  .post(
    '/registers/:id/drawer',
    route({
      may: 'drawer.open',
      summary: 'Open the drawer without a sale; it is logged',
      answer: z.object({ opened: z.enum(['SERVER', 'DEVICE']) }),
      refusals: SENDS,
    }),
    params(RegisterPath),
    async (c) => c.json(await openDrawer(c.var.ctx, c.req.valid('param').id)),
  )
  .get(
    '/registers/:id/test-page',
    route({
      may: 'register.set',
      summary: 'The test page of a register: its slip, or its bytes',
      answer: z.object({ slip: z.array(z.looseObject({ kind: z.string() })) }),
      refusals: READS,
    }),
    params(RegisterPath),
    query(z.object({ as: z.enum(['json', 'escpos']).default('json'), columns: BytesQuery.shape.columns })),
    async (c) => {
      const { as, columns } = c.req.valid('query')
      const slip = await testSlip(c.var.ctx, c.req.valid('param').id)
      return as === 'escpos' ? bytes(escpos([slip], { columns })) : c.json({ slip })
    },
  )
  .post(
    '/registers/:id/test-page',
    route({ may: 'register.set', summary: 'Print the test page on a network printer', refusals: SENDS }),
    params(RegisterPath),
    async (c) => {
      await printTest(c.var.ctx, c.req.valid('param').id)
      return c.json({})
    },
  )

const ofBytes = (q: { columns: PaperColumns; copy?: number }) => ({
  columns: q.columns,
  copy: q.copy ?? null,
})
