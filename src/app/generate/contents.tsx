/** What the zip will hold, said before there is one. */
import { formats } from "../../dataset/formats";
import type { Recipe } from "../../recipe/schema";
import { recipe } from "../recipe/state";

const layers = {
  image: ["Images", "PNG, 8 bit"],
  instance: ["Instance masks", "16-bit PNG, one number for each object"],
  semantic: ["Class masks", "8-bit PNG, one number for each class"],
  parts: ["Part masks", "8-bit PNG, one number for each kind of part"],
  depth: ["Depth", "16-bit PNG in centimetres"],
  "depth-mm": ["Depth", "16-bit PNG in millimetres"],
  "depth-npy": ["Depth", "NumPy, metres"],
  "depth-exr": ["Depth", "OpenEXR, metres"],
  "range-npy": ["Distance along the ray", "NumPy, metres"],
  normals: ["Surface normals", "16-bit PNG, camera axes"],
  "normals-npy": ["Surface normals", "NumPy, camera axes"],
  "position-npy": ["Points of the world", "NumPy, metres"],
  albedo: ["Base colours", "8-bit PNG"],
  flow: ["Optical flow", ".flo, pixels"],
  "flow-kitti": ["Optical flow", "16-bit PNG as KITTI has it"],
  "flow-occlusion": ["What flow loses", "8-bit PNG"],
} satisfies Record<Recipe["layers"][number], readonly [title: string, text: string]>;

/** A list for the recipe as it stands. */
export function Contents() {
  const wanted = recipe.value;
  if (!wanted) return null;
  const { width, height, quality, format } = wanted.image;
  return (
    <div class="contents">
      <h3>In the zip</h3>
      <dl>
        {wanted.layers.map((layer) => (
          <div key={layer}>
            <dt>{layers[layer][0]}</dt>
            <dd>
              {layer === "image"
                ? `${format === "jpeg" ? "JPEG" : layers.image[1]}, ${width} × ${height}, ${quality} quality`
                : layers[layer][1]}
            </dd>
          </div>
        ))}
        <div>
          <dt>Labels</dt>
          <dd>{wanted.formats.map((format) => formats[format].title).join(", ")}</dd>
        </div>
        <div>
          <dt>Splits</dt>
          <dd>{shares(wanted.splits)}</dd>
        </div>
        <div>
          <dt>To make it again</dt>
          <dd>Recipe, a full description of each scene, checksums</dd>
        </div>
      </dl>
    </div>
  );
}

/** "train 80 %, val 20 %" */
function shares(splits: Readonly<Record<string, number>>): string {
  const total = Object.values(splits).reduce((sum, share) => sum + share, 0);
  return Object.entries(splits)
    .map(([name, share]) => `${name} ${Math.round((100 * share) / total)} %`)
    .join(", ");
}
