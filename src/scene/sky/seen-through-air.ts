import { cameraPosition, Fn, mix, output, positionWorld, vec4 } from "three/tsl";
import type { Node } from "three/webgpu";
import type { LampNodes } from "../lamps/lamp-nodes";
import type { Sky } from "./dome";

/** What is left of the light of a surface, the light that the air adds, and the halos of lamps in it, if there are lamps. */
export function seenThroughAir(sky: Sky, lamps: LampNodes | undefined): Node<"vec4"> {
  return Fn(() => {
    const seen = vec4(mix(output.rgb, sky.airlight, sky.transmittance(positionWorld).oneMinus()), output.a).toVar();
    if (!lamps) return seen;
    const way = positionWorld.sub(cameraPosition).toVar();
    const distance = way.length().max(0.01).toVar();
    seen.rgb.addAssign(lamps.halo(cameraPosition, way.div(distance), distance, sky.extinction));
    return seen;
  })();
}
