import { codesPng } from '../../analysis/exploration/raster/codesPng.ts';
import { exploreCodes } from '../../analysis/exploration/exploreCodes.ts';
import type { SliceRequest } from '../../analysis/exploration/slice/slice.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import type { SliceCodes, SliceColouring } from '../../protocol/slice.ts';
import type { MainParams } from '../mainParams.ts';
import { jsonText, writeTarget, writeText } from '../output.ts';
import { legendText } from './sliceText.ts';

/** What `slice --hard-codes` writes, and what it cannot. */
export interface HardCodesOptions {
  readonly json?: string;
  readonly png?: string;
  readonly pngSize: number;
  readonly svg?: string;
  readonly colorBy: SliceColouring;
}

/** Draws a plane of a model without exact regions. Throws UserError for options that need regions. */
export async function drawHardCodes(
  request: SliceRequest,
  { json, png, pngSize, svg, colorBy }: HardCodesOptions,
  progress: ProgressSink,
  params: MainParams,
): Promise<void> {
  const isBudgeted = Object.keys(request.budget ?? {}).length > 0;
  if (svg !== undefined || request.near || colorBy !== 'class' || isBudgeted) {
    throw new UserError(
      'Hard codes are classes on a grid of points: leave out --svg, --near, --train, --color-by, --max-cells and --max-seconds.',
    );
  }
  const codes = await exploreCodes(request, progress);
  if (png !== undefined) await writeTarget(png, codesPng(codes, pngSize), params);
  if (json !== undefined) await writeTarget(json, jsonText(summaryOf(request, codes)), params);
  if (json !== '-') writeText(`${codesText(codes)}${legendText(codes.raster.legend)}`, params);
}

function codesText({ raster: { width, height }, patterns, changes }: SliceCodes): string {
  return [
    `${patterns} different switch codes at ${width} × ${height} points (heuristic: smooth units count by their sign)`,
    `  they change behind ${changes.reduce((sum, change) => sum + change, 0)} points; what lies between two points is not known`,
    '',
  ].join('\n');
}

function summaryOf({ model }: SliceRequest, codes: SliceCodes): object {
  const { window, anchors, raster, patterns, changes } = codes;
  const changed = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const { width, height, legend } = raster;
  return {
    model,
    exactness: 'heuristic',
    window,
    anchors,
    points: [width, height],
    patterns,
    changedShare: changed,
    classes: legend.kind === 'slots' ? legend.entries : [],
  };
}
