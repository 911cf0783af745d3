/** The name with its mark: a scene inside a box. */
export function Logo() {
  return (
    <h1 class="logo">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path d="M6 24l7-10 5 6 3-4 5 8z" fill="var(--on-accent)" />
        <circle cx="22" cy="11" r="2.5" fill="var(--on-accent)" />
      </svg>
      Diorama
    </h1>
  );
}
