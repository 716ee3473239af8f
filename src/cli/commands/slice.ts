import { basename } from 'node:path';
import { Command, Option } from 'commander';
import type { RegionSubjectRequest } from '../../analysis/exploration/path/pathSubject.ts';
import {
  exploreSlice,
  type Slice,
  type SliceRequest,
} from '../../analysis/exploration/slice/slice.ts';
import { sliceJson } from '../../analysis/exploration/slice/sliceJson.ts';
import { slicePng } from '../../analysis/exploration/slice/slicePng.ts';
import type { NearSamplesRequest } from '../../analysis/exploration/slice/sliceSamples.ts';
import { sliceSvg } from '../../analysis/exploration/slice/sliceSvg.ts';
import type { SliceWindowRequest } from '../../analysis/exploration/slice/sliceWindow.ts';
import { UserError } from '../../engine/userError.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { checkTargets, writeTarget, writeText } from '../output.ts';
import type { SliceColouring } from '../../protocol/slice.ts';
import { positiveInteger } from '../options.ts';
import { progressDisplay } from '../progressDisplay.ts';
import { drawHardCodes } from './hardCodes.ts';
import {
  addRegionOptions,
  finiteNumber,
  numbers,
  type RegionOptions,
  subjectOf,
  threeIndices,
  trainingDataOf,
  wholeNumber,
} from './sliceOptions.ts';
import { legendText, sliceText } from './sliceText.ts';

interface SliceOptions extends RegionOptions {
  readonly hardCodes?: boolean;
  readonly anchors?: readonly [number, number, number];
  readonly margin?: number;
  readonly origin?: readonly number[];
  readonly u?: readonly number[];
  readonly v?: readonly number[];
  readonly maxCells?: number;
  readonly maxSeconds?: number;
  readonly near?: boolean;
  readonly radius?: number;
  readonly svg?: string;
  readonly png?: string;
  readonly pngSize: number;
  readonly colorBy: SliceColouring;
}

/** `model-geometry slice MODEL.onnx --anchors I,J,K`: the exact regions of a plane window. */
export function sliceCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  return addRegionOptions(describedCommand()).action(
    async (model: string, options: SliceOptions) => {
      await checkTargets([options.json, options.svg, options.png], params);
      const request = await requestOf(model, options, params.cwd);
      const slice = await sliceOf(request, options, params);
      if (slice) await writeSlice(request.model, slice, options, params);
      setExitCode(exitCodes.fine);
    },
  );
}

function describedCommand(): Command {
  return new Command('slice')
    .description('the exact regions of a plane through three samples')
    .option('--anchors <i,j,k>', 'indices of the three samples', threeIndices)
    .option('--margin <m>', 'room around the samples, as a share (default 0.25)', finiteNumber)
    .option('--origin <numbers>', 'corner of a parallelogram instead, one number an input', numbers)
    .option('--u <numbers>', 'its first side', numbers)
    .option('--v <numbers>', 'its second side', numbers)
    .option('--max-cells <n>', 'stop at this many regions (default 2000000)', wholeNumber)
    .option('--max-seconds <s>', 'stop after this time', finiteNumber)
    .option(
      '--hard-codes',
      'of any model: classes and switch codes at a grid of points (heuristic)',
    )
    .option('--near', 'compare the regions near training samples with those elsewhere')
    .option(
      '--train <file>',
      'these samples, FILE[#ARRAY] (default: model-geometry.json, else --samples)',
    )
    .option('--train-labels <file>', 'their labels, to compare with a decision tree too')
    .option(
      '--radius <r>',
      'how near (default: their median nearest-neighbour distance)',
      finiteNumber,
    )
    .option('--svg <file>', 'draw the slice as lines')
    .option('--png <file>', 'draw it as an image')
    .option('--png-size <pixels>', 'longer side of the image', positiveInteger, 1024)
    .addOption(
      new Option('--color-by <what>', 'what the colours of the image show')
        .choices(['class', 'layer', 'area', 'density', 'confidence'] satisfies SliceColouring[])
        .default('class'),
    );
}

/** `undefined` where codes were asked for, which are drawn at once. */
async function sliceOf(
  request: SliceRequest,
  options: SliceOptions,
  params: MainParams,
): Promise<Slice | undefined> {
  const display = progressDisplay(params, options.quiet === true);
  try {
    if (!options.hardCodes) return await exploreSlice(request, display).catch(offerHardCodes);
    await drawHardCodes(request, options, display, params);
    return undefined;
  } finally {
    display.stop();
  }
}

async function writeSlice(
  model: string,
  slice: Slice,
  options: SliceOptions,
  params: MainParams,
): Promise<void> {
  const { svg, png, json } = options;
  if (svg !== undefined) await writeTarget(svg, sliceSvg(slice), params);
  const legend = png === undefined ? '' : await drawPng(slice, options, params);
  if (json !== undefined) {
    // Millions of numbers: no indentation.
    await writeTarget(json, `${JSON.stringify(sliceJson(model, slice))}\n`, params);
  }
  if (json !== '-') writeText(sliceText(slice) + legend, params);
}

/** A model without exact regions can still be looked at. */
function offerHardCodes(error: unknown): never {
  if (!(error instanceof UserError) || error.code !== 'unsupported') throw error;
  const advice = error.message.replace(/\.$/, ', or add --hard-codes for a heuristic look.');
  throw new UserError(advice, { code: error.code, cause: error });
}

/** Writes the image; returns what its colours mean. */
async function drawPng(
  slice: Slice,
  { png: target = '-', pngSize, colorBy }: SliceOptions,
  params: MainParams,
): Promise<string> {
  const { png, legend } = await slicePng(slice, colorBy, pngSize);
  await writeTarget(target, png, params);
  return legendText(legend);
}

async function requestOf(model: string, options: SliceOptions, cwd: string): Promise<SliceRequest> {
  const { maxCells, maxSeconds } = options;
  const subject = await subjectOf(model, options, cwd);
  const near = await nearOf(model, options, subject, cwd);
  return {
    ...subject,
    window: windowOf(options),
    ...(near && { near }),
    budget: {
      ...(maxCells !== undefined && { cells: maxCells }),
      ...(maxSeconds !== undefined && { seconds: maxSeconds }),
    },
  };
}

/** Samples to compare with, where one of the options asks for it. */
async function nearOf(
  model: string,
  options: SliceOptions,
  { samples, preprocess, threads }: RegionSubjectRequest,
  cwd: string,
): Promise<NearSamplesRequest | undefined> {
  const { near = false, train, trainLabels, radius } = options;
  if (!near && [train, trainLabels, radius].every((value) => value === undefined)) return undefined;
  const training =
    (await trainingDataOf(model, options, cwd)) ??
    (samples && { data: samples, ...(preprocess && { preprocess }) });
  if (!training) {
    throw new UserError(
      `There are no samples for ${basename(model)} to compare with: add --train.`,
    );
  }
  return {
    ...training,
    ...(radius !== undefined && { radius }),
    ...(threads !== undefined && { threads }),
  };
}

function windowOf({ anchors, margin, origin, u, v }: SliceOptions): SliceWindowRequest {
  if (anchors && !origin && !u && !v) {
    return { kind: 'anchors', samples: anchors, ...(margin !== undefined && { margin }) };
  }
  if (!anchors && origin && u && v) return { kind: 'parallelogram', origin, u, v };
  throw new UserError('Say which plane: either --anchors I,J,K or --origin, --u and --v together.');
}
