import { formatCount, formatNumber } from '../../../src/report/format.ts';
import type { TableSource } from '../../views/tableSource.ts';
import type { PathCurve } from './pathCurve.ts';

const columns = [
  { label: 'Piece', numeric: true },
  { label: 'From t', numeric: true },
  { label: 'To t', numeric: true },
  { label: 'Length', numeric: true },
  { label: 'Class', numeric: true, help: 'The class that wins in the middle of the piece' },
  { label: 'Layer', numeric: false, help: 'The layer that cuts at its end' },
  { label: 'Unit', numeric: true, help: 'The first unit that switches at its end' },
  { label: 'Units', numeric: true, help: 'Units that switch at its end' },
] as const;

/** What the chart shows, piece by piece. */
export function pieceTable(curve: PathCurve, length: number): TableSource {
  const value = (row: number, column: number): number | string | null => {
    const { from, to, after } = curve.piece(row);
    switch (column) {
      case 0:
        return row + 1;
      case 1:
        return from;
      case 2:
        return to;
      case 3:
        return (to - from) * length;
      case 4:
        return curve.winnerAt((from + to) / 2) ?? null;
      case 5:
        return after[0]?.layer ?? null;
      case 6:
        return after[0]?.unit ?? null;
      default:
        return after.length;
    }
  };
  return {
    id: 'path-pieces',
    caption: 'Pieces of the path, in order',
    columns,
    rowCount: curve.pieces,
    value,
    text: (row, column) => {
      const shown = value(row, column);
      if (shown === null) return '–';
      if (typeof shown === 'string') return shown;
      return column >= 1 && column <= 3 ? formatNumber(shown) : formatCount(shown);
    },
  };
}
