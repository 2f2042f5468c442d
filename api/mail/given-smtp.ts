import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type TestSmtp = {
  url: string
  port: number
  received: ParsedMail[]
  /** Answers this to each letter from now on; null takes them. */
  refuse: (answer: { code: number; at: 'RCPT' | 'DATA' } | null) => void
  stop: () => Promise<void>
}

/** For tests: a server that takes letters and reads them as a visitor’s mailbox would. */
export async function testSmtp(port = 0): Promise<TestSmtp> {
  const received: ParsedMail[] = []
  let refusal: { code: number; at: 'RCPT' | 'DATA' } | null = null
  const fault = (at: 'RCPT' | 'DATA') =>
    refusal?.at === at
      ? Object.assign(new Error('<somebody@post.example> no'), { responseCode: refusal.code })
      : null
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, done) => done(fault('RCPT')),
    onData: (stream, _session, done) => {
      void simpleParser(stream).then((mail) => {
        const said = fault('DATA')
        if (!said) received.push(mail)
        done(said)
      }, done)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const bound = server.server.address()
  const taken = typeof bound === 'object' && bound ? bound.port : 0
  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    received,
    refuse: (answer) => (refusal = answer),
    stop: () => new Promise((closed) => server.close(() => closed())),
  }
}
