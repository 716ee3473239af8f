import { type Model } from '../model.ts';
import { type InferenceSession, type Tensor } from '../ort.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type InputFeed } from './inputFeed.ts';
import { runFetching } from './runFetching.ts';
import { sessionError } from './sessionError.ts';

/** A value of the model as it came out of a run. */
export interface ProbedValue {
  readonly type: string;
  readonly dims: readonly number[];
  /** Its numbers; none for large values once the proof is done. */
  readonly data: Float32Array;
}

/** Graph outputs that show a value raw (for its type) and as float32 (for its numbers). */
interface ProbeOutput {
  readonly name: string;
  readonly raw: string;
  readonly float: string;
}

/** Adds outputs for the named values to `fragment`. */
export function probeOutputs(fragment: GraphFragment, names: Iterable<string>): ProbeOutput[] {
  return Array.from(new Set(names), (name) => ({
    name,
    raw: fragment.output(fragment.op('Identity', [name])),
    float: fragment.output(fragment.toFloat(name, 'unknown')),
  }));
}

/**
 * Runs `rows` and returns the probed values. `types` are those seen before, which are not fetched again: raw values are as large as the
 * numbers themselves. Throws UserError naming the model when the run fails.
 */
export async function probe(
  model: Model,
  session: InferenceSession,
  feed: InputFeed,
  outputs: readonly ProbeOutput[],
  input: Float32Array,
  rows: number,
  types: Map<string, string>,
): Promise<ReadonlyMap<string, ProbedValue>> {
  const untyped = outputs.filter(({ name }) => !types.has(name));
  const fetches = [...untyped.map(({ raw }) => raw), ...outputs.map(({ float }) => float)];
  let results: Readonly<Record<string, Tensor>>;
  try {
    results = await runFetching(session, feed.feeds(input, rows), fetches);
  } catch (cause) {
    throw sessionError(model, 'run', cause);
  }
  for (const { name, raw } of untyped) types.set(name, results[raw]!.type);
  return new Map(
    outputs.map(({ name, float }) => {
      const { dims, data } = results[float]!;
      return [name, { type: types.get(name)!, dims, data: data as Float32Array }];
    }),
  );
}
