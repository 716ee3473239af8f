import { nodeName } from '../graph/linkGraph.ts';
import { type Model, type Node } from '../model.ts';
import { type DataFlow, dataFlow } from '../network/dataFlow.ts';
import { textValues } from '../network/textValues.ts';
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
  const values = numberValues(model, dataFlow(model, [input.name]));
  const ranges: NodeRange[] = [];
  for (let first = 0; first < values.length; first += valuesAtOnce) {
    const group = values.slice(first, first + valuesAtOnce);
    const found = await scanGroup(model, group, { input, rows, threads: options.threads });
    ranges.push(...found);
    // Everything behind such a node is spoiled by it.
    if (found.some(({ nonFinite }) => nonFinite.length > 0)) break;
  }
  return ranges;
}

/** A value that can be looked at as numbers, and the node that makes it. */
interface NumberValue {
  readonly node: Node;
  readonly value: string;
}

/** One value a node. Sequences, strings and what only control flow knows cannot be reduced to a number. */
function numberValues(model: Model, { nodes }: DataFlow): NumberValue[] {
  const texts = textValues(model);
  return nodes.flatMap((node) => {
    const operatorClass = operatorOf(node.domain, node.op)?.class;
    if (operatorClass === 'unsupported' || operatorClass === 'control-flow') return [];
    // A recurrent node may leave out its first output; of a classifier it may be the name of a class.
    const value = node.outputs.find((output) => output !== '' && !texts.has(output));
    return value === undefined ? [] : [{ node, value }];
  });
}

interface Scan {
  readonly input: ModelInput;
  readonly rows: Float32Array;
  readonly threads: number | undefined;
}

async function scanGroup(
  model: Model,
  values: readonly NumberValue[],
  scan: Scan,
): Promise<NodeRange[]> {
  const fragment = new GraphFragment(model.opset[''] ?? 1);
  const outputs = values.map(({ value }) => rangeOutputs(fragment, value));
  const session = await openSession(model, {
    fragment: fragment.toBytes(),
    patches: [],
    threads: scan.threads,
    asItStands: true,
  });
  try {
    const found = values.map(({ node }) => ({ node, magnitude: 0, nonFinite: [] as number[] }));
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
