import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '../../../../src/analysis/inspect/inspectModel.ts';
import { allOperators } from '../../../../src/onnx/operators.ts';
import { modelBytes, node, value } from '../../../../src/onnx/schema/writeModel.ts';

/** Inputs that a node may have in a file, whatever its operator asks for. */
const odd: Readonly<Record<string, string[]>> = {
  'no inputs': [],
  'inputs that are all left out': ['', '', ''],
  'one input': ['x'],
  'inputs without a shape': ['bare', 'bare', 'bare'],
  'inputs of absurd sizes': ['x', 'vast', 'vast'],
};

describe('a model with a node of every operator, that has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-geometry-test-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const [what, inputs] of Object.entries(odd)) {
    it(`${what}, is inspected`, async () => {
      const model = join(folder, 'model.onnx');
      writeFileSync(model, everyOperator(inputs));
      const { nodes } = await inspectModel({ model });
      assert.ok(nodes.length >= allOperators().length);
    });
  }
});

function withoutType(name: string): ReturnType<typeof value> {
  const bare = value(name, 'float32', []);
  delete bare.type;
  return bare;
}

function everyOperator(inputs: string[]): Uint8Array {
  const nodes = allOperators().map(({ domain, op }, i) => {
    const made = node(op, inputs, [`y${i}`]);
    made.domain = domain;
    return made;
  });
  return modelBytes({
    nodes,
    inputs: [
      value('x', 'float32', ['batch', 4]),
      value('vast', 'int64', [2 ** 40]),
      withoutType('bare'),
    ],
    outputs: [value('y0', 'float32', ['batch', 4])],
    initializers: [],
  });
}
