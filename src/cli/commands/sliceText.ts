import type { Slice } from '../../analysis/exploration/slice/slice.ts';
import type { SliceSamples } from '../../analysis/exploration/slice/sliceSamples.ts';
import type { RasterLegend } from '../../protocol/slice.ts';
import { formatCount, formatShare } from '../../report/format.ts';
import { counted, isOrAre } from '../../report/phrases.ts';

/** What `slice` prints. */
export function sliceText(slice: Slice): string {
  const { partition, layers, area, slivers, linearRegions, decisions, outputs, samples } = slice;
  const regions = partition.cellStart.length - 1;
  const lines = [
    `${counted(regions, 'region')} in a window of area ${area.toPrecision(6)} (${partition.isComplete ? 'exact' : 'INCOMPLETE: a budget was spent'})`,
    ...partition.regionsAfter.map((count, i) => `  after ${layers[i]}: ${formatCount(count)}`),
    `  ${counted(slivers, 'sliver')}`,
  ];
  if (linearRegions !== undefined)
    lines.push(`  ${counted(linearRegions, 'different affine map')}`);
  if (decisions) {
    const { length, segments, tieArea } = decisions;
    lines.push(
      `  ${outputs === 'sign' ? 'where the output is 0' : 'decision boundary'}: length ${length.toPrecision(6)} in ${counted(segments.length, 'segment')}; tie area ${tieArea.toPrecision(3)}`,
    );
  }
  if (outputs === 'numbers') lines.push('  no decision boundary: the outputs name no class');
  if (samples) lines.push(...samplesLines(samples));
  return `${[...lines, checkLine(slice)].join('\n')}\n`;
}

function samplesLines({ near, elsewhere, dataFree, tree, ...about }: SliceSamples): string[] {
  const { nearPlane, samples, radius, radiusIs } = about;
  const perArea = (value: number | null) => value?.toPrecision(4) ?? '–';
  return [
    `  near = within ${radius.toPrecision(4)} of a sample (${radiusIs}); ${formatCount(nearPlane)} of ${formatCount(samples)} samples are as near to the plane`,
    `    regions per area: ${perArea(near.regionsPerArea)} near, ${perArea(elsewhere.regionsPerArea)} elsewhere; boundary per area: ${perArea(near.boundaryPerArea)} near, ${perArea(elsewhere.boundaryPerArea)} elsewhere`,
    `    ${counted(dataFree.dataFree, 'region')} (${formatShare(dataFree.share)}) ${isOrAre(dataFree.dataFree)} near no sample, in ${counted(dataFree.components, 'connected part')}: ${formatShare(dataFree.areaShare)} of the area, ${formatShare(dataFree.cutLengthShare)} of the boundary length`,
    tree
      ? `    a decision tree (CART, ${formatCount(tree.leaves)} leaves from ${formatCount(tree.rows)} samples) cuts the window into ${formatCount(tree.cells)}, of which ${formatCount(tree.dataFree)} (${formatShare(tree.share)}) are near no sample: ${formatShare(tree.areaShare)} of the area, ${formatShare(tree.cutLengthShare)} of the cuts`
      : '    no decision tree to compare with: it needs the labels of these samples (--train-labels)',
  ];
}

function checkLine({ shapeCheck, forwardCheck }: Slice): string {
  if (!shapeCheck.holds || forwardCheck?.holds === false) {
    return '  CHECK FAILED: see "invariants" in the JSON';
  }
  const shape = 'areas add up, vertices − edges + regions = 1, all convex';
  return forwardCheck
    ? `  checked: ${shape}, patterns and maps of ${counted(forwardCheck.testedCells, 'region')} by forward passes`
    : `  checked: ${shape}`;
}

/** What the colours of a picture mean; its palette is the one of the HTML report. */
export function legendText(legend: RasterLegend): string {
  if (legend.kind === 'slots') {
    const entries = legend.entries.map(
      ({ label, share }) => `    ${label}: ${formatShare(share)} of the pixels`,
    );
    return `${[`  coloured by: ${legend.title} (${legend.exactness})`, ...entries].join('\n')}\n`;
  }
  const [low, high] = [legend.low.toPrecision(4), legend.high.toPrecision(4)];
  const spacing = legend.log ? ', logarithmic' : '';
  return `  coloured by: ${legend.title} (${legend.exactness}), dark blue ${low} to yellow ${high}${spacing}\n`;
}
