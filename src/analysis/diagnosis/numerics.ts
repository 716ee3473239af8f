import { UserError } from '../../engine/userError.ts';
import { type NodeRange, scanNumerics } from '../../onnx/runner/numericScan.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { NumericsSection } from '../../report/report.ts';
import type { SampleSet } from '../samples.ts';
import type { Subject } from './subject.ts';

/** Rows looked at from the start, and again from the first bad row on; each is run by itself. */
const scannedRows = 32;
/** Graphs of more nodes are looked at only when they are known to make a bad number: preparing the look would take longer than the rest. */
const nodesInPassing = 512;
const float16Max = 65504;

/**
 * Where numbers become too large or no numbers at all, on some rows of `set`; `firstBad` is a row known to give a value that is
 * not finite. `undefined` for a deep graph without such a row. Throws UserError when that row holds such a number itself, and as the model's run does.
 */
export async function numericsSection(
  subject: Subject,
  set: SampleSet,
  request: DiagnoseRequest,
  firstBad?: number,
): Promise<NumericsSection | undefined> {
  if (firstBad === undefined && subject.model.graph.nodes.length > nodesInPassing) return undefined;
  const rows = rowsToScan(set.rows, firstBad);
  const length = set.shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(rows.length * length);
  for (const [i, row] of rows.entries()) data.set(await set.read(row, row + 1), i * length);
  refuseBadData(data, length, rows, set);
  const ranges = await scanNumerics(subject.model, data, {
    input: subject.input.name,
    sampleShape: set.shape,
    ...(request.threads !== undefined && { threads: request.threads }),
  });
  const bad = ranges.find(({ nonFinite }) => nonFinite.length > 0);
  return {
    samples: { set: set.set, count: rows.length },
    nonFinite: bad
      ? { node: bad.node, op: bad.op, samples: bad.nonFinite.map((index) => rows[index]) }
      : null,
    largest: ranges.length > 0 ? plain(ranges.reduce(larger)) : null,
    beyondFloat16: ranges.filter(({ magnitude }) => magnitude > float16Max).map(plain),
  };
}

function larger(best: NodeRange, range: NodeRange): NodeRange {
  return range.magnitude > best.magnitude ? range : best;
}

function plain({ node, op, magnitude }: NodeRange): NumericsSection['beyondFloat16'][number] {
  return { node, op, magnitude };
}

function rowsToScan(count: number, firstBad: number | undefined): number[] {
  const starts = firstBad === undefined ? [0] : [0, firstBad];
  const rows = starts.flatMap((start) =>
    Array.from({ length: Math.min(scannedRows, count - start) }, (_, i) => start + i),
  );
  return [...new Set(rows)];
}

function refuseBadData(
  data: Float32Array,
  length: number,
  rows: readonly number[],
  set: SampleSet,
): void {
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return;
  throw new UserError(
    `Row ${String(rows[Math.floor(index / length)])} of the ${set.set} samples ${set.section ? `in ${set.section.path} ` : ''}holds ${String(data[index])}: leave the row out or fill in what is missing.`,
  );
}
