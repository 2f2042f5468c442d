import { render } from 'solid-js/web'
import './tokens.css'
import './base.css'
import { App } from './app.tsx'
import { watchUpdates } from './update.ts'

const place = document.getElementById('app')
if (place) render(() => <App />, place)
watchUpdates()
