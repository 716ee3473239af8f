import type { Matrix } from '../../engine/linalg/matrix.ts';
import { isOver } from '../../engine/progress.ts';
import { createRunner } from '../../onnx/runner/createRunner.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import { mappedRows } from '../mappedRows.ts';
import { resolveSpaces } from '../spaces.ts';
import { sweepPoint, type SweepTools } from './sweepPoint.ts';
import type { SweepCurve, SweepPoint } from '../../report/report.ts';
import type { OpenSides, SweptModel } from './sweepSides.ts';

/**
 * Hull rates from the input through every layer to the logits, in graph order (D31): where do data start, or stop, to interpolate? A
 * layer's rows are made when its turn comes; too many to hold, they are made anew on every pass.
 */
export async function layerCurve(
  swept: SweptModel,
  { train, test, held }: OpenSides,
  tools: SweepTools & { readonly threads: number | undefined },
): Promise<SweepCurve> {
  const points: SweepPoint[] = [
    { ...(await sweepPoint('input', 0, train, test, tools)), label: 'input' },
  ];
  for (const space of resolveSpaces(['layers'], swept.structure)) {
    if (isOver(tools.progress)) break;
    if (space.kind !== 'value') continue;
    const runner = await valueRunner(swept, space.value, tools.threads);
    try {
      const queries = await valueRows(runner, test);
      const rows = await mappedRows(train, queries.columns, held, (block) =>
        valueRows(runner, block),
      );
      const point = await sweepPoint(space.name, points.length, rows, queries, tools);
      points.push({ ...point, label: space.name });
    } finally {
      await runner.close();
    }
  }
  return { kind: 'layer', space: null, points };
}

function valueRunner(
  { model, structure, input, sampleShape }: SweptModel,
  value: string,
  threads: number | undefined,
): Promise<ModelRunner> {
  return createRunner(model, {
    structure,
    input,
    sampleShape,
    taps: [],
    values: [value],
    logits: false,
    ...(threads !== undefined && { threads }),
  });
}

/** The runner's one value for each row. There must be a row. */
async function valueRows(runner: ModelRunner, { rows, columns, data }: Matrix): Promise<Matrix> {
  let values: Float32Array | undefined;
  let width = 0;
  for (let start = 0; start < rows; start += runner.preferredRows) {
    const end = Math.min(start + runner.preferredRows, rows);
    const block = Float32Array.from(data.subarray(start * columns, end * columns));
    const [part] = (await runner.run(block, end - start)).values;
    width = part.length / (end - start);
    values ??= new Float32Array(rows * width);
    values.set(part, start * width);
  }
  return { rows, columns: width, data: values! };
}
