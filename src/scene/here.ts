import { cameraPosition, positionWorld, vertexStage } from "three/tsl";
import type { Node } from "three/webgpu";

/** From the camera to the point that is shaded: metres along the axes of the world. Straight over a triangle, so that only its corners are reckoned. */
export const fromCamera: Node<"vec3"> = vertexStage(positionWorld.sub(cameraPosition));

/** The point that is shaded: metres in the world. Shaders that ask three.js for it interpolate one number more for each axis. */
export const here: Node<"vec3"> = fromCamera.add(cameraPosition);
