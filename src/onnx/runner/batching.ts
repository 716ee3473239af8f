import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { UserError } from '../../engine/userError.ts';
import { type Model } from '../model.ts';
import { type InferenceSession } from '../ort.ts';
import { type BatchPatch, batchPatches } from './batchPatches.ts';
import { GraphFragment } from './graphFragment.ts';
import { InputFeed } from './inputFeed.ts';
import { type ModelInput, withoutBatchAxis } from './modelInput.ts';
import { openSession } from './openSession.ts';
import { probe, type ProbedValue, probeOutputs } from './probe.ts';
import { type ProbedValues } from './switchCodes.ts';

/** How rows can be fed, and what the model's values look like. */
export interface Batching {
  readonly kind: 'native' | 'freed' | 'row-by-row';
  readonly input: ModelInput;
  readonly patches: readonly BatchPatch[];
  /** Rows every run must have; `undefined` when any number will do. */
  readonly blockRows: number | undefined;
  readonly probed: ProbedValues;
}

type Values = ReadonlyMap<string, ProbedValue>;

/** Rows of the proof: enough that mixed-up rows, a wrong axis or a repeated row show, and no usual size of anything else. */
const proofRows = 5;

/** Agreement asked of batched and untouched runs, relative to the largest magnitude of the value (geometry-spec 1.11). */
const relativeTolerance = 1e-4;
const absoluteTolerance = 1e-5;

/**
 * Finds out how to feed many rows at once, and proves it: seeded rows go through the untouched model in blocks of its own batch size and
 * through each candidate in one piece, and every named value must agree.
 */
export async function chooseBatching(
  model: Model,
  declared: ModelInput,
  logits: string,
  names: readonly string[],
  threads: number | undefined,
): Promise<Batching> {
  const trial = new Trial(model, [logits, ...names], threads);
  try {
    return await provedBatching(model, declared, logits, trial);
  } finally {
    await trial.close();
  }
}

async function provedBatching(
  model: Model,
  declared: ModelInput,
  logits: string,
  trial: Trial,
): Promise<Batching> {
  const reference = await trial.reference(declared, logits);
  const { input } = reference;
  const blockRows = typeof input.batch === 'number' ? input.batch : 1;
  const batched = { input, blockRows: undefined };
  if (input.batch === 'free') {
    const probed = await trial.wholeRun(reference, []);
    if (probed) return { ...batched, kind: 'native', patches: [], probed };
  }
  const patches = input.batch === undefined ? [] : batchPatches(model, input.name, blockRows);
  if (patches.length > 0) {
    const probed = await trial.wholeRun(reference, patches);
    if (probed) return { ...batched, kind: 'freed', patches, probed };
  }
  const probed = probedValues(reference.blocks[0]!, blockRows);
  return { kind: 'row-by-row', input, patches: [], blockRows, probed };
}

interface OpenTrial {
  readonly patches: readonly BatchPatch[];
  readonly session: InferenceSession;
  readonly outputs: ReturnType<typeof probeOutputs>;
}

interface Reference {
  readonly input: ModelInput;
  readonly rows: Float32Array;
  /** Values of the untouched model, block by block. */
  readonly blocks: readonly Values[];
}

/** Probe runs on one model. The last session is kept for further runs with the same patches: opening one takes the most time. */
class Trial {
  readonly #model: Model;
  readonly #names: readonly string[];
  readonly #threads: number | undefined;
  readonly #types = new Map<string, string>();
  #open: OpenTrial | undefined;

  constructor(model: Model, names: readonly string[], threads: number | undefined) {
    this.#model = model;
    this.#names = names;
    this.#threads = threads;
  }

  async reference(declared: ModelInput, logits: string): Promise<Reference> {
    const block = typeof declared.batch === 'number' ? declared.batch : 1;
    // At least two blocks, or a block of the model's own size would prove nothing about other sizes.
    const count = Math.max(2, Math.ceil(proofRows / block)) * block;
    const rows = seededRows(count, declared.sampleLength);
    const blocks = await this.#run([], declared, rows, block);
    // A leading dimension that the class scores do not share counts something else than rows.
    const hasBatchAxis = block === 1 || blocks[0]!.get(logits)!.dims[0] === block;
    return { input: hasBatchAxis ? declared : withoutBatchAxis(declared), rows, blocks };
  }

