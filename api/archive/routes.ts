import { Hono } from 'hono'
import { json, params, pdf, query, route, type Env } from '../body.ts'
import { readEvents } from './events.ts'
import { ArchiveInput, ArchivePath, ArchivesAnswer, EventsAnswer, EventsQuery } from './form.ts'
import { archiveFile, listArchives, type Kept } from './list.ts'
import { archiving } from './make.ts'
import { attestationDraft } from './papers.ts'
import { verification } from './verification.ts'

const LINES = 'application/x-ndjson'

/** Archives, the verification of the journal, its events, the draft of the attestation. */
export const archiveRoutes = (kept: Kept) =>
  new Hono<Env>()
    .get(
      '/archives',
      route({
        may: 'journal.read',
        summary: 'Archives made, newest first, and closed financial years without one',
        answer: ArchivesAnswer,
      }),
      async (c) => c.json(await listArchives(c.get('ctx'), kept)),
    )
    .post(
      '/archives',
      route({
        may: 'archive.make',
        summary: 'Make the archive of a period; the answer tells how far it is, one JSON a line',
        media: LINES,
        refusals: [
          'bad_request',
          'archive_period',
          'id_reused',
          'journal_faulty',
          'not_set_up',
          'unavailable',
        ],
      }),
      json(ArchiveInput),
      (c) => archiving(c.get('ctx'), c.req.valid('json'), kept),
    )
    .get(
      '/archives/:id/file',
      route({
        may: 'archive.make',
        summary: 'The ZIP of an archive; that it was taken is logged',
        media: 'application/zip',
        refusals: ['bad_request', 'not_found'],
      }),
      params(ArchivePath),
      (c) => archiveFile(c.get('ctx'), c.req.valid('param').id, kept.dir),
    )
    .get(
      '/attestation.pdf',
      route({
        may: 'journal.read',
        summary: 'The draft of the editor’s attestation for the fiscal core that runs, not signed',
        media: 'application/pdf',
        refusals: ['not_set_up', 'unavailable'],
      }),
      async (c) => pdf(await attestationDraft(c.get('ctx'))),
    )
    .get(
      '/journal/verification',
      route({
        may: 'journal.read',
        summary:
          'Verify every chain; the answer tells each one, one JSON a line, and ends when nobody reads it',
        media: LINES,
        refusals: ['unavailable'],
      }),
      (c) => verification(c.get('ctx'), kept.anchorFile),
    )
    .get(
      '/journal/events',
      route({
        may: 'journal.read',
        summary: 'The event log (JET), newest first, a page at a time',
        answer: EventsAnswer,
        refusals: ['bad_request'],
      }),
      query(EventsQuery),
      async (c) => c.json(await readEvents(c.get('ctx'), c.req.valid('query'))),
    )
