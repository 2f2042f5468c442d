/** The counter window cut in a standing stone. */
export function Mark(props: { size?: number }) {
  return (
    <svg viewBox="0 0 26 26" width={props.size ?? 26} height={props.size ?? 26} aria-hidden="true">
      <path fill="var(--sea)" d="M4.500 26C3 14 5 1 12.500 1 20.500 1 23.500 13 22.500 26z" />
      <path fill="var(--surface)" d="M9 11.500a4.200 4.200 0 0 1 8.400 0V20H9z" />
      <path fill="var(--gorse)" d="M9 15.500h8.400V20H9z" />
    </svg>
  )
}
