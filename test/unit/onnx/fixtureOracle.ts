import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'onnx');

/** Path of a model made by test/fixtures/onnx/makeModels.py. */
export const fixture = (name: string): string => join(folder, `${name}.onnx`);

export interface ExpectedLayer {
  readonly name: string;
  readonly op: string;
  readonly output: string;
  readonly unitAxis: number;
  readonly site: string | null;
  readonly units: number;
  readonly fanIn: number;
  /** units × fanIn. */
  readonly weights: readonly number[];
  readonly bias: readonly number[];
}

export interface ExpectedSite {
  readonly name: string;
  readonly op: string;
  readonly preActivation: string;
  readonly output: string;
  readonly unitAxis: number;
  /** `null` stands for an infinite bound. */
  readonly code: {
    readonly kind: string;
    readonly low?: number | null;
    readonly high?: number | null;
  };
  readonly exactness: string;
}

export interface ExpectedStructure {
  readonly layers: readonly ExpectedLayer[];
  readonly sites: readonly ExpectedSite[];
  readonly logits: string;
  readonly piecewiseLinear: boolean;
  /** Pairs of operator and node name. */
  readonly limits: readonly (readonly [string, string])[];
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** Values of the tensors of element-types.onnx by name. */
export const expectedTensors = readJson('element-types.json') as Record<string, readonly number[]>;

/** What makeModels.py says must be found in each model, by model name. */
export const expectedStructures: ReadonlyMap<string, ExpectedStructure> = new Map(
  Object.entries(readJson('oracle.json') as Record<string, ExpectedStructure>),
);

/** Shapes of inner values by model, from onnx.shape_inference; `null` where a dimension is symbolic. */
export const inferredShapes = readJson('inferred-shapes.json') as Record<
  string,
  Record<string, readonly (number | null)[]>
>;

/** All operators of the standard domain that onnx 1.12 (opset 17) knows. */
export const standardOperators = readJson('standard-operators.json') as readonly string[];

/** Standard-domain operators the bundled ONNX Runtime knows at some opset from 7 on. */
export const runtimeOperators = (
  readJson('runtime-operators.json') as { readonly operators: readonly string[] }
).operators;
