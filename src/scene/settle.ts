import type { Collider as PhysicsCollider, RigidBody, Rotation, Vector, World } from "@dimforge/rapier3d-deterministic-compat";
import type { Quaternion, Vec3 } from "../recipe/spec";
import type { Collider } from "./models/model";
import { scale } from "./models/vector";

export type Pose = { readonly position: Vec3; readonly rotation: Quaternion };
/** A solid that does not move, and where it is. */
export type Fixed = Pose & { readonly collider: Collider };
/** A solid to drop, and where from: when it does not stay where it is dropped first, it is dropped from the next place. */
export type Loose = { readonly collider: Collider; readonly starts: readonly Pose[] };

type Physics = typeof import("@dimforge/rapier3d-deterministic-compat");
type Hall = { readonly engine: Physics; readonly world: World; readonly floor: number };

/** Units of the engine in a metre: its tolerances are made for things of about one unit, not for spoons. */
const UNITS = 20;
const STEP = 1 / 60;
/** Steps that a body has to come to rest after it was dropped. */
const STEPS = 240;
/** Steps that it must be still for. */
const STILL_STEPS = 16;
/** Speeds that count as still: metres and radians a second. */
const STILL = 0.006;
const STILL_TURN = 0.08;
/** Solids keep this far from each other, in metres: they are a little smaller than what is drawn. */
const SKIN = 0.0004;
/** Height over what is below that a body falls from, in metres. */
const DROP = 0.003;
/** How far a body may be lifted to free it, in metres. */
const LIFTS = [0, 0.0003];
/** Friction with the air and of what rolls, per second. */
const DAMPING = { linear: 0.4, angular: 5 };
const FRICTION = 0.6;
const DOWN = { x: 0, y: -1, z: 0 };

let physics: Physics | undefined;

/** Loads the physics engine (Rapier, built so that it gives the same numbers on every machine). Await it before `settle`. */
export async function initPhysics(): Promise<void> {
  if (physics) return;
  const loaded = await import("@dimforge/rapier3d-deterministic-compat");
  await loaded.init();
  physics = loaded;
}

/**
 * Drops bodies one after the other onto what is fixed and onto those that rest already. Gives their poses in the order of
 * `bodies`; undefined for what fell below `floor` (metres) or did not come to rest, wherever it was dropped. The same bodies
 * always end in the same poses.
 */
export function settle(bodies: readonly Loose[], fixed: readonly Fixed[], floor: number): readonly (Pose | undefined)[] {
  const engine = physics;
  if (!engine) throw new Error("settle() needs physics: await initPhysics() first, for example in the scene's prepare()");
  const world = new engine.World({ x: 0, y: -9.81 * UNITS, z: 0 });
  try {
    world.timestep = STEP;
    // Objects are small: a tenth of the error that Rapier allows for people and furniture.
    world.lengthUnit = 0.1 * UNITS;
    world.numSolverIterations = 4;
    const hall = { engine, world, floor: floor * UNITS };
    for (const one of fixed) addBody(hall, one, one, false);
    return bodies.map(({ collider, starts }) => {
      for (const start of starts) {
        const pose = dropped(hall, collider, start);
        if (pose) return pose;
      }
      return undefined;
    });
  } finally {
    world.free();
  }
}

/** Drops a body, waits until it rests, and fixes it there: what lies is not moved by what comes later. Undefined when it did not stay. */
function dropped(hall: Hall, collider: Collider, start: Pose): Pose | undefined {
  const { engine, world } = hall;
  // A step, so that the engine knows where everything is now.
  world.step();
  const rigid = lowered(hall, collider, start);
  if (rests(hall, rigid) && freed(hall, rigid)) {
    rigid.setBodyType(engine.RigidBodyType.Fixed, false);
    return poseOf(rigid);
  }
  world.removeRigidBody(rigid);
  return undefined;
}

/** Puts a body just over what is below it. */
function lowered(hall: Hall, collider: Collider, start: Pose): RigidBody {
  const rigid = addBody(hall, { collider }, start, true);
  const far = start.position[1] * UNITS - hall.floor;
  const [at, turn] = [rigid.translation(), rigid.rotation()];
  const falls = collidersOf(rigid).map(({ shape }) => {
    const hit = hall.world.castShape(at, turn, DOWN, shape, DROP * UNITS, far, false, undefined, undefined, undefined, rigid);
    return hit?.time_of_impact ?? far;
  });
  rigid.setTranslation({ ...at, y: at.y - Math.min(...falls) }, true);
  return rigid;
}

/** Steps until a body lies still. False when it falls off, or when time is up. */
function rests({ world, floor }: Hall, rigid: RigidBody): boolean {
  let stillFor = 0;
  for (let step = 0; step < STEPS; step++) {
    world.step();
    if (rigid.translation().y < floor) return false;
    stillFor = isStill(rigid) ? stillFor + 1 : 0;
    if (stillFor === STILL_STEPS) return true;
  }
  return false;
}

/** Lifts a body out of what it was pushed into. False when it is too deep in something. */
function freed({ world }: Hall, rigid: RigidBody): boolean {
  const [at, turn] = [rigid.translation(), rigid.rotation()];
  const up = LIFTS.find((lift) => !overlaps(world, rigid, { ...at, y: at.y + lift * UNITS }, turn));
  if (up) rigid.setTranslation({ ...at, y: at.y + up * UNITS }, false);
  return up !== undefined;
}

/** Whether a body would be in another one if it were at another place. */
function overlaps(world: World, rigid: RigidBody, at: Vector, turn: Rotation): boolean {
  let found = false;
  const stop = () => {
    found = true;
    return false;
  };
  for (const { shape } of collidersOf(rigid))
    if (!found) world.intersectionsWithShape(at, turn, shape, stop, undefined, undefined, undefined, rigid);
  return found;
}

function addBody({ engine, world }: Hall, { collider }: { collider: Collider }, start: Pose, dynamic: boolean): RigidBody {
  const [x, y, z] = scale(start.position, UNITS);
  const [qx, qy, qz, qw] = start.rotation;
  const kind = dynamic ? engine.RigidBodyDesc.dynamic() : engine.RigidBodyDesc.fixed();
  const description = kind
    .setTranslation(x, y, z)
    .setRotation({ x: qx, y: qy, z: qz, w: qw })
    .setLinearDamping(DAMPING.linear)
    .setAngularDamping(DAMPING.angular);
  const rigid = world.createRigidBody(description);
  for (const piece of collider) {
    const hull = engine.ColliderDesc.convexHull(Float32Array.from(piece.flat(), (value) => value * UNITS));
    if (hull)
      world.createCollider(
        hull
          .setFriction(FRICTION)
          .setRestitution(0)
          .setDensity(600)
          .setContactSkin(SKIN * UNITS),
        rigid,
      );
  }
  return rigid;
}

function isStill(rigid: RigidBody): boolean {
  if (rigid.isSleeping()) return true;
  const [v, w] = [rigid.linvel(), rigid.angvel()];
  return Math.hypot(v.x, v.y, v.z) < STILL * UNITS && Math.hypot(w.x, w.y, w.z) < STILL_TURN;
}

function collidersOf(rigid: RigidBody): readonly PhysicsCollider[] {
  return Array.from({ length: rigid.numColliders() }, (_, at) => rigid.collider(at));
}

function poseOf(rigid: RigidBody): Pose {
  const [at, turn] = [rigid.translation(), rigid.rotation()];
  return { position: scale([at.x, at.y, at.z], 1 / UNITS), rotation: [turn.x, turn.y, turn.z, turn.w] };
}
