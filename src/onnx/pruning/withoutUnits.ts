import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, type TensorProto } from '../schema/onnx_pb.generated.ts';
import type { PrunableLayer } from './prunableLayers.ts';

/** Units to take out of a layer, ascending. */
export interface UnitRemoval {
  readonly layer: PrunableLayer;
  readonly units: readonly number[];
}

const bytesPerNumber = 4;

/**
 * The model of `bytes` with units taken out: their weights, biases and the weights that read them. Throws Error when an initializer
 * is not where the layer says, as in a model whose graph was rewritten.
 */
export function withoutUnits(bytes: Uint8Array, removals: readonly UnitRemoval[]): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  const graph = model.graph!;
  for (const { layer, units } of removals) {
    const gone = new Set(units);
    for (const { name, axis } of layer.tensors) {
      const tensor = graph.initializer.find((each) => each.name === name);
      if (!tensor) throw new Error(`initializer "${name}" is not in the file`);
      cut(tensor, axis < 0 ? tensor.dims.length + axis : axis, gone);
    }
  }
  // Declared shapes of inner values no longer hold; they are inferred anew.
  graph.valueInfo = [];
  return toBinary(ModelProtoSchema, model);
}

/** Takes the slices of a float32 tensor at the positions `gone` along `axis` out. */
function cut(tensor: TensorProto, axis: number, gone: ReadonlySet<number>): void {
  const dims = tensor.dims.map(Number);
  const count = dims[axis];
  const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const outer = dims.slice(0, axis).reduce((product, size) => product * size, 1);
  const kept = Array.from({ length: count }, (_, i) => i).filter((i) => !gone.has(i));
  const source = valueBytes(tensor);
  const slice = inner * bytesPerNumber;
  const result = new Uint8Array(outer * kept.length * slice);
  let end = 0;
  for (let block = 0; block < outer; block++) {
    for (const position of kept) {
      const start = (block * count + position) * slice;
      result.set(source.subarray(start, start + slice), end);
      end += slice;
    }
  }
  tensor.rawData = result;
  tensor.floatData = [];
  tensor.dims = dims.map((size, i) => BigInt(i === axis ? kept.length : size));
}

/** Little-endian float32, as ONNX lays them out. */
function valueBytes({ rawData, floatData }: TensorProto): Uint8Array {
  if (floatData.length === 0) return rawData;
  const bytes = new Uint8Array(floatData.length * bytesPerNumber);
  const view = new DataView(bytes.buffer);
  floatData.forEach((value, i) => view.setFloat32(i * bytesPerNumber, value, true));
  return bytes;
}
