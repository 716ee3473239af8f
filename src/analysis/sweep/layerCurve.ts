import { isOver } from '../../engine/progress.ts';
import { mappedRows } from '../mappedRows.ts';
import { resolveSpaces } from '../spaces.ts';
import { sweepPoint, type SweepTools } from './sweepPoint.ts';
import type { SweepCurve, SweepPoint } from '../../report/report.ts';
import type { OpenSides } from './sweepSides.ts';
import { type TappedModel, valueRows, valueRunner } from '../valueRows.ts';

/**
 * Hull rates from the input through every layer to the logits, in graph order (D31): where do data start, or stop, to interpolate? A
 * layer's rows are made when its turn comes; too many to hold, they are made anew on every pass.
 */
export async function layerCurve(
  swept: TappedModel,
  { train, test, held }: OpenSides,
  tools: SweepTools & { readonly threads: number | undefined },
): Promise<SweepCurve> {
  const input = await sweepPoint('input', 0, train, test, tools);
  const points: SweepPoint[] = input ? [{ ...input, label: 'input' }] : [];
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
      if (!point) break;
      points.push({ ...point, label: space.name });
    } finally {
      await runner.close();
    }
  }
  return { kind: 'layer', space: null, points };
}
