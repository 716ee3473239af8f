// 2,000 random queries in 2 to 64 dimensions against linear programs (HiGHS), every certificate checked.
import { OnnxMatrixProduct } from '../../src/onnx/matrixProduct/onnxMatrixProduct.ts';
import { hullAgreement } from '../support/hullAgreement.ts';
import type { BenchRow } from './benchRow.ts';

const seed = 2026;
const scenes = 100;
const perScene = 20;

/** Needs no data. */
export async function run(): Promise<BenchRow[]> {
  const product = new OnnxMatrixProduct();
  const found = await hullAgreement(seed, scenes, perScene, product);
  await product.close();
  for (const problem of found.problems) console.error(problem);
  const unit = `of ${found.queries}`;
  return [
    { name: `random queries (seed ${seed}): inside, as HiGHS says`, value: found.inside, unit },
    { name: 'outside, as HiGHS says', value: found.outside, unit },
    { name: 'left open by one side', value: found.open, unit },
    { name: 'other verdicts, or certificates refused', value: found.problems.length, unit },
  ];
}
