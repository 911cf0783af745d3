import type { z } from "zod";
import { parameterStreams } from "../../scenes/parameter-streams";
import { sceneParameters } from "../../scenes/parameters";
import { type FactorGroup, factorGroups } from "../recipe/sampling";
import { recipeOf } from "../recipe/schema";

/** Something of which every image has one value, drawn from a stream of its own. */
export type Factor = {
  readonly group: FactorGroup;
  /** Within its group, such as `kind` or `pose.heightMetres`. */
  readonly name: string;
  /** In the recipe, such as `weather.kind`. */
  readonly path: string;
  readonly kind: "quantity" | "count" | "option";
  /** Purpose of its stream, joined with slashes. */
  readonly stream: string;
};

const known = new Map<string, readonly Factor[]>();

/** All factors of the recipes for a scene, group by group, always in the same order. */
export function factorsOf(scene: string): readonly Factor[] {
  const found = known.get(scene);
  if (found) return found;
  const parameters = Object.entries(sceneParameters).find(([name]) => name === scene)?.[1];
  if (parameters === undefined) throw new Error(`There is no scene ${scene}`);
  const whole: Readonly<Record<string, z.core.$ZodType>> = recipeOf(scene, parameters).shape;
  const factors = factorGroups.flatMap((group) => {
    const schema = whole[group];
    return schema === undefined ? [] : leavesOf(schema, []).flatMap((leaf) => factorOf(scene, group, leaf));
  });
  known.set(scene, factors);
  return factors;
}

type Leaf = { readonly path: readonly string[]; readonly kind: Factor["kind"] };

function factorOf(scene: string, group: FactorGroup, { path, kind }: Leaf): Factor[] {
  const name = path.join(".");
  const own = parameterStreams[scene] ?? {};
  const ofParameter = Object.hasOwn(own, name) ? own[name] : name;
  const stream = group === "parameters" ? ofParameter : [group, ...path].join("/");
  return stream === undefined ? [] : [{ group, name, path: `${group}.${name}`, kind, stream }];
}

/** The fields under a schema that take a number, a count or a name, or a distribution of such. */
function leavesOf(schema: z.core.$ZodType, path: readonly string[]): Leaf[] {
  const kind = (schema as z.ZodType).meta()?.kind;
  if (kind === "quantity" || kind === "count" || kind === "option") return [{ path, kind }];
  const { def } = schema as Peeled;
  if (def.innerType) return leavesOf(def.innerType, path);
  if (def.options) return def.options.flatMap((branch) => leavesOf(branch, path));
  return Object.entries(def.shape ?? {}).flatMap(([key, field]) => leavesOf(field, [...path, key]));
}

/** What optional fields, unions and groups hold. */
type Peeled = z.core.$ZodType & {
  readonly def: {
    readonly innerType?: z.core.$ZodType;
    readonly options?: readonly z.core.$ZodType[];
    readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  };
};
