/** Part of the Vite configuration: makes modules of the decoders inside three.js, so that a module worker can import them. */
import type { Plugin } from "vite";

const folder = "three/examples/jsm/libs";
const draco = `${folder}/draco/gltf/draco_wasm_wrapper.js`;
const basis = `${folder}/basis/basis_transcoder.js`;

/** Hides what a classic script might think it has from Node and from older module systems. */
const shade = "var exports, module, define, require;";

/** For pages and workers alike. The decoders are classic scripts with one global each: it becomes the default export. */
export function decoderModules(): Plugin {
  return {
    name: "decoder-modules",
    config: () => ({ optimizeDeps: { exclude: [draco, basis] } }),
    transform(code, id) {
      const [file = ""] = id.split("?");
      if (file.endsWith(draco)) return { code: `${shade}${code}\nexport default DracoDecoderModule;`, map: null };
      if (file.endsWith(basis)) return { code: `${shade}${withoutEval(code)}\nexport default BASIS;`, map: null };
      return null;
    },
  };
}

/**
 * Emscripten (embind) writes the functions that call into wasm as text and has them compiled, which a Content-Security-Policy without
 * `unsafe-eval` forbids. These closures do the same; emscripten makes such ones itself with -sDYNAMIC_EXECUTION=0.
 */
function withoutEval(code: string): string {
  return Object.entries(closures).reduce((text, [compiled, closure]) => {
    if (text.split(compiled).length !== 2) throw new Error(`${basis} has changed: ${compiled} is not there once`);
    return text.replace(compiled, () => `(${closure})`);
  }, code);
}

const closures = {
  "newFunc(Function,args)(...closureArgs)": `function (...given) {
    if (given.length !== argCount - 2)
      throwBindingError("function " + humanName + " called with " + given.length + " arguments, expected " + (argCount - 2));
    const destructors = needsDestructorStack ? [] : null;
    const own = isClassMethodFunc ? [argTypes[1].toWireType(destructors, this)] : [];
    const wired = [...own, ...given.map((value, at) => argTypes[at + 2].toWireType(destructors, value))];
    const result = cppInvokerFunc(cppTargetFunc, ...wired);
    if (destructors) runDestructors(destructors);
    else wired.forEach((value, at) => argTypes[at + (isClassMethodFunc ? 1 : 2)].destructorFunction?.(value));
    if (returns) return argTypes[0].fromWireType(result);
  }`,
  "newFunc(Function,params)(...args)": `(object, callee, destructors, start) => {
    let at = start;
    const values = types.map((type) => {
      const value = type.readValueFromPointer(at);
      at += type.argPackAdvance;
      return value;
    });
    const result = kind === 1 ? new callee(...values) : kind === 0 ? callee.call(object, ...values) : callee.call(...values);
    if (!retType.isVoid) return emval_returnValue(retType, destructors, result);
  }`,
};
