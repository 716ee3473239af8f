/** Longest axis label, in characters. */
const longestLabel = 24;

/** How many of them a shortened name keeps at its start; the others are its end, which tells layers of one model apart best. */
const keptAtStart = 8;

/** "/backbon…2/block1/conv1" for names too long to stand beside a chart: both ends, without the middle. */
export function shortLabel(name: string): string {
  if (name.length <= longestLabel) return name;
  return `${name.slice(0, keptAtStart)}…${name.slice(keptAtStart + 1 - longestLabel)}`;
}

/**
 * Labels for chart rows, one a name: short, never empty and never equal to each other, since a row is known by its label. Of long names
 * the folder that all of them share goes first: "…layer.3/…query/MatMul".
 */
export function rowLabels(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  const shared = sharedFolder(names.filter(({ length }) => length > longestLabel)).length;
  return names.map((name) => {
    const isCut = shared > 1 && name.length > longestLabel;
    const label = shortLabel(isCut ? `…${name.slice(shared)}` : name) || '(unnamed)';
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} #${times}`;
  });
}

/** What all names begin with, up to a "/" or "."; empty for a single name. */
function sharedFolder(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return '';
  let end = 0;
  while (end < first.length && others.every((name) => name[end] === first[end])) end++;
  const common = first.slice(0, end);
  return common.slice(0, Math.max(common.lastIndexOf('/'), common.lastIndexOf('.')) + 1);
}
