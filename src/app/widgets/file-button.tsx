/** A button that opens the system's dialog for files. */
import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useRef } from "preact/hooks";

type Props = Pick<InputHTMLAttributes, "accept" | "multiple"> & {
  /** A folder with all that is in it. */
  readonly webkitdirectory?: boolean;
  /** What the field for files is called. */
  readonly label: string;
  readonly children: ComponentChildren;
  readonly onFiles: (files: readonly File[]) => void;
};

export function FileButton({ label, children, onFiles, ...options }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="quiet" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label={label}
        {...options}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
