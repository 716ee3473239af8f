import { strict as assert } from 'node:assert';
import { fromBinary } from '@bufbuild/protobuf';
import { ort } from '../../../../src/onnx/ort.ts';
import { GraphFragment } from '../../../../src/onnx/runner/graphFragment.ts';
import { packedCodes } from '../../../../src/onnx/runner/packedCodes.ts';
import { ModelProtoSchema } from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { modelBytes } from '../../../../src/onnx/schema/writeModel.ts';

/** Packs `rows` × `count` codes by a graph that does nothing else. */
async function pack(
  codes: Float32Array,
  count: number,
  levels: number,
  opset: number,
): Promise<{ readonly words: Float32Array; readonly wordsPerRow: number }> {
  const fragment = new GraphFragment(opset);
  const input = fragment.input('codes', ['rows', count]);
  const { value, wordsPerRow } = packedCodes(fragment, { value: input, levels }, count);
  fragment.output(value);
  const graph = fromBinary(ModelProtoSchema, fragment.toBytes()).graph!;
  const parts = {
    nodes: graph.node,
    inputs: graph.input,
    outputs: graph.output,
    initializers: graph.initializer,
  };
  const session = await ort().InferenceSession.create(modelBytes(parts, opset));
  const feed = new (ort().Tensor)('float32', codes, [codes.length / count, count]);
  const results = await session.run({ [input]: feed });
  const words = results[value].data as Float32Array;
  await session.release();
  return { words, wordsPerRow };
}

describe('packed codes', () => {
  for (const [count, levels, opset] of [
    [1, 2, 17],
    [24, 2, 13],
    [100, 2, 9],
    [256, 3, 17],
    [512, 2, 17],
    [521, 2, 9],
    [521, 17, 17],
    [1024, 2, 17],
    [1152, 17, 13],
    [600, 30000, 17],
  ] as const) {
    it(`give each of ${String(count)} codes of ${String(levels)} levels digits of its own (operator set ${String(opset)})`, async () => {
      // Row i has its greatest code at place i and zeros elsewhere: the words are then one digit of all ones, none like another's.
      const top = levels - 1;
      const codes = new Float32Array(count * count);
      for (let place = 0; place < count; place++) codes[place * count + place] = top;
      const { words, wordsPerRow } = await pack(codes, count, levels, opset);
      const bits = Math.ceil(Math.log2(levels));
      const taken = new Set<string>();
      for (let row = 0; row < count; row++) {
        const own = words.subarray(row * wordsPerRow, (row + 1) * wordsPerRow);
        const at = own.findIndex((word) => word !== 0);
        const shift = Math.log2(own[at] / top);
        assert.ok(Number.isInteger(shift) && shift % bits === 0 && shift + bits <= 24);
        assert.ok(own.every((word, index) => index === at || word === 0));
        taken.add(`${String(at)}:${String(shift)}`);
      }
      assert.equal(taken.size, count);
    });
  }

  it('keep all digits when all codes are at their greatest', async () => {
    for (const count of [96, 521, 1024]) {
      const { words } = await pack(new Float32Array(count).fill(1), count, 2, 17);
      const bits = Array.from(words, (word) => word.toString(2).replaceAll('0', '').length);
      assert.equal(
        bits.reduce((sum, ones) => sum + ones, 0),
        count,
      );
    }
  });
});
