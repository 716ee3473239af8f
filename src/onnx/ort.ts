import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-node';

export type { InferenceSession, Tensor } from 'onnxruntime-node';

/** In a packed product the runtime lies in dist/onnxruntime (scripts/vendorRuntime.mjs), else in node_modules. */
const places = ['./onnxruntime/lib/runtime.cjs', 'onnxruntime-node'];

const load = createRequire(import.meta.url);
let loaded: typeof Ort | undefined;

/** ONNX Runtime, loaded on first use: this is the only place where the process takes on native code. */
export function ort(): typeof Ort {
  loaded ??= load(places.find(isPresent) ?? 'onnxruntime-node') as typeof Ort;
  return loaded;
}

function isPresent(place: string): boolean {
  try {
    load.resolve(place);
    return true;
  } catch {
    return false;
  }
}
