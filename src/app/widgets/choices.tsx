/** What the lists of models and pictures choose with. */
import { useRef } from "preact/hooks";
import { filesOfInput } from "../assets/dropped";
import { addFiles } from "../assets/own-files";

type ChooseProps = { readonly label: string; readonly accept?: string; readonly webkitdirectory?: boolean };

/** A button that opens the system's dialog for files. */
export function ChooseFiles({ label, ...options }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="quiet" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label={label}
        multiple
        {...options}
        onChange={({ currentTarget }) => {
          void filesOfInput(currentTarget).then(addFiles);
          currentTarget.value = "";
        }}
      />
    </>
  );
}

type ChoiceProps = {
  readonly title: string;
  readonly value: string;
  readonly names: Readonly<Record<string, string>>;
  readonly onValue: (value: string) => void;
};

/** One of a few values, by their names. */
export function Choice({ title, value, names, onValue }: ChoiceProps) {
  return (
    <label>
      <span>{title}</span>
      <select value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {Object.entries(names).map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
