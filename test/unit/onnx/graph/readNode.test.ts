import { strict as assert } from 'node:assert';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analysisMethods } from '../../../../src/analysis/methods.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { openModel } from '../../../../src/onnx/openModel.ts';
import {
  ModelProtoSchema,
  StringStringEntryProtoSchema,
} from '../../../../src/onnx/schema/onnx_pb.generated.ts';
import { rootFolder } from '../../../support/vscode/folders.ts';
import { withModelFile } from '../runner/modelFile.ts';

describe('a node with the Python stack it was exported from', () => {
  const sample = join(rootFolder, 'media', 'samples', 'digits', 'digits.onnx');

  /** The sample with a stack on its first convolution. */
  function withStack(value: string): Uint8Array {
    const model = fromBinary(ModelProtoSchema, readFileSync(sample));
    const key = 'pkg.torch.onnx.stack_trace';
    model.graph!.node[0].metadataProps = [
      create(StringStringEntryProtoSchema, { key: 'namespace', value: 'conv1' }),
      create(StringStringEntryProtoSchema, { key, value }),
    ];
    return toBinary(ModelProtoSchema, model);
  }

  it('says the line, and the report says it of the layer', async () => {
    const stack = 'File "/home/ana/net.py", line 31, in forward\n    x = self.conv1(x)';
    await withModelFile(withStack(stack), async (path) => {
      const model = await openModel(path);
      const [first, second] = model.graph.nodes;
      await model.close();
      assert.deepEqual(first.source, { file: '/home/ana/net.py', line: 31 });
      assert.equal(second.source, undefined);
      const report = await analysisMethods.diagnose(
        { model: path, parts: ['hyperplanes'] },
        silentProgress,
      );
      const [layer, next] = report.hyperplanes!.layers;
      assert.deepEqual(layer.source, { file: '/home/ana/net.py', line: 31 });
      assert.ok(!('source' in next));
    });
  });

  it('is as without one when the stack names no line', async () => {
    await withModelFile(withStack('somewhere'), async (path) => {
      const model = await openModel(path);
      const [first] = model.graph.nodes;
      await model.close();
      assert.ok(!('source' in first));
    });
  });
});
