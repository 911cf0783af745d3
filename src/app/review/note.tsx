/** Words on an image, kept with the verdict on it. */
import { review, setOpinion } from "./state";

export function Note({ index }: { index: number }) {
  return (
    <label class="review-note">
      <span>Note on image {index}</span>
      <input
        key={index}
        type="text"
        maxLength={300}
        value={review.value.review[index]?.note ?? ""}
        onChange={({ currentTarget }) => setOpinion(index, { note: currentTarget.value.trim() || undefined })}
      />
    </label>
  );
}
