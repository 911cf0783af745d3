/** Line icons on a grid of 16 x 16, in the colour of the text. */
const paths = {
  back: "M10 3 5 8l5 5",
  on: "m6 3 5 5-5 5",
  down: "m3 6 5 5 5-5",
  remove: "m4.5 4.5 7 7m0-7-7 7",
  undo: "M5 3 2.5 5.5 5 8M3 5.5h6a3.75 3.75 0 0 1 0 7.5H6",
  redo: "m11 3 2.5 2.5L11 8m2-2.5H7a3.75 3.75 0 0 0 0 7.5h3",
  random:
    "M2 4.5h2.2c1 0 1.9.5 2.5 1.3l2.6 4.4c.6.8 1.5 1.3 2.5 1.3H14m-2-2 2 2-2 2M2 11.5h2.2c1 0 1.9-.5 2.5-1.3m2.6-4.4c.6-.8 1.5-1.3 2.5-1.3H14m-2-2 2 2-2 2",
  system: "M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3",
  light:
    "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9",
  dark: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z",
} as const;

export type IconName = keyof typeof paths;

/** Decoration: whoever uses it alone in a button gives the button a label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
