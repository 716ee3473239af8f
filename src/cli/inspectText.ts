import { basename } from 'node:path';
import type { MeasuredLayer } from '../analysis/inspect/inspectLayers.ts';
import type { InspectedLayer, ModelInspection } from '../protocol/inspect.ts';
import { formatBytes, formatCount, formatNumber, formatOptional } from '../report/format.ts';
import type { ValueSection } from '../report/report.ts';

const columns = ['op', 'units × fan-in', '‖w‖ median', '|b|/‖w‖', 'mean |cos|', '‖W‖₂', 'rank'];
const widths = [14, 16, 11, 10, 11, 10, 9];
const nameWidth = 28;

/** The graph in a few lines. */
export function structureText(model: ModelInspection): string {
  const kind = model.piecewiseLinear ? 'piecewise linear' : 'not piecewise linear';
  const opset = Object.entries(model.opset)
    .map(([domain, version]) => `${domain === '' ? '' : `${domain} `}${String(version)}`)
    .join(', ');
  const size = `${formatBytes(model.bytes)}${model.externalFiles.length > 0 ? ' and external data' : ''}`;
  return [
    `${basename(model.path)}: ${size}, ${formatCount(model.parameters)} parameters, ${kind}`,
    `  made by ${model.producer === '' ? 'an unnamed exporter' : model.producer}, operator set ${opset}`,
    ...model.inputs.map((input) => `  input   ${valueText(input)}`),
    ...model.outputs.map((output) => `  output  ${valueText(output)}`),
    `  ${formatCount(model.nodes.length)} nodes: ${operatorCounts(model)}`,
    ...model.limits.map(
      ({ op, node, effect }) =>
        `  limit   ${[op, node].join(' ').trim()}${op === '' ? '' : ': '}${effect}`,
    ),
    '',
  ].join('\n');
}

function valueText({ name, type, shape }: ValueSection): string {
  return `${name}: ${shape.length > 0 ? `${shape.join(' × ')} ` : ''}${type}`;
}

/** "12 Conv, 12 Relu, 1 Gemm", most frequent first. */
function operatorCounts({ nodes }: ModelInspection): string {
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([op, count]) => `${formatCount(count)} ${op}`)
    .join(', ');
}

/** Titles of the columns of {@link layerRow}. */
export const layerHeading = line('layer', columns);

/** One layer's weights in one line; why they could not be read in a second. */
export function layerRow(
  { layer, op, units, fanIn, nonlinearity }: InspectedLayer,
  measured: MeasuredLayer,
): string {
  const size = `${formatCount(units)} × ${formatCount(fanIn)}`;
  const kind = nonlinearity === null ? op : `${op} → ${nonlinearity}`;
  const { layer: weights, limits } = measured;
  const cells =
    'unread' in weights
      ? []
      : [
          formatNumber(weights.norm.median),
          formatOptional(weights.originDistance?.median),
          formatOptional(weights.cosine?.meanAbs),
          formatNumber(weights.spectralNorm),
          formatNumber(weights.effectiveRank),
        ];
  return (
    line(layer, [kind, size, ...cells]) + limits.map(({ effect }) => `    ${effect}\n`).join('')
  );
}

function line(name: string, cells: readonly string[]): string {
  const padded = cells.map((cell, i) =>
    i < 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]),
  );
  return `  ${name.padEnd(nameWidth)} ${padded.join(' ')}\n`;
}
