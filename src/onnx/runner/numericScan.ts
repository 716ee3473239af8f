import { nodeName } from '../graph/linkGraph.ts';
import { type Model, type Node } from '../model.ts';
import { dataFlow } from '../network/dataFlow.ts';
import { operatorOf } from '../operators.ts';
import { GraphFragment } from './graphFragment.ts';
import { InputFeed } from './inputFeed.ts';
import { modelInput, type ModelInput } from './modelInput.ts';
import { openSession } from './openSession.ts';
import { runFetching } from './runFetching.ts';
import { sessionError } from './sessionError.ts';

/** What one node made of the rows of a scan. */
export interface NodeRange {
  /** Name of the node, else of its output. */
  readonly node: string;
  readonly op: string;
  /** Largest finite |value| over all rows. */
  readonly magnitude: number;
  /** Rows for which it made NaN or an infinity, ascending. */
  readonly nonFinite: readonly number[];
}

export interface ScanOptions {
  readonly input: string;
  readonly sampleShape: readonly number[];
  readonly threads?: number;
}

/** Values tapped in one session, so that a deep model is not kept in memory whole. */
const valuesAtOnce = 256;

/**
 * Range of every number-valued node that depends on the input, in graph order, over some rows, which are run one at a time so that
 * each can be named; of a deep model no further than a little behind the first number that is not finite. Throws UserError naming the model when it cannot be run.
 */
export async function scanNumerics(
  model: Model,
  rows: Float32Array,
  options: ScanOptions,
): Promise<NodeRange[]> {
  const input = modelInput(model, options.input, options.sampleShape);
  const nodes = dataFlow(model, [input.name]).nodes.filter(makesNumbers);
  const ranges: NodeRange[] = [];
  for (let first = 0; first < nodes.length; first += valuesAtOnce) {
    const group = nodes.slice(first, first + valuesAtOnce);
    const found = await scanGroup(model, group, { input, rows, threads: options.threads });
    ranges.push(...found);
    // Everything behind such a node is spoiled by it.
    if (found.some(({ nonFinite }) => nonFinite.length > 0)) break;
  }
  return ranges;
}

/** Sequences, strings and what only control flow knows cannot be reduced to a number. */
function makesNumbers({ domain, op }: Node): boolean {
  const operatorClass = operatorOf(domain, op)?.class;
  return operatorClass !== 'unsupported' && operatorClass !== 'control-flow';
}

interface Scan {
  readonly input: ModelInput;
  readonly rows: Float32Array;
  readonly threads: number | undefined;
}

async function scanGroup(model: Model, nodes: readonly Node[], scan: Scan): Promise<NodeRange[]> {
  const fragment = new GraphFragment(model.opset[''] ?? 1);
  const outputs = nodes.map((node) => rangeOutputs(fragment, firstOutput(node)));
  const session = await openSession(model, {
    fragment: fragment.toBytes(),
    patches: [],
    threads: scan.threads,
    asItStands: true,
  });
  try {
    const found = nodes.map((node) => ({ node, magnitude: 0, nonFinite: [] as number[] }));
    const feed = new InputFeed(scan.input);
    const names = outputs.flat();
    const { sampleLength } = scan.input;
    for (let row = 0; row * sampleLength < scan.rows.length; row++) {
      const block = repeated(scan, row);
      const feeds = feed.feeds(block, block.length / sampleLength);
      const results = await runFetching(session, feeds, names).catch((cause: unknown) => {
        throw sessionError(model, 'run', cause);
      });
      outputs.forEach(([residue, magnitude], i) => {
        const number = (name: string): number => (results[name]!.data as Float32Array)[0]!;
        if (number(residue) !== 0) found[i]!.nonFinite.push(row);
        else found[i]!.magnitude = Math.max(found[i]!.magnitude, number(magnitude));
      });
    }
    return found.map(({ node, ...range }) => ({ node: nodeName(node), op: node.op, ...range }));
  } finally {
    await session.release();
  }
}

/** A recurrent node may leave out its first output. */
function firstOutput({ outputs }: Node): string {
  return outputs.find((output) => output !== '')!;
}

/** Two scalars: 0 when every element is finite (x − x of any other is NaN), and the largest |x|. */
function rangeOutputs(fragment: GraphFragment, name: string): readonly [string, string] {
  const value = fragment.op('Cast', [name], { to: 1 });
  const residue = fragment.op('ReduceSum', [fragment.op('Sub', [value, value])], { keepdims: 0 });
  const magnitude = fragment.op('ReduceMax', [fragment.op('Abs', [value])], { keepdims: 0 });
  return [fragment.output(residue), fragment.output(magnitude)];
}

/** One row, as often as a model with a fixed batch wants rows. */
function repeated({ input, rows }: Scan, row: number): Float32Array {
  const { sampleLength, batch } = input;
  const one = rows.subarray(row * sampleLength, (row + 1) * sampleLength);
  const count = typeof batch === 'number' ? batch : 1;
  if (count === 1) return one;
  const block = new Float32Array(count * sampleLength);
  for (let i = 0; i < count; i++) block.set(one, i * sampleLength);
  return block;
}
