/** Short messages at the edge of the page, which go by themselves. */
import { signal } from "@preact/signals";

const messages = signal<readonly { readonly id: number; readonly text: string }[]>([]);
let last = 0;

const shownMilliseconds = 6000;

/** Says something that needs no answer. */
export function toast(text: string): void {
  const id = ++last;
  messages.value = [...messages.value, { id, text }];
  setTimeout(() => {
    messages.value = messages.value.filter((message) => message.id !== id);
  }, shownMilliseconds);
}

/** Where they appear. Always in the page, for screen readers to watch. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-label="Messages">
      {messages.value.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
