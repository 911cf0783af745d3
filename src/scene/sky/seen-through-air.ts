import { cameraPosition, Fn, mix, output, vec4 } from "three/tsl";
import type { Node } from "three/webgpu";
import { fromCamera } from "../here";
import type { LampNodes } from "../lamps/lamp-nodes";
import type { Sky } from "./dome";

/** What is left of the light of a surface, the light that the air adds, and the halos of lamps in it, if there are lamps. */
export function seenThroughAir({ air, airlight }: Sky, lamps: LampNodes | undefined, mirrors: boolean): Node<"vec4"> {
  return Fn(() => {
    const seen = vec4(mix(airlight, output.rgb, air.transmittance(mirrors)), output.a).toVar();
    if (!lamps) return seen;
    const distance = fromCamera.length().max(0.01).toVar();
    seen.rgb.addAssign(lamps.halo(cameraPosition, fromCamera.div(distance), distance, air.extinction));
    return seen;
  })();
}
