import { createResource, createSignal, createUniqueId, For, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { DRAWER_KICK, PAPER_COLUMNS, PRINTERS, RAW_PORTS, type Printer } from '../../api/shared/printer.ts'
import { may } from '../../api/shared/role.ts'
import type { Slip } from '../../api/shared/slip.ts'
import type { Register } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { payments } from '../payments.ts'
import { printHere } from '../print/browser.tsx'
import { SPEEDS } from '../print/serial.ts'
import { bytesAt, printProblem, serial, usb, writeTo } from '../print/ways.ts'
import { useSession } from '../session.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Segments } from '../ui/Segments.tsx'
import { ReaderChoice, readReaders, type CardReader } from './ReaderChoice.tsx'
import css from './Registers.module.css'
import { draftOf, isSet, printerOf, type Wrong } from './registers.ts'

/** How the paper of each register comes out; what is set is tried at once, from this device. */
export function Registers() {
  const { me } = useSession()
  onMount(() => {
    document.title = `${t.print.title} · Guichet`
  })
  const [readers] = createResource(() => payments() !== 'NONE', readReaders)
  const found = () => (readers.state === 'ready' ? readers() : undefined)
  // A school register prints nothing, and takes no card.
  const ids = () =>
    me()
      ?.registers.filter((one) => one.kind === 'COUNTER')
      .map((one) => one.id) ?? []
  const byId = (id: string) => me()?.registers.find((one) => one.id === id)
  return (
    <main class={css.page}>
      <header>
        <h1>{t.print.title}</h1>
        <p class="soft">{t.print.intro}</p>
      </header>
      <Show when={ids().length > 0} fallback={<Empty title={t.print.none} text={t.print.noneHelp} />}>
        <For each={ids()}>
          {(id) => (
            <Show when={byId(id)}>
              {(register) => (
                <OneRegister register={register()} readers={found()} away={readers.state === 'errored'} />
              )}
            </Show>
          )}
        </For>
      </Show>
    </main>
  )
}

type Said = { kind: 'heath' | 'tan'; text: string } | null

function OneRegister(props: { register: Register; readers: CardReader[] | undefined; away: boolean }) {
  const { refresh, agent } = useSession()
  const heading = createUniqueId()
  const [draft, setDraft] = createStore(draftOf(props.register.printer))
  const [wrong, setWrong] = createSignal<Wrong | null>(null)
  const [said, setSaid] = createSignal<Said>(null)
  const [busy, setBusy] = createSignal(false)
  const set = (): Printer => props.register.printer
  const change = (next: Partial<typeof draft>) => {
    setDraft(next)
    setWrong(null)
    setSaid(null)
  }

  /** Does one thing at a time, and says what came of it. */
  async function act(work: () => Promise<string>): Promise<void> {
    if (busy()) return
    setBusy(true)
    setSaid(null)
    try {
      setSaid({ kind: 'heath', text: await work() })
    } catch (error) {
      setSaid({ kind: 'tan', text: printProblem(error) })
    } finally {
      setBusy(false)
    }
  }

  function save() {
    const read = printerOf(draft)
    if ('wrong' in read) return setWrong(read.wrong)
    const param = { id: props.register.id }
    void act(async () => {
      await unwrap(client.api.registers[':id'].printer.$put({ param, json: { printer: read.printer } }))
      await refresh()
      return t.print.saved
    })
  }
  /** What is tried is what is set. */
  const tried = (work: () => Promise<string>) => {
    if (!isSet(draft, set())) return setSaid({ kind: 'tan', text: t.print.saveFirst })
    void act(work)
  }

  return (
    <section class={css.one} aria-labelledby={heading}>
      <h2 id={heading}>
        {props.register.siteName} · {props.register.name} <small>{props.register.code}</small>
      </h2>
      <div class={css.form}>
        <Segments
          label={t.print.kind}
          options={PRINTERS.map((value) => ({ value, text: t.print.kinds[value] }))}
          chosen={draft.kind}
          onChoose={(kind) => change({ kind })}
        />
        <p class="meta">{t.print.kindHelp[draft.kind]}</p>
        <div class={css.fields}>
          <Show when={draft.kind !== 'BROWSER'}>
            <Segments
              label={t.print.columns}
              options={PAPER_COLUMNS.map((value) => ({ value, text: String(value) }))}
              chosen={draft.columns}
              onChoose={(columns) => change({ columns })}
            />
          </Show>
          <Show when={draft.kind === 'NETWORK'}>
            <Field
              class={css.host}
              label={t.print.host}
              hint={t.print.hostHint}
              value={draft.host}
              onText={(host) => change({ host })}
              error={wrong() === 'host' ? t.print.badHost : null}
              autocomplete="off"
              spellcheck={false}
            />
            <Field
              class={css.port}
              label={t.print.port}
              value={draft.port}
              onText={(port) => change({ port })}
              error={wrong() === 'port' ? t.print.badPort(RAW_PORTS.from, RAW_PORTS.to) : null}
              inputmode="numeric"
              autocomplete="off"
            />
          </Show>
          <Show when={draft.kind === 'USB' || draft.kind === 'SERIAL'}>
            <Pairing kind={draft.kind as 'USB' | 'SERIAL'} act={act} />
          </Show>
        </div>
      </div>
      <div class={css.acts}>
        <Button kind={isSet(draft, set()) ? undefined : 'sea'} busy={busy()} onClick={save}>
          {t.print.save}
        </Button>
        <Button icon="print" busy={busy()} onClick={() => tried(() => printTest(props.register.id, set()))}>
          {t.print.test}
        </Button>
        <Show when={may(agent()?.roles ?? [], 'drawer.open') && draft.kind !== 'BROWSER'}>
          <Button icon="cash" busy={busy()} onClick={() => tried(() => openDrawer(props.register.id, set()))}>
            {t.print.drawer}
          </Button>
        </Show>
      </div>
      <Show when={said()}>{(one) => <Notice kind={one().kind}>{one().text}</Notice>}</Show>
      <ReaderChoice register={props.register} readers={props.readers} away={props.away} />
    </section>
  )
}

/** The printer of this device: chosen by a press, since the browser asks for one. */
function Pairing(props: { kind: 'USB' | 'SERIAL'; act: (work: () => Promise<string>) => Promise<void> }) {
  const port = () => (props.kind === 'USB' ? usb : serial)
  const [paired, setPaired] = createSignal(port().isPaired())
  const [speed, setSpeed] = createSignal(serial.speed())
  const pair = () =>
    props.act(async () => {
      await port().pair()
      setPaired(true)
      return t.print.paired
    })
  return (
    <Show when={port().supported} fallback={<Notice kind="few">{t.print.faults.unsupported}</Notice>}>
      <Show when={props.kind === 'SERIAL'}>
        <Segments
          label={t.print.speed}
          options={SPEEDS.map((value) => ({ value, text: t.print.bauds(value) }))}
          chosen={speed()}
          onChoose={(next) => {
            serial.setSpeed(next)
            setSpeed(next)
          }}
        />
      </Show>
      <div class={css.pair}>
        <Button onClick={() => void pair()}>{t.print.pair}</Button>
        <span class="meta">{paired() ? t.print.paired : t.print.unpaired}</span>
      </div>
    </Show>
  )
}

async function printTest(registerId: string, printer: Printer): Promise<string> {
  const param = { id: registerId }
  if (printer.kind === 'NETWORK') await unwrap(client.api.registers[':id']['test-page'].$post({ param }))
  else if (printer.kind === 'BROWSER') {
    const page = client.api.registers[':id']['test-page'].$get({ param, query: {} })
    await printHere([(await unwrap<{ slip: Slip }>(page as never)).slip])
  } else {
    const query = `as=escpos&columns=${printer.columns}`
    await writeTo(printer.kind, await bytesAt(`/api/registers/${registerId}/test-page?${query}`))
  }
  return t.print.testSent
}

async function openDrawer(registerId: string, printer: Printer): Promise<string> {
  await unwrap(client.api.registers[':id'].drawer.$post({ param: { id: registerId } }))
  if (printer.kind === 'USB' || printer.kind === 'SERIAL')
    await writeTo(printer.kind, Uint8Array.from(DRAWER_KICK))
  return t.print.drawerOpened
}