  /** Values of the patched model for all rows in one piece; `undefined` when it cannot run that way or differs from the reference. */
  async wholeRun(
    { input, rows, blocks }: Reference,
    patches: readonly BatchPatch[],
  ): Promise<ProbedValues | undefined> {
    const count = rows.length / input.sampleLength;
    const whole = await this.#run(patches, input, rows, count).catch((error: unknown) => {
      if (error instanceof UserError) return undefined;
      throw error;
    });
    const agrees =
      whole &&
      [...whole[0]!].every(([name, value]) => {
        const parts = blocks.map((values) => values.get(name)!.data);
        return areClose(value.data, parts) || isConstant(value.data, parts);
      });
    return agrees ? probedValues(whole[0]!, count) : undefined;
  }

  async close(): Promise<void> {
    await this.#open?.session.release();
    this.#open = undefined;
  }

  async #run(
    patches: readonly BatchPatch[],
    input: ModelInput,
    rows: Float32Array,
    blockRows: number,
  ): Promise<Values[]> {
    const { session, outputs } = await this.#opened(patches);
    const feed = new InputFeed(input);
    const step = blockRows * input.sampleLength;
    const blocks: Values[] = [];
    for (let start = 0; start < rows.length; start += step) {
      const block = rows.subarray(start, start + step);
      blocks.push(await probe(this.#model, session, feed, outputs, block, blockRows, this.#types));
    }
    return blocks;
  }

  async #opened(patches: readonly BatchPatch[]): Promise<OpenTrial> {
    const known = this.#open;
    if (known && known.patches.length === 0 && patches.length === 0) return known;
    await this.close();
    const fragment = new GraphFragment(this.#model.opset[''] ?? 1);
    const outputs = probeOutputs(fragment, this.#names);
    const session = await openSession(this.#model, {
      fragment: fragment.toBytes(),
      patches,
      threads: this.#threads,
      asItStands: true,
    });
    return (this.#open = { patches, session, outputs });
  }
}

/** Numbers of a value that may say where others lie, such as axes; those of activations would be held as long as the runner. */
const mostKept = 1024;

function probedValues(values: Values, rows: number): ProbedValues {
  const kept = new Map(
    Array.from(values, ([name, value]) => [
      name,
      value.data.length > mostKept ? { ...value, data: new Float32Array(0) } : value,
    ]),
  );
  return {
    rows,
    of(name) {
      const value = kept.get(name);
      if (value === undefined) throw new RangeError(`not probed: ${name}`);
      return value;
    },
  };
}

/** Rows in [0, 1), the range of most preprocessed data. */
function seededRows(count: number, length: number): Float32Array {
  const rng = randomGenerator(1);
  return Float32Array.from({ length: count * length }, () => rng.uniform());
}

/** Whether all runs gave the same numbers: an operand that does not depend on the rows. */
function isConstant(whole: Float32Array, parts: readonly Float32Array[]): boolean {
  return parts.every((part) => areClose(whole, [part]));
}

/** Whether `whole` is the concatenation of `parts` up to the tolerances; NaN agrees with NaN. */
function areClose(whole: Float32Array, parts: readonly Float32Array[]): boolean {
  const expected = parts.reduce((length, part) => length + part.length, 0);
  if (whole.length !== expected) return false;
  let magnitude = 0;
  for (const value of whole) if (Math.abs(value) > magnitude) magnitude = Math.abs(value);
  const tolerance = absoluteTolerance + relativeTolerance * magnitude;
  let offset = 0;
  return parts.every((part) => {
    const start = offset;
    offset += part.length;
    return part.every((value, index) => {
      const other = whole[start + index]!;
      return Object.is(value, other) || Math.abs(value - other) <= tolerance;
    });
  });
}
