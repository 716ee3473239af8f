import { dataInput } from '../../onnx/dataInputs.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/openModel.ts';
import type { DiagnoseRequest } from '../../protocol/analysis.ts';
import type { FurtherRows } from '../rows.ts';
import type { CertifiedFile, CertifiedModel } from './certificateFile.ts';
import { certifiedFile } from './certifiedFile.ts';

/**
 * Names the model of a request, as it lies in its file, and what its inputs were given, so that `verify` can run the same again.
 * `run` is that model as it was run, with one input; `further` what was read in step with the samples.
 */
export async function certifiedModel(
  run: Model,
  { input, set = {} }: Pick<DiagnoseRequest, 'input' | 'set'>,
  further: readonly FurtherRows[],
): Promise<CertifiedModel> {
  const values: Record<string, number | CertifiedFile> = {};
  for (const [name, value] of Object.entries(set)) {
    if (further.some((each) => each.input === name)) continue;
    values[name] = typeof value === 'number' ? value : await certifiedFile(value);
  }
  return {
    path: run.path,
    sha256: await run.sha256(),
    input: await inputName(run.path, input),
    ...(Object.keys(values).length > 0 && { set: values }),
  };
}

/** Inputs that are read in step are one in the model that was run: its file tells which is the first. */
async function inputName(path: string, asked: string | undefined): Promise<string> {
  const model = await openModel(path);
  try {
    return dataInput(model, asked).name;
  } finally {
    await model.close();
  }
}
