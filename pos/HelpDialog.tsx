import { createMemo, createSignal, For, Show } from 'solid-js'
import { may } from '../api/shared/role.ts'
import { caps, setCaps, setTheme, THEMES, theme } from './device.ts'
import { openDisplay } from './display/open.ts'
import css from './HelpDialog.module.css'
import { useSession } from './session.ts'
import { t } from './text/fr.ts'
import { KEYS } from './text/keys.ts'
import { Button } from './ui/Button.tsx'
import { Field } from './ui/Field.tsx'
import { Kbd } from './ui/Kbd.tsx'

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** All keys, searchable, and how this device shows things. */
export function HelpPanel() {
  const [wanted, setWanted] = createSignal('')
  const found = createMemo(() =>
    KEYS.filter((one) => plain(`${one.key} ${one.does}`).includes(plain(wanted()))),
  )
  const sections = createMemo(() =>
    (['anywhere', 'sell', 'pay', 'scan'] as const)
      .map((where) => ({ where, keys: found().filter((one) => one.where === where) }))
      .filter((section) => section.keys.length > 0),
  )
  return (
    <div class={css.panel}>
      <div class={css.choices}>
        <Choice
          label={t.help.theme}
          name="theme"
          options={THEMES.map((one) => ({ value: one, text: t.help.themes[one] }))}
          chosen={theme()}
          onChoose={setTheme}
        />
        <div class={css.caps}>
          <Choice
            label={t.help.caps}
            name="caps"
            options={[
              { value: 'always', text: t.help.capsAlways },
              { value: 'held', text: t.help.capsHeld },
            ]}
            chosen={caps()}
            onChoose={setCaps}
          />
        </div>
      </div>
      <ThisRegister />
      <Field label={t.help.search} value={wanted()} onText={setWanted} autocomplete="off" autofocus />
      <Show when={sections().length > 0} fallback={<p class="soft">{t.help.none}</p>}>
        <div class={css.sections}>
          <For each={sections()}>
            {(section) => (
              <section>
                <h3>{t.help.sections[section.where]}</h3>
                <dl>
                  <For each={section.keys}>
                    {(one) => (
                      <div>
                        <dt>
                          <Kbd stay>{one.key}</Kbd>
                        </dt>
                        <dd>{one.does}</dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
            )}
          </For>
        </div>
      </Show>
    </div>
  )
}

/** What belongs to the register where this device stands. */
function ThisRegister() {
  const { till: register, agent } = useSession()
  const roles = () => agent()?.roles ?? []
  return (
    <div class={css.acts}>
      <Show when={may(roles(), 'sale.sell') && register()}>
        {(at) => (
          <Button icon="person" onClick={() => openDisplay(at().id)}>
            {t.help.display}
          </Button>
        )}
      </Show>
    </div>
  )
}

/** One of a few words, side by side. */
function Choice<V extends string>(props: {
  label: string
  name: string
  options: readonly { value: V; text: string }[]
  chosen: V
  onChoose: (value: V) => void
}) {
  return (
    <fieldset>
      <legend class={css.legend}>{props.label}</legend>
      <div class={css.seg}>
        <For each={props.options}>
          {(one) => (
            <label data-chosen={props.chosen === one.value ? '' : undefined}>
              <input
                type="radio"
                name={props.name}
                checked={props.chosen === one.value}
                onChange={() => props.onChoose(one.value)}
              />
              {one.text}
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
