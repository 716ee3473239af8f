import { strict as assert } from 'node:assert';
import { UserError } from '../../../src/engine/userError.ts';
import { type GraphParts, initializer, node, value } from '../../../src/onnx/schema/writeModel.ts';
import { withModelFile, withRunner } from './runner/modelFile.ts';

const weights = (name: string, ...dims: number[]) => {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return initializer(name, 'float32', dims, new Float32Array(count).fill(0.5));
};

const graph = (
  nodes: GraphParts['nodes'],
  initializers: GraphParts['initializers'] = [weights('w', 3, 2)],
): GraphParts => ({
  nodes,
  initializers,
  inputs: [value('x', 'float32', ['N', 3])],
  outputs: [value('y', 'float32', ['N', 2])],
});

const foreign = node('Wobble', ['x'], ['y']);
foreign.domain = 'org.example';

/** What is wrong, the graph, what the one sentence must name, and the operator set. */
const cases: readonly (readonly [string, GraphParts, RegExp, number?])[] = [
  [
    'a missing initializer',
    graph([node('MatMul', ['x', 'v'], ['y'])]),
    /node "y" reads "v", which nothing makes/,
  ],
  [
    'a cycle',
    graph([
      node('Add', ['x', 'b'], ['a']),
      node('Relu', ['a'], ['b']),
      node('MatMul', ['b', 'w'], ['y']),
    ]),
    /node "a" reads "b", which only a later node makes/,
  ],
  [
    'a value that is made twice',
    graph([
      node('Relu', ['x'], ['a']),
      node('Neg', ['x'], ['a']),
      node('MatMul', ['a', 'w'], ['y']),
    ]),
    /node "a" makes "a", so this value is made twice/,
  ],
  [
    'a weight of the wrong rank',
    graph([node('Conv', ['x', 'k'], ['y'])], [weights('k', 2, 3, 3, 3)]),
    /Node \(y\) Op \(Conv\)/,
  ],
  [
    'shapes that do not fit',
    graph([node('MatMul', ['x', 'v'], ['y'])], [weights('v', 4, 2)]),
    /Node \(y\) Op \(MatMul\)/,
  ],
  [
    'an operator that does not exist',
    graph([node('Rleu', ['x'], ['y'])]),
    /node "y" is a Rleu, which operator set 17 does not have/,
  ],
  ['a missing operand', graph([node('MatMul', ['x'], ['y'])]), /"y", MatMul/],
  ['a domain that is not imported', graph([foreign]), /"y", Wobble.*org\.example/],
  [
    'an operator set of the future',
    graph([node('MatMul', ['x', 'w'], ['y'])]),
    /operator set 99 is newer/,
    99,
  ],
  [
    'an output that no node makes',
    graph([node('Relu', ['x'], ['z'])]),
    /its output "y" is made by no node/,
  ],
];

describe('a malformed graph is refused in one sentence that names the place', () => {
  for (const [name, parts, message, opset = 17] of cases) {
    it(name, () =>
      withModelFile(
        parts,
        async (path) => {
          const opened = withRunner(
            path,
            () => ({}),
            () => Promise.resolve(),
          );
          await assert.rejects(opened, (error) => {
            assert.ok(error instanceof UserError, String(error));
            assert.match(error.message, message);
            assert.match(error.message, /model\.onnx/);
            assert.ok(!error.message.includes('\n'));
            return true;
          });
        },
        opset,
      ),
    );
  }
});

describe('two initializers of one name', () => {
  const twice = [1, 2].map((each) =>
    initializer('w', 'float32', [3, 1], new Float32Array(3).fill(each)),
  );
  const parts = {
    ...graph([node('MatMul', ['x', 'w'], ['y'])], twice),
    outputs: [value('y', 'float32', ['N', 1])],
  };

  it('mean the last one, as ONNX Runtime takes it, and are named among the limits', () =>
    withModelFile(parts, (path) =>
      withRunner(
        path,
        () => ({}),
        async ({ model, structure, runner }) => {
          assert.equal(structure.limits.length, 1);
          assert.match(structure.limits[0].effect, /named "w".*last one/);
          assert.ok(structure.piecewiseLinear);
          const read = await model.readTensor(model.graph.initializers.get('w')!);
          assert.deepEqual([...read], [2, 2, 2]);
          const { logits } = await runner.run(Float32Array.of(1, 1, 1), 1);
          assert.deepEqual([...logits!], [6]);
        },
      ),
    ));
});
