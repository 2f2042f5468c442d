import { createSignal, Show } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import { newId } from '../../api/shared/id.ts'
import { keptBasket } from '../counter/kept-basket.ts'
import { serverNow } from '../server-time.ts'
import { correct as t } from '../text/correct.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Correctable } from './correct-api.ts'
import css from './Correct.module.css'
import { keepExchange, keptExchange } from './exchange-kept.ts'
import { causesOf } from './foresee.ts'
import { focusWrong, usePlace } from './place.ts'
import { backTotal, firstTaken, isTakenWhole, openLines, takenLines, type Taken } from './taken.ts'
import { TakeBack } from './TakeBack.tsx'
import { NothingLeft, type AboutSale } from './WithSale.tsx'

/** Which units come back: then the till sells what is taken in their place, and settles the difference. */
export function ExchangeChoice(props: AboutSale & { read: Correctable }) {
  const { read } = props
  const place = usePlace()
  const navigate = useNavigate()
  const [taken, setTaken] = createSignal<Taken>(firstTaken(read))
  const [tried, setTried] = createSignal(false)
  const backC = () => backTotal(read, taken())
  const lines = () => takenLines(read, taken())
  const registerId = () => place()?.registerId ?? ''
  const basket = keptBasket(registerId())
  const other = keptExchange(registerId())
  const stops = () => {
    if (basket?.sent || basket?.charge) return t.exchange.waits
    return other && other.sale.id !== read.id ? t.exchange.already(other.sale.number) : null
  }
  let form: HTMLFormElement | undefined
  const press = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (lines().length === 0 || stops() !== null || place() === null) return
    if (!isTakenWhole(read, taken())) return focusWrong(form)
    keepExchange(registerId(), {
      id: newId('sale'),
      sale: { id: read.id, number: read.number },
      lines: lines(),
      backC: backC(),
      tenders: read.tenders,
      causes: causesOf(read, taken(), 'EXCHANGE', serverNow()),
      approvalFromC: read.approvalFromC,
      at: serverNow(),
      sent: null,
    })
    navigate('/counter')
  }
  return (
    <Show when={openLines(read).length > 0} fallback={<NothingLeft number={read.number} />}>
      <form ref={(el) => (form = el)} class={css.form} data-narrow novalidate onSubmit={press}>
        <div class={css.side}>
          <p class="soft">{t.exchange.help}</p>
          <Show when={basket && !basket.sent && basket.lines.length}>
            {(n) => <Notice>{t.exchange.basket(n())}</Notice>}
          </Show>
          <Show when={stops()}>{(why) => <Notice kind="tan">{why()}</Notice>}</Show>
        </div>
        <TakeBack sale={read} taken={taken()} reason="EXCHANGE" tried={tried()} onTake={setTaken} />
        <footer class={css.foot} data-narrow>
          <Show when={tried() && lines().length === 0}>
            <p class={css.wrong} role="alert">
              <Icon name="alert" small />
              {t.take.choose}
            </p>
          </Show>
          <p class={css.total} aria-live="polite">
            <span>{t.exchange.sum}</span>
            <Money cents={backC()} />
          </p>
          <Button kind="sea" size="pay" wide type="submit">
            {lines().length === 0 ? t.exchange.none : t.exchange.act(backC())}
          </Button>
        </footer>
      </form>
    </Show>
  )
}
