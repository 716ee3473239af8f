import { createRequire } from 'node:module';
import type * as Ort from 'onnxruntime-node';

export type { InferenceSession, Tensor } from 'onnxruntime-node';

const load = createRequire(import.meta.url);
let loaded: typeof Ort | undefined;

/** ONNX Runtime, loaded on first use: this is the only place where the process takes on native code. */
export function ort(): typeof Ort {
  loaded ??= load('onnxruntime-node') as typeof Ort;
  return loaded;
}
