/** Writes networks in the ONNX format by hand (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; protobuf wire format). */

type Field = readonly [number: number, value: number | string | readonly Uint8Array[] | Uint8Array];

/** A message: numbers are varints, all else has a length before it. */
function message(...fields: readonly Field[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === "number") return [varint(number << 3), varint(value)];
      const bodies = typeof value === "string" ? [Buffer.from(value)] : value instanceof Uint8Array ? [value] : value;
      return bodies.flatMap((body) => [varint((number << 3) | 2), varint(body.length), body]);
    }),
  );
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return Uint8Array.from([...bytes, left]);
}

const [FLOAT, INTS] = [1, 7];

function valueInfo(name: string, dims: readonly (number | string)[]): Uint8Array {
  const shape = message(...dims.map((dim): Field => [1, message(typeof dim === "number" ? [1, dim] : [2, dim])]));
  return message([1, name], [2, message([1, message([1, FLOAT], [2, shape])])]);
}

/** The mean of each channel of a picture: [batch, 3, side, side] to [batch, 3]. */
export function meansOfChannels(side: number): Uint8Array {
  const axes = message([1, "axes"], [8, 2], [8, 3], [20, INTS]);
  const keep = message([1, "keepdims"], [3, 0], [20, 2]);
  const node = message([1, "picture"], [2, "features"], [4, "ReduceMean"], [5, [axes, keep]]);
  const graph = message(
    [1, node],
    [2, "means"],
    [11, valueInfo("picture", ["batch", 3, side, side])],
    [12, valueInfo("features", ["batch", 3])],
  );
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}
