import { DoubleSide, type Texture } from "three";
import { diffuseColor, float, texture } from "three/tsl";
import type { MeshStandardNodeMaterial, Node, NodeBuilder, NodeMaterial } from "three/webgpu";
import type { Weathering } from "../weathering";

/**
 * Makes a material as wet and snowed on as `source`, whose colours it shows, is in the weather. Holes stay as they are: three tests for them before. Snow hides
 * what can be seen through dry surfaces.
 */
export function weatherImported(material: NodeMaterial, source: MeshStandardNodeMaterial, weathering: Weathering): void {
  const dry = material.setupDiffuseColor.bind(material);
  material.setupDiffuseColor = (builder: NodeBuilder) => {
    dry(builder);
    const tone = weathering.colour({
      colour: diffuseColor.rgb,
      roughness: timesChannel(source.roughness, source.roughnessMap, "g"),
      metalness: timesChannel(source.metalness, source.metalnessMap, "b"),
      doubleSided: source.side === DoubleSide,
      film: "where porous",
    });
    diffuseColor.rgb.assign(tone);
    if (source.transparent) diffuseColor.a.assign(diffuseColor.a.mul(weathering.snowed.oneMinus()).add(weathering.snowed));
  };
}

function timesChannel(factor: number, map: Texture | null, channel: "g" | "b"): Node<"float"> {
  return map ? texture(map)[channel].mul(factor) : float(factor);
}
