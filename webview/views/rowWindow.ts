/** Rows drawn above and below what is visible, so that a turn of the wheel shows rows and not a gap. */
const margin = 8;

/** Rows `first` to `end` − 1. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/**
 * The rows of a scrolled table that need to be in the document: those in `height` pixels from `scrollTop` and a few around them.
 * All rows are `rowHeight` pixels high; an unknown one (0) gives the first few rows.
 */
export function rowWindow(
  scrollTop: number,
  height: number,
  rowHeight: number,
  rowCount: number,
): RowWindow {
  if (rowHeight <= 0) return { first: 0, end: Math.min(rowCount, 2 * margin) };
  const first = Math.floor(scrollTop / rowHeight) - margin;
  const end = Math.ceil((scrollTop + height) / rowHeight) + margin;
  const bounded = Math.max(0, Math.min(first, rowCount - 1));
  return { first: bounded, end: Math.max(bounded, Math.min(end, rowCount)) };
}
