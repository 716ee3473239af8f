/** Longest axis label, in characters; longer names keep their end, which tells layers of one model apart. */
const longestLabel = 24;

/** "…stage2/block1/conv/Conv" for names too long to stand beside a chart. */
export function shortLabel(name: string): string {
  return name.length <= longestLabel ? name : `…${name.slice(1 - longestLabel)}`;
}

/** Labels for chart rows, one a name: short, never empty and never equal to each other, since a row is known by its label. */
export function rowLabels(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const label = shortLabel(name) || '(unnamed)';
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} #${times}`;
  });
}
