/** The user's own files: models, panoramas, photographs and textures. */
import { Models } from "./models-list";
import { Pictures } from "./own-pictures-list";

export function AssetsWorkspace() {
  return (
    <section class="panel assets" aria-labelledby="assets-title">
      <h2 id="assets-title">Assets</h2>
      <Models />
      <Pictures />
    </section>
  );
}
