import { UserError } from '../../engine/userError.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import type { Model, ValueInfo } from '../../onnx/model.ts';
import { extractPart } from '../../onnx/rewriting/extractPart.ts';
import type { ModelRunner } from '../../onnx/runner.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import { collectActivations } from '../collectActivations.ts';
import { openPrefix, valueShape } from '../prefix.ts';
import { matrixSamples, type SampleSet } from '../samples.ts';
import type { Sides } from './openSides.ts';
import { actsOnPositions } from './positions.ts';
import type { Subject } from './subject.ts';

/** What is known before a part is cut out: the model with one input, and the data for that input. */
export interface WholeModel {
  readonly model: Model;
  readonly input: ValueInfo;
  readonly sides: Sides;
}

/** A part of a model as the subject of a diagnosis, with the activations at its beginning as samples. */
export interface PartUnderDiagnosis {
  readonly subject: Subject;
  readonly sides: Sides;
}

/**
 * Cuts out what lies between `request.from` and `request.to` (geometry-spec 1.10) and runs the data through what lies before it.
 * Positions of a sequence become samples where the part treats each on its own. Throws UserError when the part cannot be cut out
 * or the model not be run.
 */
export async function partOfModel(
  whole: WholeModel,
  request: DiagnoseRequest,
  progress: ProgressSink,
): Promise<PartUnderDiagnosis> {
  const { model, input, sides } = whole;
  const from = request.from ?? input.name;
  const to = request.to ?? lastOutput(model, from);
  const note = `the part from "${from}" to "${to}" was analysed: everything said is local to the space of "${from}"`;
  const limits = [{ op: '', node: '', effect: note }];
  if (from === input.name) {
    const part = extractPart(model, { from, to, shape: input.shape ?? [], type: input.type });
    return { subject: await subjectOf(part, limits), sides };
  }
  const { threads } = request;
  const runner = await openPrefix(model, from, {
    input: input.name,
    ...(sides.sampleShape && { sampleShape: sides.sampleShape }),
    ...(threads !== undefined && { threads }),
  });
  try {
    const shape = await valueShape(model, from, runner.valueWidths[0]!);
    const type = input.type.startsWith('float') ? input.type : 'float32';
    const open = shape.map((size, axis) => (shape.length === 2 && axis === 0 ? 'steps' : size));
    const part = extractPart(model, { from, to, shape: ['rows', ...open], type });
    const perPosition = shape.length === 2 && (await actsOnPositions(part, shape, threads));
    const taken = { from, shape: perPosition ? [1, shape[1]!] : shape };
    const activations = await activationsOf(sides, runner, taken, progress);
    return { subject: await subjectOf(part, limits), sides: activations };
  } finally {
    await runner.close();
  }
}

async function subjectOf(model: Model, limits: Subject['limits']): Promise<Subject> {
  const structure = await analyseStructure(model);
  const [input] = model.graph.inputs;
  return { model, structure, input: input!, limits: [...limits, ...structure.limits] };
}

/** The last output of the graph is where most models keep their answer when `to` is left out. */
function lastOutput({ graph, path }: Model, from: string): string {
  const output = graph.outputs.find(({ name }) => name !== from);
  if (output) return output.name;
  throw new UserError(`${path} has no output behind "${from}": choose an earlier tensor.`);
}

interface Taken {
  readonly from: string;
  /** Shape of one sample of the part. */
  readonly shape: readonly number[];
}

async function activationsOf(
  sides: Sides,
  runner: ModelRunner,
  taken: Taken,
  progress: ProgressSink,
): Promise<Sides> {
  const through = async (set: SampleSet | undefined): Promise<SampleSet | undefined> => {
    if (!set) return undefined;
    const { values } = await collectActivations(runner, set, progress, () => undefined);
    const [activations] = values;
    if (!activations) throw tooLarge(set.rows, runner.valueWidths[0]!, taken.from);
    await set.close();
    return matrixSamples(set, activations, taken);
  };
  return {
    train: await through(sides.train),
    test: await through(sides.test),
    random: await through(sides.random),
    sampleShape: taken.shape,
  };
}

function tooLarge(rows: number, width: number, from: string): UserError {
  return new UserError(
    `The activations at "${from}" of ${rows} rows have ${width} numbers each, ${Math.round((rows * width * 4) / 1e9)} GB in all: ` +
      'take fewer rows (--limit-train, --limit-test) or a later tensor (--from).',
  );
}
