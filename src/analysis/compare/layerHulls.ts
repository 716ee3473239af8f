import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import { openModel } from '../../onnx/openModel.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { NetworkStructure } from '../../onnx/structure.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { LayerHull } from '../../report/comparison/modelTimeline.ts';
import { withFed } from '../diagnosis/openFed.ts';
import type { Sides } from '../diagnosis/openSides.ts';
import { inspectModel } from '../diagnosis/subject.ts';
import type { FedModel } from '../inputs/fedInputs.ts';
import { outputRows } from '../modelScores.ts';
import { scoreSpace } from '../scoreSpace.ts';
import { resolveSpaces, type Space } from '../spaces.ts';

type ValueSpace = Extract<Space, { kind: 'value' }>;

interface Subject extends FedModel {
  readonly structure: NetworkStructure;
  readonly sides: Sides;
  readonly threads: number | undefined;
}

/**
 * Hull verdicts of the test samples against the training samples in the layers that the request names among its spaces, or in the last
 * hidden layer; none unless both sets are given. Throws UserError when the model cannot be run on them or has no such layer.
 */
export async function layerHulls(
  request: DiagnoseRequest,
  progress: ProgressSink,
): Promise<LayerHull[]> {
  if (!request.train || !request.test) return [];
  const { threads } = request;
  const model = await openModel(request.model);
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  try {
    return await withFed(model, request, async ({ fed, sides }) => {
      const { structure } = await inspectModel(fed);
      const subject: Subject = { ...fed, structure, sides, threads };
      const hulls: LayerHull[] = [];
      for (const space of hiddenSpaces(request, structure)) {
        hulls.push(await hullIn(space, subject, product, progress));
      }
      return hulls;
    });
  } finally {
    await product.close();
    await model.close();
  }
}

/** The spaces that are layers; that of the class scores is measured apart, and the data's own are the same for every model. */
function hiddenSpaces({ spaces }: DiagnoseRequest, structure: NetworkStructure): ValueSpace[] {
  return resolveSpaces(spaces, structure).filter(
    (space): space is ValueSpace => space.kind === 'value' && space.name !== 'logits',
  );
}

async function hullIn(
  { name, value }: ValueSpace,
  { model, structure, input, sides, threads }: Subject,
  product: MatrixProduct,
  progress: ProgressSink,
): Promise<LayerHull> {
  const runner = await createRunner(model, {
    structure,
    input: input.name,
    ...(sides.sampleShape && { sampleShape: sides.sampleShape }),
    ...(threads !== undefined && { threads }),
    taps: [],
    values: [value],
    logits: false,
  });
  try {
    const output = {
      width: runner.valueWidths[0]!,
      of: ({ values }: { values: readonly Float32Array[] }) => values[0]!,
    };
    const rows = (samples: NonNullable<Sides['train']>) =>
      outputRows(runner, output, samples, `${name} of the ${samples.set} samples`, progress);
    const [train, test] = [await rows(sides.train!), await rows(sides.test!)];
    const { section } = await scoreSpace(name, train, test, { distance: false, product, progress });
    const { inside, outside, undecided, insideFraction } = section.hull;
    return { space: name, inside, outside, undecided, insideFraction };
  } finally {
    await runner.close();
  }
}
