import { formatCount, formatNumber } from '../../../src/report/format.ts';
import type { DecisionPathReply } from '../../../src/protocol/neighbourhood.ts';
import type { TableSource } from '../../views/tableSource.ts';

const columns = [
  { label: 'Decision', numeric: true },
  { label: 'Layer', numeric: false },
  { label: 'Unit', numeric: true },
  { label: 'Position', numeric: true },
  { label: 'Side', numeric: false, help: 'On which side of the unit’s hyperplane the sample lies' },
  { label: 'Margin', numeric: true, help: 'z minus the threshold, or what the winner leads by' },
  { label: 'Distance', numeric: true, help: 'Of the sample to the hyperplane' },
] as const;

/** The half-spaces that lead to the prediction, in the network's order. */
export function pathTable(path: DecisionPathReply): TableSource {
  const value = (row: number, column: number): number | string => {
    switch (column) {
      case 0:
        return row;
      case 1:
        return path.layers[path.layer[row]!]!.layer;
      case 2:
        return path.unit[row]!;
      case 3:
        return path.position[row]!;
      case 4:
        return sideText(path, row);
      case 5:
        return path.margin[row]!;
      default:
        return path.distance[row]!;
    }
  };
  return {
    id: 'decision-path',
    caption: 'Decisions on the way to the prediction, in the network’s order',
    columns,
    rowCount: path.unit.length,
    value,
    text: (row, column) => {
      const shown = value(row, column);
      if (typeof shown === 'string') return shown;
      return column < 4 ? formatCount(shown) : formatNumber(shown);
    },
  };
}

/** "above 0", "at most 6", "beats input 2". */
function sideText({ margin, threshold, rival }: DecisionPathReply, row: number): string {
  if (rival[row]! >= 0) return `beats input ${formatCount(rival[row]!)}`;
  const bend = formatNumber(threshold[row]!);
  return margin[row]! > 0 ? `above ${bend}` : `at most ${bend}`;
}
