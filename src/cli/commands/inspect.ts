import { resolve } from 'node:path';
import { Command } from 'commander';
import { type MeasuredLayer, measuredLayers } from '../../analysis/inspect/inspectLayers.ts';
import { inspectModel } from '../../analysis/inspect/inspectModel.ts';
import { exitCodes } from '../exitCodes.ts';
import { layerHeading, layerRow, structureText } from '../inspectText.ts';
import type { MainParams } from '../mainParams.ts';
import { nonNegativeInteger, positiveInteger } from '../options.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';

interface InspectOptions {
  readonly input?: string;
  readonly layers?: number;
  readonly threads?: number;
  readonly json?: string;
  readonly quiet?: boolean;
}

/** `model-geometry inspect MODEL`: the graph at once, then the weights of layer after layer; nothing is run. */
export function inspectCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  return new Command('inspect')
    .description('what the graph of a model says, then what its weights say, layer by layer')
    .argument('<model>', 'the .onnx file')
    .option('--input <name>', 'the input that counts as data')
    .option('--layers <n>', 'measure the first N layers (default all)', nonNegativeInteger)
    .option('--threads <n>', 'threads of ONNX Runtime', positiveInteger)
    .option('--json <file>', 'write structure and weight geometry as JSON ("-" = stdout)')
    .action(async (model: string, options: InspectOptions) => {
      await checkTargets([options.json], params);
      await inspect(resolve(params.cwd, model), options, params);
      setExitCode(exitCodes.fine);
    });
}

async function inspect(model: string, options: InspectOptions, params: MainParams): Promise<void> {
  const { layers: wanted, threads, json, quiet } = options;
  const print = (text: string): void => {
    if (json !== '-') writeText(text, params);
  };
  const subject = { model, ...(options.input !== undefined && { input: options.input }) };
  const structure = await inspectModel(subject);
  print(structureText(structure));
  const count = Math.min(wanted ?? Infinity, structure.layers.length);
  if (count > 0) print(layerHeading);
  const measured: MeasuredLayer[] = [];
  // On a terminal the rows are the progress.
  const display = progressDisplay(params, quiet === true || json !== '-');
  const range = { first: 0, count, ...(threads !== undefined && { threads }) };
  for await (const each of measuredLayers({ ...subject, ...range }, display)) {
    print(layerRow(structure.layers[measured.length], each));
    measured.push(each);
  }
  display.stop();
  if (json === undefined) return;
  const hyperplanes = measured.map(({ layer }) => layer);
  const limits = [...structure.limits, ...measured.flatMap((each) => each.limits)];
  await writeTarget(json, jsonText({ ...structure, limits, hyperplanes }), params);
}
