import type { ProgressSink } from '../engine/progress.ts';
import { UserError } from '../engine/userError.ts';
import { layersAlone } from '../onnx/analyseStructure.ts';
import type { Model, ValueInfo } from '../onnx/model.ts';
import { openModel } from '../onnx/openModel.ts';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import type { Report } from '../report/report.ts';
import { Diagnosis } from './diagnosis/diagnosis.ts';
import { openFed } from './diagnosis/openFed.ts';
import { closeSides, type Sides } from './diagnosis/openSides.ts';
import { partOfModel, type PartUnderDiagnosis } from './diagnosis/partOfModel.ts';
import { inspectModel } from './diagnosis/subject.ts';
import type { FedModel } from './inputs/fedInputs.ts';
import { Stopwatch } from './stopwatch.ts';

const noInput: ValueInfo = { name: '', type: 'undefined', shape: [] };
const noSides: Sides = {
  train: undefined,
  test: undefined,
  random: undefined,
  sampleShape: undefined,
};

/**
 * The main job: reads a model and its data, runs the diagnostics asked for, returns the report.
 * Throws UserError with one sentence for anything a user can mend, CancelledError when told to stop.
 */
export async function diagnose(request: DiagnoseRequest, progress: ProgressSink): Promise<Report> {
  const watch = new Stopwatch(progress);
  const model = await watch.stage('model', () => openModel(request.model), 'Reading the model');
  try {
    return await analyse(model, request, progress, watch);
  } catch (error) {
    if (!isDescribable(error, request)) throw error;
    return await describeWeights(model, error, request, progress, watch);
  } finally {
    await model.close();
  }
}

/** Everything, of a model that can be analysed. */
async function analyse(
  model: Model,
  request: DiagnoseRequest,
  progress: ProgressSink,
  watch: Stopwatch,
): Promise<Report> {
  const open = () => openFed(model, request);
  const { fed, sides } = await watch.stage('data', open, 'Opening the data');
  try {
    const job = await watch.stage('structure', () => chooseJob(fed, sides, request, progress));
    return await new Diagnosis(job.subject, job.sides, request, progress, watch).run();
  } finally {
    await closeSides(sides);
  }
}

/** Whether a model that cannot be analysed still has what was asked for: its weights, without data or a part of it being named. */
function isDescribable(error: unknown, request: DiagnoseRequest): error is UserError {
  const { train, test, input, from, to } = request;
  const isPlain = [train, test, input, from, to].every((asked) => asked === undefined);
  const weights = request.parts?.includes('hyperplanes') ?? true;
  return error instanceof UserError && error.code === 'unsupported' && isPlain && weights;
}

/** The report on a model of which nothing but its weights can be described, with a limit that says why. */
async function describeWeights(
  model: Model,
  unrunnable: UserError,
  request: DiagnoseRequest,
  progress: ProgressSink,
  watch: Stopwatch,
): Promise<Report> {
  const [input = noInput] = model.graph.inputs;
  const structure = await layersAlone(model);
  const subject = { model, structure, input, limits: [], unrunnable };
  return new Diagnosis(subject, noSides, request, progress, watch).run();
}

/** The whole model with its data, or the part of it that was asked for with its activations. */
async function chooseJob(
  fed: FedModel,
  sides: Sides,
  request: DiagnoseRequest,
  progress: ProgressSink,
): Promise<PartUnderDiagnosis> {
  if (request.from === undefined && request.to === undefined) {
    return { subject: await inspectModel(fed), sides };
  }
  if (request.certificates !== undefined) {
    throw new UserError(
      'Certificates are about the data as they lie in their files, not about activations: leave out --certificates or --from and --to.',
    );
  }
  return partOfModel({ ...fed, sides }, request, progress);
}
