import type { MeanEstimate } from '../../engine/stats/meanEstimate.ts';
import { formatNumber } from '../format.ts';
import type { Column } from '../tableView.ts';

/** "8 ± 3.162": a mean with one standard error, or the mean alone where there is none. */
export function formatEstimate({ mean, standardError }: MeanEstimate): string {
  const error = standardError === null ? '' : ` ± ${formatNumber(standardError)}`;
  return `${formatNumber(mean)}${error}`;
}

/** A column of means with their standard errors, sorted by the mean. */
export function estimateColumn<Row>(
  label: string,
  estimate: (row: Row) => MeanEstimate | undefined,
  help?: string,
): Column<Row> {
  return {
    label,
    numeric: true,
    cell: (row) => {
      const value = estimate(row);
      return value
        ? { value: value.mean, text: formatEstimate(value) }
        : { value: null, text: '–' };
    },
    ...(help === undefined ? {} : { help }),
  };
}
