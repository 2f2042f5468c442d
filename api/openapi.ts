import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import { route, type Env } from './body.ts'
import { SOFTWARE } from './journal/digest.ts'
import { AppError, ERRORS } from './shared/errors.ts'

/** Files of Swagger UI that the page needs, served from our own origin: no CDN. */
const UI_FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Guichet API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="docs/swagger-ui.css"></head><body><main id="ui"></main>
<script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body></html>`

const START = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#ui', deepLinking: true })`

const PAGE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** OpenAPI 3.1 of every route, and a page that shows it. */
export function openapi(app: Hono<Env>) {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  return new Hono<Env>()
    .get(
      '/openapi.json',
      route({ may: 'public', summary: 'This document' }),
      openAPIRouteHandler(app as unknown as Hono, {
        // A report as a file has a dot in its path, and is a route like the others.
        excludeStaticFile: false,
        documentation: {
          openapi: '3.1.0',
          info: {
            title: 'Guichet',
            version: SOFTWARE.version,
            description: 'The ticket office of a tourist office.',
          },
          components: {
            securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'guichet.session_token' } },
            schemas: {
              Problem: {
                type: 'object',
                description: 'RFC 9457; the code says what happened, the other members explain it.',
                required: ['type', 'title', 'status', 'code', 'requestId'],
                properties: {
                  type: { type: 'string' },
                  title: { type: 'string' },
                  status: { type: 'integer' },
                  code: { type: 'string', enum: Object.keys(ERRORS) },
                  requestId: { type: 'string' },
                },
              },
            },
          },
        },
      }),
    )
    .get('/docs', route({ may: 'public', summary: 'The API, to read and try', media: 'text/html' }), (c) => {
      c.header('Content-Security-Policy', PAGE_CSP)
      return c.html(PAGE)
    })
    .get(
      '/docs/:file',
      route({ may: 'public', summary: 'Files of that page', media: 'text/plain', refusals: ['not_found'] }),
      (c) => {
        const file = c.req.param('file')
        if (file === 'start.js') return c.body(START, 200, { 'Content-Type': 'text/javascript' })
        const type = UI_FILES[file]
        if (!type) throw new AppError('not_found')
        return c.body(readFileSync(join(folder, file)), 200, {
          'Content-Type': type,
          'Cache-Control': 'max-age=3600',
        })
      },
    )
}
