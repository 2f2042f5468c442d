/** How the paper of a register comes out: the browser, a receipt printer on the device, or one on the network. */
export const PRINTERS = ['BROWSER', 'USB', 'SERIAL', 'NETWORK'] as const
export type PrinterKind = (typeof PRINTERS)[number]

/** Characters on a line of 80 mm paper: 48 with most printers, 42 with some. */
export const PAPER_COLUMNS = [48, 42] as const
export type PaperColumns = (typeof PAPER_COLUMNS)[number]

/** The printer of a register. `host` and `port` are those of a network printer only; raw ESC/POS listens on 9100. */
export type Printer =
  | { kind: 'BROWSER' | 'USB' | 'SERIAL'; columns: PaperColumns }
  | { kind: 'NETWORK'; columns: PaperColumns; host: string; port: number }

/** Where network printers listen unless they are told otherwise. */
export const RAW_PORT = 9100
