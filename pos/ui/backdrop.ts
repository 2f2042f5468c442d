/**
 * Whether a click closes a dialog: only one that began and ended outside it (selecting the text of a field often ends
 * outside), and never while something is typed in it.
 */
export function createBackdrop() {
  let began = false
  let typed = false
  return {
    /** The pointer went down; `outside` when on the backdrop. */
    down(outside: boolean) {
      began = outside
    },
    /** Something was typed or chosen in a field. */
    typed() {
      typed = true
    },
    /** The click came; true when it closes the dialog. */
    closes: (outside: boolean): boolean => outside && began && !typed,
  }
}
