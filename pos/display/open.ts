/** Opens the customer's display of a register in a window of its own; pressed again, the same window comes forward. */
export function openDisplay(registerId: string): void {
  const address = `/pos/display?register=${encodeURIComponent(registerId)}`
  open(address, `guichet-display-${registerId}`, 'popup,width=1024,height=600')
}
