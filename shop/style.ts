import './tokens.css'
import './base.css'

/*
 * Every style sheet of the shop: most pages are rendered on the server only, so nothing else would bring theirs into
 * the build for the browser. Only the CSS of this entry is ever loaded; exporting the sheets keeps them in it.
 */
export const sheets = import.meta.glob('./{page,part}/*.module.css', { eager: true })
