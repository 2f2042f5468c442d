import { lazy, Suspense } from 'solid-js'
import { render } from 'solid-js/web'
import './tokens.css'
import './base.css'
import { App } from './app.tsx'
import { watchUpdates } from './update.ts'

const Display = lazy(async () => ({ default: (await import('./display/Display.tsx')).Display }))

/** What the customer sees is a page of its own, without session nor controls. */
const CustomerScreen = () => (
  <Suspense>
    <Display />
  </Suspense>
)

const place = document.getElementById('app')
if (place) render(() => (location.pathname === '/pos/display' ? <CustomerScreen /> : <App />), place)
watchUpdates()
