import { parentPort } from 'node:worker_threads'
import { renderAttestation } from '../archive/attestation.tsx'
import { renderNotice } from '../archive/notice.tsx'
import { renderQuote } from '../group/pdf.tsx'
import { renderInvoice } from '../invoice/pdf.tsx'
import { renderReceipt, renderSlip } from '../sale/receipt.tsx'
import { renderTickets } from '../ticket/pdf.tsx'
import { renderCards } from '../voucher/card.tsx'
import type { PaperAnswer, PaperJob } from './job.ts'
import { renderSheet } from './sheet.tsx'

function draw(job: PaperJob): Promise<Buffer> {
  switch (job.kind) {
    case 'tickets':
      return renderTickets(job.views)
    case 'notice':
      return renderNotice(job.view)
    case 'attestation':
      return renderAttestation(job.view)
    case 'cards':
      return renderCards(job.views)
    case 'quote':
      return renderQuote(job.view)
    case 'invoice':
      return renderInvoice(job.view)
    case 'receipt':
      return renderReceipt(job.view, job.paper)
    case 'slip':
      return renderSlip(job.rows, job, job.paper)
    case 'sheet':
      return renderSheet(job.view)
  }
}

async function answer(job: PaperJob): Promise<void> {
  try {
    const pdf = new Uint8Array(await draw(job))
    parentPort?.postMessage({ pdf } satisfies PaperAnswer, [pdf.buffer])
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ error: text } satisfies PaperAnswer)
  }
}

parentPort?.on('message', (job: PaperJob) => void answer(job))
