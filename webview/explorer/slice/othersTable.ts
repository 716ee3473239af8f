import { formatNumber } from '../../../src/report/format.ts';
import type { PlaneSamples } from '../../../src/protocol/slice.ts';
import type { TableSource } from '../../views/tableSource.ts';

const columns = ['Sample', 'Class', 'Distance from the plane', 'u', 'v'].map((label) => ({
  label,
  numeric: true,
}));

/** The other samples as a table: what the dots say. */
export function othersTable(samples: PlaneSamples): TableSource {
  const numbers = [samples.index, samples.label, samples.distance, samples.u, samples.v];
  const value = (row: number, column: number): number | null =>
    column === 1 && samples.label[row]! < 0 ? null : numbers[column]![row]!;
  return {
    id: 'plane-samples',
    caption: 'Samples, nearest to the plane first',
    columns,
    rowCount: samples.index.length,
    value,
    text: (row, column) => {
      const shown = value(row, column);
      if (shown === null) return '–';
      return column < 2 ? String(shown) : formatNumber(shown);
    },
  };
}
