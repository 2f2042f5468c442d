import { type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { keep, kept } from '../device.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { type Camera, createCamera, type Fault } from './camera.ts'
import css from './CameraView.module.css'
import { createSeen } from './seen.ts'
import { sound, toggleSound } from './signal.ts'

/** Its memory, so that whoever pressed a refusal away may calm it. */
export type Reading = { calm: () => void }

/**
 * What the camera sees, and its few switches. It goes on reading while a verdict shows: `ready` says when a code may be
 * asked about, and `onCode` is told of one.
 */
export function CameraView(props: {
  ready: boolean
  onCode: (code: string) => void
  /** How to calm it, once it is there. */
  reading: (reading: Reading) => void
}) {
  const seen = createSeen()
  const camera = createCamera((codes, at) => {
    const code = seen.frame(codes, at, props.ready)
    if (code !== null) props.onCode(code)
  })
  const looks = () => ['starting', 'on', 'paused'].includes(camera.state())
  const start = () => {
    keep('camera', 'on')
    void camera.start()
  }
  const stop = () => {
    keep('camera', null)
    camera.stop()
  }
  onMount(() => {
    props.reading({ calm: () => seen.calm(performance.now()) })
    // Whoever scanned with it here last time finds it running.
    if (kept('camera') === 'on') void camera.start()
  })
  onCleanup(() => props.reading({ calm: () => undefined }))
  return (
    <section class={css.camera} aria-label={t.scan.camera.title} data-state={camera.state()}>
      <Show when={!looks()}>
        <Button kind="sea" size="pay" wide icon="camera" onClick={start}>
          {t.scan.camera.start}
        </Button>
        <Switch>
          <Match when={camera.state() === 'off'}>{null}</Match>
          <Match when={true}>
            <Notice kind="tan">{t.scan.camera.faults[camera.state() as Fault]}</Notice>
          </Match>
        </Switch>
      </Show>
      <div class={css.view} hidden={!looks()}>
        <video
          ref={(el) => camera.shows(el)}
          class={css.picture}
          muted
          playsinline
          autoplay
          aria-hidden="true"
        />
        <span class={css.frame} aria-hidden="true" />
        <Show when={camera.state() !== 'on'}>
          <p class={css.wait} role="status">
            {t.scan.camera.starting}
          </p>
        </Show>
        <Switches camera={camera} onStop={stop} />
      </div>
    </section>
  )
}

function Switches(props: { camera: Camera; onStop: () => void }) {
  return (
    <div class={css.switches}>
      <Show when={props.camera.torch() !== null}>
        <Press
          icon="torch"
          label={t.scan.camera.torch}
          pressed={props.camera.torch() === true}
          onPress={() => void props.camera.switchTorch()}
        />
      </Show>
      <Show when={props.camera.several()}>
        <Press icon="switch" label={t.scan.camera.other} onPress={() => void props.camera.switchCamera()} />
      </Show>
      <Press
        icon={sound() ? 'sound' : 'silent'}
        label={t.scan.camera.sound}
        pressed={sound()}
        onPress={toggleSound}
      />
      <Press icon="close" label={t.scan.camera.stop} onPress={props.onStop} />
    </div>
  )
}

function Press(props: {
  icon: IconName
  label: string
  pressed?: boolean
  onPress: () => void
}): JSX.Element {
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-pressed={props.pressed}
      title={props.label}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
    </button>
  )
}
