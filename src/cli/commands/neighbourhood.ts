import { Command, Option } from 'commander';
import {
  exploreNeighbourhoods,
  type NeighbourhoodsRequest,
  type NeighbourhoodsResult,
  type SampleNeighbourhood,
} from '../../analysis/neighbourhood/neighbourhoods.ts';
import type { AffineMapSection } from '../../analysis/neighbourhood/sampleDetails.ts';
import type { TreeSection } from '../../analysis/neighbourhood/treeSection.ts';
import type { SampleDistances } from '../../protocol/neighbourhood.ts';
import { classPhrase, counted } from '../../report/phrases.ts';
import type { OutputKind } from '../../report/report.ts';
import { exitCodes } from '../exitCodes.ts';
import type { MainParams } from '../mainParams.ts';
import { addTimeBudget, positiveInteger, type RunOptions } from '../options.ts';
import { checkTargets, jsonText, writeTarget, writeText } from '../output.ts';
import { limitedRun } from '../progressDisplay.ts';
import { addRegionOptions, type RegionOptions, subjectOf, wholeNumber } from './sliceOptions.ts';

interface NeighbourhoodOptions extends RegionOptions, Pick<RunOptions, 'seconds'> {
  readonly at?: readonly number[];
  readonly limit?: number;
  readonly norm: NonNullable<NeighbourhoodsRequest['norm']>;
  readonly cells: number;
  readonly facets: number;
  readonly path?: boolean;
  readonly map?: boolean;
  readonly tree?: boolean;
}

/** Samples printed one by one; `--json` has them all. */
const mostPrinted = 20;

/** `model-geometry neighbourhood MODEL.onnx --at I[,J…]`: how far samples are from where the network changes. */
export function neighbourhoodCommand(
  params: MainParams,
  setExitCode: (code: number) => void,
): Command {
  const command = new Command('neighbourhood')
    .description('how far samples are from the edge of their region and from the decision boundary')
    .option('--at <i,j,…>', 'indices of the samples (default: all)', indices)
    .option('--limit <n>', 'the first N samples', positiveInteger)
    .addOption(
      new Option('--norm <norm>', 'how distances are measured')
        .choices(['euclidean', 'maximum'])
        .default('euclidean'),
    )
    .option(
      '--cells <n>',
      'regions to search a sample for the exact distance to the decision boundary',
      wholeNumber,
      0,
    )
    .option('--facets <n>', 'nearest facets to name', positiveInteger, 1)
    .option('--path', 'also the half-spaces that lead to each prediction, in the JSON')
    .option('--map', 'also the affine map of each region, in the JSON')
    .option('--tree', 'also the whole network as a decision tree, for up to 20 units');
  return addTimeBudget(addRegionOptions(command)).action(
    async (model: string, options: NeighbourhoodOptions) => {
      await checkTargets([options.json], params);
      const { at, limit, norm, cells, facets, path, map, tree } = options;
      const subject = await subjectOf(model, options, params.cwd);
      const chosen = { ...(at && { at }), ...(limit !== undefined && { limit }) };
      const details = { path: path === true, map: map === true, tree: tree === true };
      const request = { ...subject, ...chosen, ...details, norm, facets, mostCells: cells };
      const { result, interrupted } = await limitedRun(params, options, (display) =>
        exploreNeighbourhoods(request, display),
      );
      if (options.json !== undefined) await writeTarget(options.json, jsonText(result), params);
      if (options.json !== '-') writeText(textOf(result), params);
      setExitCode(interrupted ? exitCodes.interrupted : exitCodes.fine);
    },
  );
}

function indices(text: string): readonly number[] {
  return text.split(',').map(wholeNumber);
}

function textOf(result: NeighbourhoodsResult): string {
  const { samples, notReached, summary, norm, outputs, space, tree } = result;
  const lines = samples.slice(0, mostPrinted).flatMap((found) => sampleLines(found, outputs));
  if (samples.length > mostPrinted) {
    lines.push(`… and ${String(samples.length - mostPrinted)} more (--json has them all)`);
  }
  if (samples.length > 1) lines.push(...summaryLines(summary));
  if (notReached !== undefined) {
    lines.push(`Ended early: ${counted(notReached, 'sample')} not looked at`);
  }
  if (tree) lines.push(treeLine(tree));
  const measure = norm === 'euclidean' ? 'Euclidean' : 'largest change of a single number';
  return [
    `Distances: ${measure}, in units of ${space === 'input' ? 'the model’s input' : space}`,
    ...lines,
    '',
  ].join('\n');
}

function sampleLines(found: SampleNeighbourhood, outputs: OutputKind): string[] {
  const { sample, predicted, inRadius, facets, decision, path, map } = found;
  const [facet] = facets;
  const edge =
    inRadius === null || !facet
      ? 'its region has no edge'
      : `edge of its region at ${number(inRadius)} (exact), ${facet.layer} unit ${String(facet.unit)}${facet.position > 0 ? ` position ${String(facet.position)}` : ''}`;
  return [
    `Sample ${String(sample)}${predicted === null ? '' : `, ${classPhrase(predicted, outputs)}`}: ${edge}`,
    ...(decision ? [`  ${boundaryText(decision, outputs)}`] : []),
    ...(path ? [`  ${String(path.length)} decisions lead to the prediction`] : []),
    ...(map ? [`  ${mapText(map)}`] : []),
  ];
}

function mapText({ spectralNorm, frobeniusNorm, rank }: AffineMapSection): string {
  const spectral = spectralNorm === null ? '' : `, spectral norm ${number(spectralNorm)}`;
  const ranked = rank === null ? '' : `, rank ${String(rank)}`;
  return `affine map: Frobenius norm ${number(frobeniusNorm)}${spectral}${ranked}`;
}

function treeLine({ leaves, naiveLeaves }: TreeSection): string {
  return `As a decision tree: ${String(leaves)} leaves, where asking every unit everywhere would take ${String(naiveLeaves)}`;
}

function boundaryText(
  { lower, upper, exact, rival }: SampleDistances['decision'],
  outputs: OutputKind,
): string {
  if (exact && upper === null) return 'no decision boundary anywhere (exact)';
  const towards = rival === null ? '' : `, towards ${classPhrase(rival, outputs)}`;
  if (exact) return `decision boundary at ${number(upper!)} (exact)${towards}`;
  if (upper === null) return `decision boundary at ${number(lower!)} or farther, none found`;
  return `decision boundary between ${number(lower!)} and ${number(upper)}${towards}`;
}

function summaryLines(summary: NeighbourhoodsResult['summary']): string[] {
  const { samples, inRadius, lower, upper, exactShare } = summary;
  const lines = [`Over ${String(samples)} samples:`];
  if (inRadius) {
    lines.push(
      `  edge of the region: median ${number(inRadius.median)}, from ${number(inRadius.min)} to ${number(inRadius.max)}`,
    );
  }
  if (lower && upper) {
    lines.push(
      `  decision boundary: median at least ${number(lower.median)}, at most ${number(upper.median)}; exact for ${String(Math.round(exactShare * samples))}`,
    );
  }
  return lines;
}

function number(value: number): string {
  return value.toPrecision(6);
}
