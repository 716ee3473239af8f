import type { ProgressSink } from '../engine/progress.ts';
import { openModel } from '../onnx/openModel.ts';
import type { DiagnoseRequest } from '../protocol/analysis.ts';
import type { Report } from '../report/report.ts';
import { Diagnosis } from './diagnosis/diagnosis.ts';
import { closeSides, openSides } from './diagnosis/openSides.ts';
import { inspectModel } from './diagnosis/subject.ts';
import { Stopwatch } from './stopwatch.ts';

/**
 * The main job: reads a model and its data, runs the diagnostics asked for, returns the report.
 * Throws UserError with one sentence for anything a user can mend, CancelledError when told to stop.
 */
export async function diagnose(request: DiagnoseRequest, progress: ProgressSink): Promise<Report> {
  const watch = new Stopwatch(progress);
  const model = await watch.stage('model', () => openModel(request.model), 'Reading the model');
  try {
    const subject = await inspectModel(model, request.input);
    const sides = await watch.stage('data', () => openSides(subject, request), 'Opening the data');
    try {
      return await new Diagnosis(subject, sides, request, progress, watch).run();
    } finally {
      await closeSides(sides);
    }
  } finally {
    await model.close();
  }
}
