/** The first line of an entry in a list of the user's files: name, size, and a button that takes it out. */
import { fileSize } from "../widgets/words";

type FileHeadProps = { readonly file: string; readonly bytes: number; readonly onRemove: () => void };

export function FileHead({ file, bytes, onRemove }: FileHeadProps) {
  return (
    <div class="model-file">
      <span class="file" title={file}>
        {file}
      </span>
      {bytes > 0 && <small>{fileSize(bytes)}</small>}
      <button type="button" class="quiet" aria-label={`Remove ${file}`} onClick={onRemove}>
        Remove
      </button>
    </div>
  );
}
