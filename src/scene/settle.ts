import type { Collider as PhysicsCollider, RigidBody, World } from "@dimforge/rapier3d-deterministic-compat";
import type { Quaternion, Vec3 } from "../recipe/spec";
import type { Collider } from "./models/model";

/** A solid and where it is. */
export type Body = { readonly collider: Collider; readonly position: Vec3; readonly rotation: Quaternion };
export type Pose = Pick<Body, "position" | "rotation">;

type Physics = typeof import("@dimforge/rapier3d-deterministic-compat");
type Moving = { readonly index: number; readonly rigid: RigidBody };

const STEP = 1 / 120;
/** Most steps of the first round, and of each later one: 600 in all. */
const STEPS = [300, ...Array.from({ length: 10 }, () => 30)];
/** Deepest that a contact may be, in metres: one of the two is taken away. It happens when thin things wedge. */
const DEPTH = 0.0017;
/** Steps that all bodies must be still for. */
const STILL_STEPS = 24;
/** Speeds that count as still: metres and radians a second. */
const STILL = 0.012;
const STILL_TURN = 0.12;
/** The air gets thicker, so that wobbling and rolling end. It cannot hold up what would fall. Damping per second, from a step on. */
const AIR = [
  { from: 0, linear: 0.3, angular: 2 },
  { from: 100, linear: 2, angular: 14 },
  { from: 220, linear: 8, angular: 60 },
] as const;
const FRICTION = 0.7;

let physics: Physics | undefined;

/** Loads the physics engine (Rapier, built so that it gives the same numbers on every machine). Await it before `settle`. */
export async function initPhysics(): Promise<void> {
  if (physics) return;
  const loaded = await import("@dimforge/rapier3d-deterministic-compat");
  await loaded.init();
  physics = loaded;
}

/**
 * Lets bodies fall onto what is fixed until they rest. Gives their poses in the order of `bodies`; undefined for what fell
 * below `floor` (metres) or did not come to rest. The same bodies always end in the same poses.
 */
export function settle(bodies: readonly Body[], fixed: readonly Body[], floor: number): readonly (Pose | undefined)[] {
  const engine = physics;
  if (!engine) throw new Error("settle() needs physics: await initPhysics() first, for example in the scene's prepare()");
  const world = new engine.World({ x: 0, y: -9.81, z: 0 });
  try {
    world.timestep = STEP;
    // Objects are small: half the error that Rapier allows for people and furniture.
    world.lengthUnit = 0.5;
    world.numSolverIterations = 6;
    for (const body of fixed) addBody(engine, world, body, false);
    let moving = bodies.map((body, index): Moving => ({ index, rigid: addBody(engine, world, body, true) }));
    for (const [round, steps] of STEPS.entries()) {
      moving = fall(world, moving, floor, { steps, thick: round > 0 });
      const last = round === STEPS.length - 1;
      const wedged = moving.filter(({ rigid }, at) => isWedged(world, rigid, moving.slice(at + 1)));
      const restless = moving.filter(({ rigid }) => !isStill(rigid));
      if (wedged.length + restless.length === 0) break;
      // What is wedged keeps others restless: those get another chance without it.
      const first = new Set(
        wedged.length > 0 && !last ? wedged.slice(0, Math.ceil(wedged.length / 3)) : [...wedged, ...restless],
      );
      // Nothing is left to fall in the last round: what touches the bad ones goes with them.
      const bad = last ? heap(world, first, moving) : first;
      for (const { rigid } of bad) world.removeRigidBody(rigid);
      moving = moving.filter((one) => !bad.has(one));
    }
    const poses = new Map(moving.map(({ index, rigid }) => [index, poseOf(rigid)]));
    return bodies.map((_, index) => poses.get(index));
  } finally {
    world.free();
  }
}

/** Steps until all are still; gives the bodies that have not fallen off. */
function fall(
  world: World,
  start: readonly Moving[],
  floor: number,
  { steps, thick }: { readonly steps: number; readonly thick: boolean },
): Moving[] {
  let moving = [...start];
  let stillFor = 0;
  for (let step = 0; step < steps && stillFor < STILL_STEPS; step++) {
    const air = thick ? undefined : AIR.find(({ from }) => from === step);
    for (const { rigid } of air ? moving : []) {
      rigid.setLinearDamping(air?.linear ?? 0);
      rigid.setAngularDamping(air?.angular ?? 0);
    }
    world.step();
    const lost = moving.filter(({ rigid }) => rigid.translation().y < floor);
    for (const { rigid } of lost) world.removeRigidBody(rigid);
    if (lost.length > 0) moving = moving.filter((one) => !lost.includes(one));
    stillFor = moving.every(({ rigid }) => isStill(rigid)) ? stillFor + 1 : 0;
  }
  return moving;
}

function addBody(engine: Physics, world: World, { collider, position, rotation }: Body, dynamic: boolean): RigidBody {
  const [x, y, z] = position;
  const [qx, qy, qz, qw] = rotation;
  const kind = dynamic ? engine.RigidBodyDesc.dynamic() : engine.RigidBodyDesc.fixed();
  const description = kind
    .setTranslation(x, y, z)
    .setRotation({ x: qx, y: qy, z: qz, w: qw })
    .setLinearDamping(0.3)
    .setAngularDamping(2);
  const rigid = world.createRigidBody(description);
  for (const piece of collider) {
    const hull = engine.ColliderDesc.convexHull(Float32Array.from(piece.flat()));
    if (hull) world.createCollider(hull.setFriction(FRICTION).setRestitution(0.05).setDensity(600), rigid);
  }
  return rigid;
}

function isStill(rigid: RigidBody): boolean {
  if (rigid.isSleeping()) return true;
  const [v, w] = [rigid.linvel(), rigid.angvel()];
  return Math.hypot(v.x, v.y, v.z) < STILL && Math.hypot(w.x, w.y, w.z) < STILL_TURN;
}

/** True for a body that is deep in what is fixed, or in one of the others. */
function isWedged(world: World, rigid: RigidBody, others: readonly Moving[]): boolean {
  const held = new Set(others.map((other) => other.rigid.handle));
  let wedged = false;
  for (const own of collidersOf(rigid)) {
    world.contactPairsWith(own, (other) => {
      const parent = other.parent();
      if (!parent || (parent.isDynamic() && !held.has(parent.handle))) return;
      world.contactPair(own, other, (manifold) => {
        for (let at = 0; at < manifold.numContacts(); at++) if (manifold.contactDist(at) < -DEPTH) wedged = true;
      });
    });
  }
  return wedged;
}

/** These bodies and all that touch them, directly or through others. */
function heap(world: World, start: ReadonlySet<Moving>, moving: readonly Moving[]): ReadonlySet<Moving> {
  const found = new Set(start);
  const byHandle = new Map(moving.map((one) => [one.rigid.handle, one]));
  for (const one of found) {
    for (const own of collidersOf(one.rigid)) {
      world.contactPairsWith(own, (other) => {
        const touched = byHandle.get(other.parent()?.handle ?? -1);
        if (touched) found.add(touched);
      });
    }
  }
  return found;
}

function collidersOf(rigid: RigidBody): readonly PhysicsCollider[] {
  return Array.from({ length: rigid.numColliders() }, (_, at) => rigid.collider(at));
}

function poseOf(rigid: RigidBody): Pose {
  const [at, turn] = [rigid.translation(), rigid.rotation()];
  return { position: [at.x, at.y, at.z], rotation: [turn.x, turn.y, turn.z, turn.w] };
}
