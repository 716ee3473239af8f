/** Where keys can lead from a row: places are 0-based. */
export interface RowPlace {
  readonly place: number;
  readonly rowCount: number;
  /** Rows that are visible at once. */
  readonly visible: number;
}

/** The place that a key leads to in a table, within its ends; `undefined` for keys that do not move. */
export function placeAfterKey(
  key: string,
  { place, rowCount, visible }: RowPlace,
): number | undefined {
  const step = Math.max(1, visible - 1);
  const places: Readonly<Record<string, number>> = {
    ArrowUp: place - 1,
    ArrowDown: place + 1,
    PageUp: place - step,
    PageDown: place + step,
    Home: 0,
    End: rowCount - 1,
  };
  const next = places[key];
  return next === undefined ? undefined : Math.max(0, Math.min(next, rowCount - 1));
}
