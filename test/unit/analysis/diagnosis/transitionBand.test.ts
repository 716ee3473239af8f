import { strict as assert } from 'node:assert';
import { diagnose } from '../../../../src/analysis/diagnose.ts';
import { silentProgress } from '../../../../src/engine/progress.ts';
import { initializer, node, value } from '../../../../src/onnx/schema/writeModel.ts';
import { validateReport } from '../../../../src/report/validateReport.ts';
import { withModelFile } from '../../onnx/runner/modelFile.ts';

/** z = factor · x for standard-normal x, behind the given nodes from "z" to "y". */
const unit = (factor: number, nodes: readonly ReturnType<typeof node>[]) => ({
  nodes: [node('MatMul', ['x', 'w'], ['z']), ...nodes],
  inputs: [value('x', 'float32', ['N', 1])],
  outputs: [value('y', 'float32', ['N', 1])],
  initializers: [
    initializer('w', 'float32', [1, 1], Float32Array.of(factor)),
    initializer('root', 'float32', [], Float32Array.of(Math.SQRT2)),
  ],
});

const bandOf = async (parts: ReturnType<typeof unit>): Promise<number | undefined> => {
  const report = await withModelFile(parts, (model) => diagnose({ model }, silentProgress));
  assert.deepEqual(validateReport(report), []);
  return report.regions!.layers[0].transitionBand;
};

// Of 1,000 normal inputs 80 % lie below Φ⁻¹(0.9) in size, by the definition of GELU's band; four standard errors are 0.05.
const standardError = Math.sqrt((0.8 * 0.2) / 1000);

describe('the transition band of a smooth switch', () => {
  it('holds four fifths of standard-normal values for a GELU written with Erf', async () => {
    const gelu = [node('Div', ['z', 'root'], ['s']), node('Erf', ['s'], ['y'])];
    const share = await bandOf(unit(1, gelu));
    assert.ok(Math.abs(share! - 0.8) < 4 * standardError, `${share}`);
  });

  it('holds nearly all small values, and nearly no large ones', async () => {
    const sigmoid = [node('Sigmoid', ['z'], ['s']), node('Neg', ['s'], ['y'])];
    assert.equal(await bandOf(unit(0.1, sigmoid)), 1);
    assert.ok((await bandOf(unit(1000, sigmoid)))! < 0.02);
  });

  it('is not spoken of where the switch is hard', async () => {
    assert.equal(await bandOf(unit(1, [node('Relu', ['z'], ['y'])])), undefined);
  });
});
