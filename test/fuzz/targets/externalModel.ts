import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import type { RandomGenerator } from '../../../src/engine/stats/randomGenerator.ts';
import { openModel } from '../../../src/onnx/openModel.ts';
import {
  StringStringEntryProtoSchema,
  TensorProto_DataLocation,
} from '../../../src/onnx/schema/onnx_pb.generated.ts';
import { initializer, modelBytes, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { pick } from '../fuzzTarget.ts';

const own = Float32Array.from({ length: 12 }, (_, i) => i);
/** What no model may make us read. */
const secret = new Float32Array(12).fill(-7);

const locations = [
  'own.bin',
  'own.bin',
  './own.bin',
  'inner/../own.bin',
  'inner/own.bin',
  '../secret.bin',
  'inner/../../secret.bin',
  '..\\secret.bin',
  'link.bin',
  'linked/secret.bin',
  '/dev/zero',
  '/etc/passwd',
  '/proc/self/environ',
  'C:\\secret.bin',
  '\\\\server\\share\\x',
  'file:///etc/passwd',
  '.',
  'inner',
  'own.bin\0.png',
  'x'.repeat(5000),
  '\u001b[31mred',
];
const numbers = [
  '0',
  '4',
  '8',
  '24',
  '48',
  '-1',
  '1e3',
  '0x10',
  ' 4',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  '',
];

/** A model of one layer whose weights lie where a stranger says, opened and read. Throws when they came from outside its folder. */
export async function externalModel(rng: RandomGenerator, folder: string): Promise<void> {
  const inside = prepare(folder);
  const path = join(inside, 'model.onnx');
  const weights = initializer('w', 'float32', [3, 2], new Float32Array(0));
  weights.rawData = new Uint8Array(0);
  weights.dataLocation = TensorProto_DataLocation.EXTERNAL;
  const entries: [string, string][] = [['location', pick(rng, locations)]];
  if (rng.integer(2) === 0) entries.push(['offset', pick(rng, numbers)]);
  if (rng.integer(2) === 0) entries.push(['length', pick(rng, ['24', ...numbers])]);
  if (rng.integer(8) === 0) entries.push(['location', pick(rng, locations)]);
  weights.externalData = entries.map(([key, text]) =>
    create(StringStringEntryProtoSchema, { key, value: text }),
  );
  const bytes = modelBytes({
    nodes: [node('MatMul', ['x', 'w'], ['y'])],
    inputs: [value('x', 'float32', ['N', 3])],
    outputs: [value('y', 'float32', ['N', 2])],
    initializers: [weights],
  });
  writeFileSync(path, bytes);
  const model = await openModel(path);
  try {
    const [ref] = model.graph.initializers.values();
    const read = await model.readTensor(ref);
    // Ascending whole numbers lie in own.bin alone.
    assert.ok(
      read.every((number, i) => number >= 0 && number === read[0] + i),
      read.join(),
    );
  } finally {
    await model.close();
  }
}

function prepare(folder: string): string {
  const inside = join(folder, 'inside');
  if (existsSync(join(inside, 'linked'))) return inside;
  mkdirSync(join(inside, 'inner'), { recursive: true });
  writeFileSync(join(folder, 'secret.bin'), secret);
  writeFileSync(join(inside, 'own.bin'), own);
  writeFileSync(join(inside, 'inner', 'own.bin'), own);
  symlinkSync(join(folder, 'secret.bin'), join(inside, 'link.bin'));
  symlinkSync(folder, join(inside, 'linked'));
  return inside;
}
