/*
 * Every style sheet of the shop: most pages are rendered on the server only, so nothing else would bring theirs into
 * the build for the browser. Only the CSS of this entry is ever loaded.
 */
import './tokens.css'
import './base.css'
import './page/Page.module.css'
import './page/Home.module.css'
import './page/Product.module.css'
import './page/Counters.module.css'
import './part/Booking.module.css'
import './part/Calendar.module.css'
import './part/Card.module.css'
import './part/Fares.module.css'
import './part/PartyChip.module.css'
import './part/Seats.module.css'
import './part/Times.module.css'
