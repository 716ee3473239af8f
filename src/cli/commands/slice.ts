import { Command } from 'commander';
import { exploreSlice, type Slice, type SliceRequest } from '../../analysis/exploration/slice.ts';
import { sliceJson } from '../../analysis/exploration/sliceJson.ts';
import { sliceSvg } from '../../analysis/exploration/sliceSvg.ts';
import type { SliceWindowRequest } from '../../analysis/exploration/sliceWindow.ts';
import { UserError } from '../../engine/userError.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { checkTargets, writeTarget } from '../output.ts';
import { progressDisplay } from '../progressDisplay.ts';
import {
  addRegionOptions,
  finiteNumber,
  numbers,
  type RegionOptions,
  subjectOf,
  threeIndices,
  wholeNumber,
} from './sliceOptions.ts';

interface SliceOptions extends RegionOptions {
  readonly anchors?: readonly [number, number, number];
  readonly margin?: number;
  readonly origin?: readonly number[];
  readonly u?: readonly number[];
  readonly v?: readonly number[];
  readonly maxCells?: number;
  readonly maxSeconds?: number;
  readonly svg?: string;
}

/** `model-geometry slice MODEL.onnx --anchors I,J,K`: the exact regions of a plane window. */
export function sliceCommand(params: MainParams, setExitCode: (code: number) => void): Command {
  const command = new Command('slice')
    .description('the exact regions of a plane through three samples')
    .option('--anchors <i,j,k>', 'indices of the three samples', threeIndices)
    .option('--margin <m>', 'room around the samples, as a share (default 0.25)', finiteNumber)
    .option('--origin <numbers>', 'corner of a parallelogram instead, one number an input', numbers)
    .option('--u <numbers>', 'its first side', numbers)
    .option('--v <numbers>', 'its second side', numbers)
    .option('--max-cells <n>', 'stop at this many regions (default 2000000)', wholeNumber)
    .option('--max-seconds <s>', 'stop after this time', finiteNumber)
    .option('--svg <file>', 'draw the slice');
  return addRegionOptions(command).action(async (model: string, options: SliceOptions) => {
    await checkTargets([options.json, options.svg], params);
    const display = progressDisplay(params, options.quiet === true);
    const request = await requestOf(model, options, params.cwd);
    let slice: Slice;
    try {
      slice = await exploreSlice(request, display);
    } finally {
      display.stop();
    }
    if (options.svg !== undefined) await writeTarget(options.svg, sliceSvg(slice), params);
    if (options.json !== undefined) {
      // Millions of numbers: no indentation.
      const text = `${JSON.stringify(sliceJson(request.model, slice))}\n`;
      await writeTarget(options.json, text, params);
    }
    if (options.json !== '-') params.writeOut(summaryOf(slice));
    setExitCode(exitCodes.fine);
  });
}

async function requestOf(model: string, options: SliceOptions, cwd: string): Promise<SliceRequest> {
  const { maxCells, maxSeconds } = options;
  return {
    ...(await subjectOf(model, options, cwd)),
    window: windowOf(options),
    budget: {
      ...(maxCells !== undefined && { cells: maxCells }),
      ...(maxSeconds !== undefined && { seconds: maxSeconds }),
    },
  };
}

function windowOf({ anchors, margin, origin, u, v }: SliceOptions): SliceWindowRequest {
  if (anchors && !origin && !u && !v) {
    return { kind: 'anchors', samples: anchors, ...(margin !== undefined && { margin }) };
  }
  if (!anchors && origin && u && v) return { kind: 'parallelogram', origin, u, v };
  throw new UserError('Say which plane: either --anchors I,J,K or --origin, --u and --v together.');
}

function summaryOf(slice: Slice): string {
  const { partition, layers, area, slivers, linearRegions, decisions } = slice;
  const regions = partition.cellStart.length - 1;
  const lines = [
    `${regions} regions in a window of area ${area.toPrecision(6)} (${partition.isComplete ? 'exact' : 'INCOMPLETE: a budget was spent'})`,
    ...partition.regionsAfter.map((count, i) => `  after ${layers[i]!}: ${count}`),
    `  ${slivers} slivers`,
  ];
  if (linearRegions !== undefined) lines.push(`  ${linearRegions} different affine maps`);
  if (decisions) {
    const { length, segments, tieArea } = decisions;
    lines.push(
      `  decision boundary: length ${length.toPrecision(6)} in ${segments.length} segments; tie area ${tieArea.toPrecision(3)}`,
    );
  }
  return `${[...lines, checkLine(slice)].join('\n')}\n`;
}

function checkLine({ shapeCheck, forwardCheck }: Slice): string {
  if (!shapeCheck.holds || forwardCheck?.holds === false) {
    return '  CHECK FAILED: see "invariants" in the JSON';
  }
  const shape = 'areas add up, vertices − edges + regions = 1, all convex';
  return forwardCheck
    ? `  checked: ${shape}, patterns and maps of ${forwardCheck.testedCells} regions by forward passes`
    : `  checked: ${shape}`;
}
