import type { Float64Network } from '../../src/onnx/float64/float64Network.ts';
import { Float64Network as Network } from '../../src/onnx/float64/float64Network.ts';
import { analyseStructure } from '../../src/onnx/analyseStructure.ts';
import { openModel } from '../../src/onnx/openModel.ts';

/** Opens the float64 twin of a model file, calls `use`, closes everything. */
export async function withTwin<T>(
  file: string,
  use: (network: Float64Network) => Promise<T>,
): Promise<T> {
  const model = await openModel(file);
  try {
    const network = await Network.open(model, await analyseStructure(model));
    try {
      return await use(network);
    } finally {
      await network.close();
    }
  } finally {
    await model.close();
  }
}
