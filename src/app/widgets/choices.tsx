/** What the lists of models and pictures choose with. */
import { filesChosen } from "../assets/dropped";
import { addFiles } from "../assets/own-files";
import { FileButton } from "./file-button";

type ChooseProps = { readonly label: string; readonly accept?: string; readonly webkitdirectory?: boolean };

/** A button that takes files of the user's in. */
export function ChooseFiles({ label, ...options }: ChooseProps) {
  return (
    <FileButton label={label} multiple onFiles={(files) => void filesChosen(files).then(addFiles)} {...options}>
      {label}
    </FileButton>
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
