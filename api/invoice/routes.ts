import { Hono } from 'hono'
import { idPath, json, params, pdf, route, type Env } from '../body.ts'
import { InvoiceInput, InvoicePath, Invoices } from './form.ts'
import { invoiceSale } from './make.ts'
import { printInvoice, readInvoices } from './read.ts'

const SaleId = idPath('sale')

/** Invoices: made out to a buyer for a sale, one in each name that sold. */
export const invoiceRoutes = new Hono<Env>()
  .get(
    '/sales/:id/invoices',
    route({
      may: 'sale.read',
      summary: 'The invoices of a sale, and the credit notes of its corrections',
      answer: Invoices,
      refusals: ['bad_request'],
    }),
    params(SaleId),
    async (c) => c.json(await readInvoices(c.var.ctx, c.req.valid('param').id)),
  )
  .post(
    '/sales/:id/invoices',
    route({
      may: 'invoice.make',
      summary: 'Invoice a sale: the office’s part, and each principal’s in its name under its mandate',
      answer: Invoices,
      refusals: [
        'bad_request',
        'not_found',
        'nothing_to_invoice',
        'already_invoiced',
        'id_reused',
        'not_set_up',
      ],
    }),
    params(SaleId),
    json(InvoiceInput),
    async (c) => c.json(await invoiceSale(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
  )
  .get(
    '/invoices/:id/invoice.pdf',
    route({
      may: 'sale.read',
      summary: 'An invoice or a credit note, A4',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_found', 'unavailable'],
    }),
    params(InvoicePath),
    async (c) => pdf(await printInvoice(c.var.ctx, c.req.valid('param').id)),
  )
